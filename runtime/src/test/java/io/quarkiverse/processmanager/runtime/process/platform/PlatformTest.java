package io.quarkiverse.processmanager.runtime.process.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Execution;
import io.quarkiverse.processmanager.Execution.Isolation;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.definition.ExecutionSettings;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartFailure;
import io.quarkiverse.processmanager.runtime.process.state.StateDirectory;
import io.quarkiverse.processmanager.runtime.process.usage.LinuxUsage;

class PlatformTest {

    @Test
    void theNameOfTheSystemDecides() {
        assertThat(Platform.named("Linux")).isInstanceOf(LinuxPlatform.class);
        assertThat(Platform.named("Mac OS X")).isInstanceOf(MacPlatform.class);
        assertThat(Platform.named("Windows 11")).isInstanceOf(WindowsPlatform.class);
    }

    /** The ports find the directory without a platform. */
    @Test
    void eachSystemHasOneStateDirectory() {
        for (String system : List.of("Linux", "Mac OS X", "Windows 11", "AIX")) {
            assertThat(Platform.named(system).stateDirectory()).isEqualTo(StateDirectory.of(system));
        }
        assertThat(StateDirectory.of("Windows 11")).isEqualTo(StateDirectory.inProfile(System.getenv("LOCALAPPDATA")));
    }

    @Test
    void anUnknownSystemIsRefused() {
        Optional<StartFailure> refusal = Platform.named("AIX").refuse(ExecutionSettings.DEFAULT);

        assertThat(refusal.orElseThrow().reason()).isEqualTo(Reason.SPAWN_FAILED);
        assertThat(refusal.orElseThrow().detail()).endsWith("this system is AIX");
    }

    @Test
    void whatOnlyLinuxHasIsRefusedElsewhere() {
        Execution execution = ProcessDefinition.builder("p").command("x").umask("077").nice(3).build().execution();

        assertThat(LinuxOnlySettings.refuse(ExecutionSettings.DEFAULT, "Mac OS X")).isEmpty();
        assertThat(LinuxOnlySettings.refuse(execution, "Mac OS X").orElseThrow().detail())
                .isEqualTo("only Linux supports umask, nice, and this system is Mac OS X; remove what it does not support");
        assertThat(Platforms.withPs().refuse(execution)).isPresent();
        assertThat(LinuxOnlySettings.refuse(isolated(Isolation.CGROUP), "Mac OS X").orElseThrow().detail())
                .isEqualTo("only Linux supports isolation, and this system is Mac OS X; remove what it does not support");
        assertThat(LinuxOnlySettings.refuse(isolated(Isolation.AUTO), "Mac OS X")).isEmpty();
        assertThat(Platform.named("Linux").refuse(execution)).isEmpty();
    }

    private static Execution isolated(Isolation isolation) {
        return ProcessDefinition.builder("p").command("x").isolation(isolation).build().execution();
    }

    @Test
    void onlyLinuxMeasuresWithoutOshi() {
        assertThat(Platform.named("Linux").usage()).isInstanceOf(LinuxUsage.class);
        assertThat(Platform.named("Mac OS X").usage()).isNotInstanceOf(LinuxUsage.class);
    }

    @Test
    void aSignalHasItsOwnNumberOnEachSystem() {
        assertThat(Platform.named("Linux").signalOf(128 + 10)).contains("USR1");
        assertThat(Platform.named("Mac OS X").signalOf(128 + 30)).contains("USR1");
        assertThat(Platform.named("Mac OS X").signalOf(128 + 32)).isEmpty();
        assertThat(Platform.named("Mac OS X").signalOf(1)).isEmpty();
        assertThat(Platform.named("Windows 11").signalOf(143)).isEmpty();
    }
}
