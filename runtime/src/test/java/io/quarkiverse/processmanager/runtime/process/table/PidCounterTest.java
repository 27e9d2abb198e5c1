package io.quarkiverse.processmanager.runtime.process.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import io.quarkiverse.processmanager.runtime.process.platform.LinuxProcessTable;

class PidCounterTest {

    private final PidCounter earlier = new PidCounter(100, 1_000);

    @Test
    void thePidsBetweenTwoCountsHavePassed() {
        PidCounter later = new PidCounter(105, 1_000);

        assertThat(later.hasPassed(100, earlier)).isFalse();
        assertThat(later.hasPassed(101, earlier)).isTrue();
        assertThat(later.hasPassed(105, earlier)).isTrue();
        assertThat(later.hasPassed(106, earlier)).isFalse();
        assertThat(earlier.hasPassed(100, earlier)).as("no pid was assigned").isFalse();
    }

    @Test
    void theSystemBeginsAgainBehindTheHighestPid() {
        PidCounter later = new PidCounter(20, 1_000);

        assertThat(later.hasPassed(999, earlier)).isTrue();
        assertThat(later.hasPassed(2, earlier)).isTrue();
        assertThat(later.hasPassed(21, earlier)).isFalse();
        assertThat(later.hasPassed(100, earlier)).isFalse();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aProcessThatHasJustBeenStartedHasPassed() throws IOException, InterruptedException {
        LinuxProcessTable table = new LinuxProcessTable();
        PidCounter before = table.pidCounter().orElseThrow();
        assertThat(before.limit()).as("the whole number").isGreaterThan(1_000);

        Process process = new ProcessBuilder("true").start();
        process.waitFor();

        assertThat(table.pidCounter().orElseThrow().hasPassed(process.pid(), before)).isTrue();
    }
}
