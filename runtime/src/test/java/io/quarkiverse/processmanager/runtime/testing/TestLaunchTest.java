package io.quarkiverse.processmanager.runtime.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Mode;
import io.quarkus.runtime.LaunchMode;

class TestLaunchTest {

    @Test
    void theValueIsReadAsItIsWritten() {
        TestLaunch launch = new TestLaunch(17, Optional.of(Path.of("target", "a@b")));

        assertThat(TestLaunch.parse(launch.value())).contains(launch);
        assertThat(TestLaunch.parse("17")).contains(new TestLaunch(17, Optional.empty()));
        assertThat(TestLaunch.parse("true")).isEmpty();
        assertThat(TestLaunch.parse("")).isEmpty();
    }

    @Test
    void onlyAnAncestorCounts() throws Exception {
        Process child = new ProcessBuilder("sleep", "1000").start();
        try {
            assertThat(TestLaunch.here(Optional.empty()).isAncestorOf(child.toHandle())).isTrue();
            assertThat(TestLaunch.here(Optional.empty()).isAncestorOf(ProcessHandle.current())).isFalse();
            assertThat(new TestLaunch(child.pid(), Optional.empty()).isAncestorOf(ProcessHandle.current())).isFalse();
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    @Test
    void thePropertyOfAStrangerHasNoEffect() {
        System.setProperty(TestLaunch.PROPERTY, Long.toString(ProcessHandle.current().pid()));
        try {
            assertThat(TestLaunch.current()).isEmpty();
            assertThat(TestLaunch.mode(LaunchMode.NORMAL)).isEqualTo(Mode.PROD);
        } finally {
            System.clearProperty(TestLaunch.PROPERTY);
        }
        assertThat(TestLaunch.mode(LaunchMode.TEST)).isEqualTo(Mode.TEST);
        assertThat(TestLaunch.mode(LaunchMode.DEVELOPMENT)).isEqualTo(Mode.DEV);
    }
}
