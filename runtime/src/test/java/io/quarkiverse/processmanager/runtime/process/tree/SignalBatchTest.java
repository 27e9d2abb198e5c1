package io.quarkiverse.processmanager.runtime.process.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.runtime.process.platform.LinuxProcessTable;
import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;
import io.quarkiverse.processmanager.runtime.process.watchdog.ShellWatchdog;

/** Repeats signals that the sender could not send. */
class SignalBatchTest {

    private final LinuxProcessTable files = new LinuxProcessTable();
    private final List<Process> processes = new ArrayList<>();
    private final List<List<Long>> sent = new ArrayList<>();
    private SignalBatch batch;

    @BeforeEach
    void addTwoTargets() throws IOException {
        for (int i = 0; i < 2; i++) {
            processes.add(new ProcessBuilder("sleep", "1000").start());
        }
        List<ProcessEntry> members = processes.stream().map(process -> files.read(process.pid()).orElseThrow())
                .collect(Collectors.toList());
        ShellWatchdog watchdog = new ShellWatchdog(List.of(), null, RunnerId.create(files), files);
        batch = new SignalBatch(new ProcessSnapshot(files.all(), files.nowTicks(), watchdog), files);
        members.forEach(member -> batch.add("KILL", member));
    }

    @AfterEach
    void killThem() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void theSecondAttemptLeavesOutProcessesThatHaveEnded() {
        batch.send((signal, targets) -> {
            sent.add(targets);
            end(processes.get(0));
            return sent.size() == 2;
        });

        assertThat(sent.get(0)).containsExactlyInAnyOrder(processes.get(0).pid(), processes.get(1).pid());
        assertThat(sent.get(1)).containsExactly(processes.get(1).pid());
    }

    @Test
    void aKillDoesNotDependOnTheSender() throws InterruptedException {
        batch.send((signal, targets) -> false);

        for (Process process : processes) {
            assertThat(process.waitFor()).isEqualTo(137);
        }
    }

    private static void end(Process process) {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
