package io.quarkiverse.processmanager.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

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

    @Test
    void aProcessIsIdleInTheModesThatItDoesNotHave() {
        ProcessesConfig config = Configured.with("a.command=x", "a.modes=prod", "b.command=x", "b.modes=dev", "c.command=x",
                "onlybuild.depends-on=a").mappings();

        assertThat(config.idle(Mode.PROD)).containsExactly("b", "c", "onlybuild");
        assertThat(config.idle(Mode.DEV)).containsExactly("a");
    }
}
