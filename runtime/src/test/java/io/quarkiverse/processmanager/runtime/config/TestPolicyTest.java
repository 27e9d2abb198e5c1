package io.quarkiverse.processmanager.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.runtime.testing.DevProcess;
import io.quarkus.runtime.LaunchMode;

/** Which processes run in tests, alone and beside dev mode. */
class TestPolicyTest {

    private static final Map<String, DevProcess> DEV = Map.of("db",
            new DevProcess(Map.of("port", 5432), DevProcess.State.READY, ""));

    @Test
    void aPortOfDevModeIsRefusedWithWhatToChoose() {
        assertThat(Configured.with("db.command=x", "db.port=5432").besideDevMode(DEV).problems()).containsExactly(
                "quarkus.processes.db.port: 5432 is the port of 'db' in dev mode too, which runs beside these tests; write port=0"
                        + " for a port of their own, test=shared to let the tests use the process of dev mode, test=off if they"
                        + " do not need it, or another port as %test.quarkus.processes.db.port");
        assertThat(Configured.with("db.command=x", "db.port=5432", "db.test=own").besideDevMode(DEV).problems()).hasSize(1);
    }

    @Test
    void eachOfTheChoicesIsAccepted() {
        for (String choice : List.of("port=5433", "test=shared", "test=off", "modes=dev")) {
            assertThat(Configured.with("db.command=x", "db.port=5432", "db." + choice).besideDevMode(DEV).problems())
                    .as(choice).isEmpty();
        }
        assertThat(Configured.with("db.command=x", "db.port=5432").andGlobal("%test.quarkus.processes.db.port=5433")
                .besideDevMode(DEV).problems()).isEmpty();
    }

    @Test
    void testsWithoutDevModeUseAFixedPort() {
        assertThat(Configured.with("db.command=x", "db.port=5432").atBuildOf(LaunchMode.TEST).problems()).isEmpty();
    }

    @Test
    void aSharedProcessIsNotStartedAndItsDependentsDoNotWaitForIt() {
        Definitions definitions = Configured.with("db.command=x", "db.port=5432", "db.test=shared", "api.command=y",
                "api.depends-on=db,cache", "cache.command=z").besideDevMode(DEV).read();

        assertThat(definitions.allProblems()).isEmpty();
        assertThat(definitions.shared()).extracting(ProcessDefinition::id).containsExactly("db");
        assertThat(definitions.plan().ids()).containsExactly("cache", "api");
        ProcessDefinition api = definitions.plan().find("api").orElseThrow();
        assertThat(definitions.plan().waitsFor(api)).containsOnlyKeys("cache");
        assertThat(api.command().environment()).containsEntry("DB_PORT", "5432").containsEntry("DB_HOST", "localhost");
    }

    @Test
    void aTaskThatCreatesTheSamePathRunsOnce() {
        Map<String, DevProcess> dev = Map.of("fetch", new DevProcess(Map.of(), DevProcess.State.PENDING, "",
                Path.of("/srv/target/made").toString()));
        Configured task = Configured.with("fetch.command=x", "fetch.cwd=/srv", "fetch.creates=target/made", "api.command=y",
                "api.depends-on=fetch");

        Definitions definitions = task.besideDevMode(dev).read();

        assertThat(definitions.allProblems()).isEmpty();
        assertThat(definitions.shared()).extracting(ProcessDefinition::id).containsExactly("fetch");
        assertThat(definitions.sharedTasks()).isEqualTo(definitions.shared());
        assertThat(definitions.plan().ids()).containsExactly("api");
        for (String own : List.of("creates=target/test/made", "test=own", "auto-start=false")) {
            task = Configured.with("fetch.command=x", "fetch.cwd=/srv", "fetch.creates=target/made", "fetch." + own);
            assertThat(task.besideDevMode(dev).read().shared()).as(own).isEmpty();
        }
    }

    @Test
    void aSharedProcessRunsInTestsWithoutDevMode() {
        Definitions definitions = Configured.with("db.command=x", "db.test=shared", "api.command=y", "api.depends-on=db")
                .atStartOf(LaunchMode.TEST).read();

        assertThat(definitions.allProblems()).isEmpty();
        assertThat(definitions.shared()).isEmpty();
        assertThat(definitions.plan().ids()).containsExactly("db", "api");
    }

    @Test
    void aProcessThatIsOffIsAbsent() {
        Configured off = Configured.with("db.command=x", "db.test=off", "api.command=y", "api.depends-on=db?");

        assertThat(off.atStartOf(LaunchMode.TEST).read().plan().ids()).containsExactly("api");
        assertThat(off.atStartOf(LaunchMode.DEVELOPMENT).read().plan().ids()).containsExactly("db", "api");
        assertThat(Configured.with("db.command=x", "db.test=off", "api.command=y", "api.depends-on=db")
                .atStartOf(LaunchMode.TEST).problems()).singleElement().asString()
                .startsWith("quarkus.processes.api.depends-on: 'db' does not run in test mode (test=off), but 'api' does");
    }

    @Test
    void contradictionsWithTheModesAreRefused() {
        assertThat(problems("modes=dev,test", "test=off")).containsExactly("is off, but modes has test; remove one of them");
        assertThat(problems("modes=dev", "test=shared")).containsExactly(
                "is shared, but modes does not have test; add it there, or remove test=shared");
        assertThat(problems("modes=dev", "test=off")).isEmpty();
        assertThat(withCommonModes("dev").atBuildOf(LaunchMode.NORMAL).problems())
                .containsExactly("quarkus.processes.db.test: is own, but quarkus.process-manager.modes does not have test; add"
                        + " it there, or remove test=own");
    }

    @Test
    void aTestCanLeaveAllProcessesOutWithTheCommonModes() {
        assertThat(withCommonModes("dev").atBuildOf(LaunchMode.TEST).problems()).isEmpty();
        assertThat(withCommonModes("dev").atStartOf(LaunchMode.TEST).problems()).isEmpty();
        assertThat(withCommonModes("prod").atStartOf(LaunchMode.NORMAL).problems()).isEmpty();
    }

    private static Configured withCommonModes(String modes) {
        return Configured.with("db.command=x", "db.test=own").andGlobal("quarkus.process-manager.modes=" + modes);
    }

    private static List<String> problems(String... settings) {
        return Configured.with("db.command=x", "db." + settings[0], "db." + settings[1]).read().problems().stream()
                .map(Problem::message).toList();
    }
}
