package io.quarkiverse.processmanager.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.logging.Level;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.Dependency.Condition;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.probe.HttpProbe;
import io.quarkiverse.processmanager.probe.StatusRanges;
import io.quarkus.test.QuarkusUnitTest;

class YamlConfigurationTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClass(DeclaredProcesses.class).addAsResource(new StringAsset("""
                    quarkus:
                      process-manager:
                        log:
                          stderr-level: "off"
                      processes:
                        my-db:
                          command: postgres -p ${quarkus.processes.my-db.port}
                          port: 5432
                          auto-start: false
                        cache:
                          command: redis-server --port ${quarkus.processes.cache.port}
                          port: 5433
                          ports:
                            admin-ui: 0
                          auto-start: false
                        api:
                          command: node
                          args:
                            - server.js
                            - a, b
                            - ""
                          env:
                            NODE_ENV: development
                            EMPTY: ""
                          depends-on:
                            - my-db:started
                          health:
                            url: http://localhost:3000/health
                            expected-status: [200-204, 404]
                            headers:
                              X-Check: 1
                          auto-start: false
                    "%test":
                      quarkus:
                        processes:
                          api:
                            name: in test
                          cache:
                            port: 0
                    app:
                      url: redis://${quarkus.processes.cache.port}/${quarkus.processes.cache.ports.admin-ui}
                    """), "application.yaml"))
            .setLogRecordPredicate(record -> record.getLevel().intValue() >= java.util.logging.Level.WARNING.intValue())
            .assertLogRecords(records -> assertThat(records).extracting(record -> record.getMessage())
                    .noneMatch(message -> message.contains("quarkus.process")));

    @Inject
    DeclaredProcesses declared;

    @ConfigProperty(name = "app.url")
    String url;

    @Test
    void yamlReachesTheDefinition() {
        ProcessDefinition api = declared.get("api");
        HttpProbe probe = (HttpProbe) api.healthCheck().orElseThrow().probe();

        assertThat(declared.read().problems()).isEmpty();
        assertThat(declared.get("my-db").command().words()).containsExactly("postgres", "-p", "5432");
        assertThat(api.name()).isEqualTo("in test");
        assertThat(api.command().words()).containsExactly("node", "server.js", "a, b", "");
        assertThat(api.command().environment()).isEqualTo(Map.of("NODE_ENV", "development", "EMPTY", ""));
        assertThat(api.dependencies()).containsExactly(Dependency.on("my-db", Condition.STARTED));
        assertThat(probe.expectedStatus()).isEqualTo(StatusRanges.of("200-204", "404"));
        assertThat(probe.headers()).isEqualTo(Map.of("X-Check", "1"));
        assertThat(api.log().stderrLevel()).isEqualTo(Level.OFF);
    }

    @Test
    void thePortsAreRealInYamlAndInAProfile() {
        ProcessDefinition cache = declared.get("cache");
        int port = cache.port().getAsInt();

        assertThat(port).isBetween(20000, 32767);
        assertThat(cache.ports().get("admin-ui")).isBetween(20000, 32767).isNotEqualTo(port);
        assertThat(cache.command().words()).containsExactly("redis-server", "--port", String.valueOf(port));
        assertThat(url).isEqualTo("redis://" + port + "/" + cache.ports().get("admin-ui"));
    }
}
