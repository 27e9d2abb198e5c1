package io.quarkiverse.processmanager.runtime.process.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;

class KillAttemptsTest {

    private final KillAttempts attempts = new KillAttempts();

    @Test
    void aProcessThatSurvivesKillsForAWhileIsStuck() {
        ProcessEntry survivor = entry(100);

        assertThat(killedAt(survivor, 0, 100, 200, 300, 900, 1_000)).isEmpty();
        assertThat(killedAt(survivor, 1_001)).containsExactly(survivor);
    }

    @Test
    void aNewProcessIsNotStuck() {
        ProcessEntry young = entry(101);
        killedAt(entry(100), 0, 100, 200, 300, 2_000);

        assertThat(killedAt(young, 3_000)).isEmpty();
    }

    @Test
    void aProcessThatIsRarelyKilledOnASlowMachineIsNotStuck() {
        assertThat(killedAt(entry(100), 0, 5_000)).isEmpty();
    }

    private List<ProcessEntry> killedAt(ProcessEntry entry, long... millis) {
        List<ProcessEntry> stuck = List.of();
        for (long time : millis) {
            stuck = attempts.next(List.of(entry), TimeUnit.MILLISECONDS.toNanos(time));
        }
        return stuck;
    }

    private static ProcessEntry entry(long pid) {
        return new ProcessEntry(new ProcessId(pid, 5), 1, pid, pid, 'S', 0, false);
    }
}
