package io.quarkiverse.processmanager.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkiverse.processmanager.Mode;
import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessCheck;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.probe.HttpProbe;
import io.quarkiverse.processmanager.probe.Probe;
import io.quarkiverse.processmanager.probe.TcpProbe;
import io.quarkiverse.processmanager.runtime.definition.external.ExternalDefinition;
import io.quarkus.runtime.LaunchMode;

class ExternalDefinitionsTest {

    private static final String LIST = "QUARKUS_PROCESS_MANAGER_EXTERNAL";

    private final LaunchMode before = LaunchMode.current();

    @AfterEach
    void reset() {
        LaunchMode.set(before);
    }

    private static Configured production(String... properties) {
        LaunchMode.set(LaunchMode.NORMAL);
        return Configured.with(properties).atStartOf(LaunchMode.NORMAL);
    }

    private static ProcessDefinition only(Definitions definitions, String id) {
        assertThat(definitions.allProblems()).isEmpty();
        return definitions.plan().find(id).orElseThrow();
    }

    private static Probe probe(ProcessDefinition definition) {
        return definition.healthCheck().map(ProcessCheck::probe).orElseThrow();
    }

    @Test
    void anExternalProcessNeedsAnAddressOnly() {
        ProcessDefinition db = Configured.with("db.external=true", "db.host=there", "db.port=5432").definition();

        assertThat(db.external()).isTrue();
        assertThat(probe(db)).isEqualTo(new TcpProbe("there", 5432));
        assertThat(db.metrics()).isFalse();
    }

    @Test
    void whatWouldRunTheProcessIsNeitherReadNorSearched() {
        ProcessDefinition ui = Configured.with("ui.npm-script=dev", "ui.cwd=missing", "ui.env-file=missing.env", "ui.port=5173",
                "ui.external=true", "ui.depends-on=api?", "ui.pre-start.command=x", "ui.detached=true",
                "ui.log.file.path=ui.log")
                .definition();

        assertThat(ui.command().words()).isEmpty();
        assertThat(ui.dependencies()).isEmpty();
        assertThat(ui.start().preStart()).isEmpty();
        assertThat(ui.execution().detached()).isFalse();
        assertThat(ui.log().file()).isEmpty();
    }

    @Test
    void aServiceElsewhereNeedsNoProgramAndNoInitialization() {
        Definitions definitions = production("db.service=postgresql")
                .andVariable(LIST, "db").andVariable("QUARKUS_PROCESSES_DB_PORT", "5432")
                .andVariable("QUARKUS_PROCESSES_DB_HOST", "postgres").read();

        ProcessDefinition db = only(definitions, "db");
        assertThat(definitions.plan().ids()).containsExactly("db");
        assertThat(probe(db)).isEqualTo(new TcpProbe("postgres", 5432));
        assertThat(ExternalDefinition.describe(db)).isEqualTo("db (postgres:5432)");
    }

    @Test
    void theConfigurationOfTheApplicationFollowsTheHostAndThePort() {
        for (String[] form : new String[][] { { "QUARKUS_PROCESSES_MY_DB_HOST", "QUARKUS_PROCESSES_MY_DB_PORT" },
                { "QUARKUS_PROCESSES__MY_DB__HOST", "QUARKUS_PROCESSES__MY_DB__PORT" } }) {
            assertThat(production("my-db.service=redis").andVariable(LIST, "my-db").andVariable(form[0], "cache")
                    .andVariable(form[1], "6379").configuration().getConfigValue("quarkus.processes.my-db.port").getValue())
                    .as(form[1]).isEqualTo("6379");
            assertThat(production("my-db.service=minio", "my-db.config.\"app.url\"=redis://${quarkus.processes.my-db.host}:"
                    + "${quarkus.processes.my-db.port}", "my-db.host=localhost", "my-db.port=1").andVariable(LIST, "my-db")
                    .andVariable(form[0], "cache").andVariable(form[1], "6379").configuration().getConfigValue("app.url")
                    .getValue()).as(form[1])
                    .isEqualTo(form[0].contains("__") ? "redis://localhost:6379" : "redis://cache:6379");
        }
    }

    @ParameterizedTest
    @CsvSource({ "::1,[::1]", "[2001:db8::7],[2001:db8::7]", "db.example,db.example" })
    void theChecksOfAnIpv6AddressHaveBracketsInTheUrl(String host, String inUrl) {
        Configured redis = production("db.service=redis").andVariable(LIST, "db").andVariable("QUARKUS_PROCESSES_DB_HOST", host)
                .andVariable("QUARKUS_PROCESSES_DB_PORT", "9");
        ProcessDefinition db = only(redis.read(), "db");

        assertThat(probe(db)).isEqualTo(new TcpProbe(host, 9));
        assertThat(ExternalDefinition.describe(db)).isEqualTo("db (" + inUrl + ":9)");
        assertThat(((HttpProbe) probe(production("web.external=true", "web.port=9", "web.health.path=/q", "web.host=" + host)
                .definition())).url()).hasToString("http://" + inUrl + ":9/q");
    }

