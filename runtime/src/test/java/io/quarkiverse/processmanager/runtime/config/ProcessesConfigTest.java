package io.quarkiverse.processmanager.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Mode;

/** What the start of an application finds out without reading a definition. */
class ProcessesConfigTest {

    @Test
    void aProcessMayStartBeforeTheApplicationByItsPhaseOrItsContributions() {
        assertThat(Configured.with("a.command=x", "a.start-phase=before-app").mappings().mayStartBeforeApp()).isTrue();
        assertThat(Configured.with("a.command=x", "a.config.\"quarkus.redis.hosts\"=redis://x").mappings().mayStartBeforeApp())
                .isTrue();
    }

    @Test
    void theStartDoesNotWaitForOtherProcesses() {
        ProcessesConfig config = Configured.with("a.command=x", "b.command=x", "b.depends-on=a", "c.command=x",
                "c.start-phase=after-app", "d.command=x", "d.start-phase=with-app").mappings();

        assertThat(config.mayStartBeforeApp()).isFalse();
        assertThat(Configured.with().mappings().mayStartBeforeApp()).isFalse();
    }

    /** The settings of all processes would otherwise be looked up in each application, also in one without processes. */
    @Test
    void anApplicationWithoutProcessesLooksUpNoSettingOfAProcess() {
        List<String> lookedUp = new ArrayList<>();
        ConfigSource source = new Properties(lookedUp);

        Configured.with().configuration(source);

        // The settings that the build fixes are looked up once, for all ids.
        assertThat(lookedUp).contains("quarkus.processes.*.pattern").doesNotContain("quarkus.processes.*.command");
    }

    @Test
    void aProcessWithSettingsOfTheBuildOnlyHasOtherSettings() {
        ProcessesConfig config = Configured.with("a.command=x", "onlybuild.depends-on=a").mappings();

        assertThat(config.processes()).containsOnlyKeys("a", "onlybuild");
        assertThat(config.processes().get("onlybuild").command()).isEmpty();
    }

    /** The name of a variable does not show where an id with a dash ends, so the mapping of all processes does not find it. */
    @Test
    void aVariableReachesAProcessWithADashAndSettingsOfTheBuildOnly() {
        Configured configured = Configured.with("my-db.service=postgresql", "my-worker.pattern=node", "worker.pattern=node")
                .andVariable("QUARKUS_PROCESSES_MY_DB_PORT", "6543")
                .andVariable("QUARKUS_PROCESSES_MY_DB_RESTART_MAX_DELAY", "7s")
                .andVariable("QUARKUS_PROCESSES_MY_WORKER_COMMAND", "node server.js")
                .andVariable("QUARKUS_PROCESSES_MY_WORKER_MODES", "prod")
                .andVariable("QUARKUS_PROCESSES_WORKER_COMMAND", "node worker.js");

        Map<String, ProcessConfig> processes = configured.mappings().processes();

        assertThat(processes).containsOnlyKeys("my-db", "my-worker", "worker");
        assertThat(processes.get("my-db").port()).hasValue(6543);
        assertThat(processes.get("my-db").restart().maxDelay()).hasValue(Duration.ofSeconds(7));
        assertThat(processes.get("my-worker").command()).hasValue("node server.js");
        assertThat(processes.get("worker").command()).hasValue("node worker.js");
        assertThat(configured.mappings().idle(Mode.PROD)).doesNotContain("my-worker").contains("my-db");
    }

    @Test
    void aProcessIsIdleInTheModesThatItDoesNotHave() {
        ProcessesConfig config = Configured.with("a.command=x", "a.modes=prod", "b.command=x", "b.modes=dev", "c.command=x",
                "onlybuild.depends-on=a").mappings();

        assertThat(config.idle(Mode.PROD)).containsExactly("b", "c", "onlybuild");
        assertThat(config.idle(Mode.DEV)).containsExactly("a");
    }

    /** Records the properties that are looked up. */
    private record Properties(List<String> lookedUp) implements ConfigSource {

        @Override
        public Set<String> getPropertyNames() {
            return Set.of();
        }

        @Override
        public String getValue(String property) {
            lookedUp.add(property);
            return null;
        }

        @Override
        public String getName() {
            return "properties";
        }
    }
}
