package io.quarkiverse.processmanager.runtime.process.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

import org.junit.jupiter.api.Test;

class LinuxProcessTableTest {

    private final LinuxProcessTable table = new LinuxProcessTable();

    @Test
    void theHandlersOfAProcessAreSeen() throws IOException {
        Process process = new ProcessBuilder("sh", "-c", "trap 'exit' TERM; trap '' HUP; echo up; read line").start();
        try {
            assertThat(process.inputReader().readLine()).isEqualTo("up");

            assertThat(table.handles(process.pid(), "TERM")).isTrue();
            assertThat(table.handles(process.pid(), "HUP")).as("ignored").isFalse();
            assertThat(table.handles(process.pid(), "USR1")).as("default").isFalse();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aProcessThatDoesNotExistHasNoHandler() {
        assertThat(table.handles(Long.MAX_VALUE, "TERM")).isFalse();
    }
}