    @Test
    void theListPutsAProcessInForceInProductionUnlessItsOwnModesSayOtherwise() {
        Configured configured = production("db.command=x", "db.port=1", "cache.command=x", "cache.port=2", "cache.modes=dev",
                "other.command=x", "other.port=3", "api.command=x", "api.port=4", "api.external=false", "api.modes=prod",
                "db.config.\"app.db\"=at ${quarkus.processes.db.port}", "other.config.\"app.other\"=x").andVariable(LIST, "*");
        assertThat(configured.read().plan().ids()).containsExactlyInAnyOrder("api", "db", "other");
        assertThat(configured.mappings().idle(Mode.PROD)).containsExactly("cache");

        Definitions definitions = production("db.command=x", "db.port=1", "other.command=x", "db.tags=data",
                "db.config.\"app.db\"=at ${quarkus.processes.db.port}").andVariable(LIST, "data").read();
        assertThat(definitions.plan().ids()).containsExactly("db");
        assertThat(only(definitions, "db").external()).isTrue();
        assertThat(production("db.command=x", "db.port=1", "db.config.\"app.db\"=at ${quarkus.processes.db.port}")
                .andVariable(LIST, "db").configuration().getConfigValue("app.db").getValue()).isEqualTo("at 1");
    }

    @Test
    void theProcessItselfObjectsToTheList() {
        Definitions definitions = Configured.with("db.command=x", "db.external=false", "api.command=x", "api.port=1")
                .andVariable(LIST, "*").read();

        assertThat(only(definitions, "db").external()).isFalse();
        assertThat(only(definitions, "api").external()).isTrue();
    }

    @Test
    void aPortThatIsChosenHereIsRefusedTogetherWithOtherProblems() {
        assertThat(Configured.with("db.external=true", "db.port=0", "db.ports.admin=0", "api.comand=x", "api.external=true",
                "api.host=a b").andGlobal("quarkus.process-manager.external=dbx").read().allProblems().stream()
                .map(Problem::toString))
                .contains("quarkus.processes.db.port: 0 chooses a free port, but the process runs elsewhere; write the port on "
                        + "which it listens there",
                        "quarkus.processes.db.ports.admin: 0 chooses a free port, but the process runs elsewhere; write the port"
                                + " on which it listens there",
                        "quarkus.processes.api.host: 'a b' is not the name or the address of a host",
                        "quarkus.process-manager.external: 'dbx' is neither a tag nor the id of a process; known: api, db; did you "
                                + "mean 'db'?");
    }

    @Test
    void aBuildForProductionLeavesThePortToTheDeployment() {
        LaunchMode.set(LaunchMode.NORMAL);
        assertThat(Configured.with("db.service=redis", "db.external=true", "db.modes=prod").atBuildOf(LaunchMode.NORMAL).read()
                .allProblems()).isEmpty();
    }

    @Test
    void aCheckOverTheNetworkFollowsTheHost() {
        assertThat(probe(Configured.with("a.external=true", "a.host=there", "a.port=80",
                "a.health.url=http://localhost:8080/up?x=1").definition()))
                .isInstanceOfSatisfying(HttpProbe.class,
                        probe -> assertThat(probe.url()).hasToString("http://there:8080/up?x=1"));
        assertThat(probe(Configured.with("a.external=true", "a.host=there", "a.health.url=https://other/up").definition()))
                .isInstanceOfSatisfying(HttpProbe.class, probe -> assertThat(probe.url()).hasToString("https://other/up"));
        assertThat(probe(Configured.with("a.external=true", "a.port=80", "a.health.path=/up").definition()))
                .isInstanceOfSatisfying(HttpProbe.class,
                        probe -> assertThat(probe.url()).hasToString("http://localhost:80/up"));
    }

    @Test
    void theBuildSaysWhichCheckIsReplacedAndWhoseHealthIsNotKnown() {
        assertThat(Configured
                .with("a.external=true", "a.port=80", "a.health.log=ready", "b.external=true", "b.health.command=x",
                        "c.external=true", "d.external=true", "d.kind=task", "e.external=true", "e.port=81")
                .atBuildOf(LaunchMode.DEVELOPMENT).read().warnings().stream().map(Problem::toString)).containsExactly(
                        "quarkus.processes.a.external: runs elsewhere: its log check cannot run from here, so a connection to "
                                + "port 80 decides about its health",
                        "quarkus.processes.b.external: runs elsewhere: its command check cannot run from here, and it has no "
                                + "port, so its health is not known",
                        "quarkus.processes.c.external: runs elsewhere: it has no health check and no port, so its health is not "
                                + "known");
    }

    @Test
    void aTaskElsewhereHasNoSchedule() {
        ProcessDefinition tick = Configured.with("tick.command=x", "tick.schedule.every=1m", "tick.external=true").definition();

        assertThat(tick.kind()).contains(ProcessKind.TASK);
        assertThat(tick.start().schedule().isSet()).isFalse();
        assertThat(tick.start().auto()).isTrue();
    }

    @Test
    void severalProcessesAreRead() {
        assertThat(Configured.with("a.external=true", "a.port=1", "b.command=x", "b.depends-on=a:healthy").read().allProblems())
                .isEqualTo(List.of());
    }
}
