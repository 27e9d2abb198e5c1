package io.quarkiverse.processmanager.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

import jakarta.inject.Inject;

import org.jboss.logmanager.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.CheckGroup;
import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.Dependency.Condition;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.probe.HttpProbe;
import io.quarkiverse.processmanager.probe.TcpProbe;
import io.quarkus.test.QuarkusUnitTest;

class PropertiesConfigurationTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClass(DeclaredProcesses.class))
            .withConfiguration("""
                    quarkus.process-manager.shutdown-timeout=20s
                    quarkus.process-manager.log.level=debug

                    quarkus.processes.my-db.command=postgres -D 'my data' -p ${quarkus.processes.my-db.port}
                    quarkus.processes.my-db.port=5432
                    quarkus.processes.my-db.cwd=db
                    quarkus.processes.my-db.auto-start=false

                    quarkus.processes.api.command=node server.js
                    quarkus.processes.api.args[0]=a, b
                    quarkus.processes.api.args[1]=
                    quarkus.processes.api.env.NODE_ENV=development
                    quarkus.processes.api.env.APPLICATION_PORT=${quarkus.http.port}
                    quarkus.processes.api.depends-on=my-db
                    quarkus.processes.api.wait-for=started
                    quarkus.processes.api.required=false
                    quarkus.processes.api.health.group=startup
                    quarkus.processes.api.health.url=http://localhost:3000/health
                    quarkus.processes.api.health.headers.X-Check=1
                    quarkus.processes.api.success-exit-codes=0,3
                    quarkus.processes.api.auto-start=false
                    # Another one in each profile.
                    quarkus.processes.api.name=base
                    %test.quarkus.processes.api.name=in test
                    %dev.quarkus.processes.api.name=in dev
                    %test.quarkus.processes.only-test.command=x
                    %test.quarkus.processes.only-test.auto-start=false
                    %dev.quarkus.processes.only-dev.command=x
                    """)
            .overrideRuntimeConfigKey("quarkus.processes.my-db.stop.signal", "INT")
            .overrideRuntimeConfigKey("quarkus.processes.my-db.port", "5433")
            .setLogRecordPredicate(record -> record.getLevel().intValue() >= java.util.logging.Level.WARNING.intValue())
            .assertLogRecords(records -> assertThat(records).extracting(record -> record.getMessage())
                    .noneMatch(message -> message.contains("quarkus.process")));

    @Inject
    DeclaredProcesses declared;

    @Test
    void everyProcessOfTheProfileIsManaged() {
        assertThat(declared.read().problems()).isEmpty();
        assertThat(declared.read().running()).extracting(ProcessDefinition::id).containsExactly("api", "my-db", "only-test");
        assertThat(declared.get("api").name()).isEqualTo("in test");
    }

    @Test
    void valuesOfTheStartOverrideThoseOfTheBuild() {
        assertThat(declared.get("my-db").command().words()).containsExactly("postgres", "-D", "my data", "-p", "5433");
        assertThat(declared.get("my-db").port()).isEqualTo(OptionalInt.of(5433));
        assertThat(declared.get("my-db").healthCheck().orElseThrow().probe()).isEqualTo(new TcpProbe("localhost", 5433));
        assertThat(declared.get("my-db").stop().signal()).isEqualTo("INT");
    }

    @Test
    void propertiesReachTheDefinition() {
        ProcessDefinition api = declared.get("api");

        assertThat(api.command().words()).isEqualTo(List.of("node", "server.js", "a, b", ""));
        assertThat(api.command().environment()).isEqualTo(
                Map.of("NODE_ENV", "development", "APPLICATION_PORT", System.getProperty("quarkus.http.port", "8080")));
        assertThat(api.dependencies()).containsExactly(Dependency.on("my-db"));
        assertThat(api.waitFor()).contains(Condition.STARTED);
        assertThat(((HttpProbe) api.healthCheck().orElseThrow().probe()).headers()).isEqualTo(Map.of("X-Check", "1"));
        assertThat(api.successExitCodes()).isEqualTo(Set.of(0, 3));
        assertThat(api.log().level()).isEqualTo(Level.DEBUG);
        assertThat(api.report().group()).isEqualTo(CheckGroup.STARTUP);
        assertThat(api.report().required()).isFalse();
        assertThat(declared.get("my-db").command().directory()).contains(Path.of("/base/db"));
        assertThat(declared.read().shutdown().timeout()).hasValueSatisfying(timeout -> assertThat(timeout).hasSeconds(20));
    }
}
