package io.quarkiverse.processmanager.runtime.process.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.runtime.process.table.SignalAction;

class LinuxProcessTableTest {

    private final LinuxProcessTable table = new LinuxProcessTable();

    @Test
    void whatAProcessDoesWithASignalIsSeen() throws IOException {
        Process process = new ProcessBuilder("sh", "-c", "trap 'exit' TERM; trap '' HUP; echo up; read line").start();
        try {
            assertThat(process.inputReader().readLine()).isEqualTo("up");

            assertThat(table.actionOn(process.pid(), "TERM")).isEqualTo(SignalAction.HANDLE);
            assertThat(table.actionOn(process.pid(), "HUP")).isEqualTo(SignalAction.IGNORE);
            assertThat(table.actionOn(process.pid(), "USR1")).isEqualTo(SignalAction.DEFAULT);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aProcessThatDoesNotExistHasTheDefault() {
        assertThat(table.actionOn(Long.MAX_VALUE, "TERM")).isEqualTo(SignalAction.DEFAULT);
    }
}
