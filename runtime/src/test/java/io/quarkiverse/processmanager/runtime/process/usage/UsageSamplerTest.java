package io.quarkiverse.processmanager.runtime.process.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.Command;
import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.ProcessMetrics;
import io.quarkiverse.processmanager.runtime.definition.ExecutionSettings;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.assembly.Workshop;
import io.quarkiverse.processmanager.runtime.process.platform.LinuxProcessTable;

/** Measures real processes. */
@EnabledOnOs(OS.LINUX)
class UsageSamplerTest {

    @RegisterExtension
    final Workshop workshop = new Workshop();

    private long incarnations;

    @Test
    void aBusyTreeIsMeasuredWithEverythingThatItHasStarted() {
        // The child becomes an orphan.
        Measured busy = start(workshop.sh("(sh -c 'while :; do :; done' " + workshop.tag() + " &); sleep 1000"));

        ProcessMetrics metrics = busy.until(found -> found.processes() == 3 && found.cpuPercent().orElse(0) > 5);

        assertThat(busy.received.get(0).cpuPercent()).as("nothing to compare with").isEmpty();
        assertThat(metrics.memoryMegabytes().orElseThrow()).isBetween(0.5, 500.0);
        assertThat(metrics.threads()).hasValue(3);
        assertThat(metrics.openFiles().orElseThrow()).isPositive();
        assertThat(metrics.uptime()).isPositive();
        assertThat(metrics.cpuPercent().orElseThrow()).isLessThan(150);
    }

    @Test
    void aZombieIsNotMeasured() {
        LinuxProcessTable table = new LinuxProcessTable();
        Measured parent = start(workshop.sh("sleep 1000 & exec sleep 1000"));
        parent.until(metrics -> metrics.processes() == 2);
        // Unlike a shell, sleep waits for no child.
        workshop.awaitUntil(() -> table.command(parent.pid).endsWith("sleep"));

        ProcessHandle.of(parent.pid).orElseThrow().children().forEach(ProcessHandle::destroy);

        workshop.awaitUntil(() -> table.all().stream().anyMatch(entry -> entry.dead() && entry.parent() == parent.pid));
        parent.received.clear();
        assertThat(parent.until(metrics -> metrics.cpuPercent().isPresent()).processes()).isEqualTo(1);
    }

    @Test
    void aMemberThatEndsBetweenTwoMeasurementsDoesNotAffectTheOthers() {
        Measured tree = start(workshop.sh("sleep 1000 & wait; exec sleep 1000"));
        tree.until(metrics -> metrics.processes() == 2);

        tree.received.clear();
        ProcessHandle.of(tree.pid).orElseThrow().children().forEach(ProcessHandle::destroy);

        ProcessMetrics metrics = tree.until(found -> found.processes() == 1);
        assertThat(metrics.cpuPercent().orElseThrow()).isBetween(0.0, 150.0);
    }

    @Test
    void noMetricsArriveForAProcessThatHasEnded() {
        Measured ended = start(workshop.sh("exit 0"));
        Measured running = start(workshop.sh("exec sleep 1000"));
        workshop.awaitUntil(() -> ended.exited);

        running.until(metrics -> metrics.cpuPercent().isPresent());

        assertThat(ended.received).isEmpty();
    }

    private Measured start(Command command) {
        Measured measured = new Measured(++incarnations);
        workshop.runner()
                .start(new ProcessRunner.Launch("p", measured.incarnation, command, ExecutionSettings.DEFAULT,
                        OptionalInt.empty(),
                        StopSettings.DEFAULT, LogSettings.DEFAULT), measured);
        return measured;
    }

    private final class Measured implements ProcessRunner.Listener {

        private final List<ProcessMetrics> received = new CopyOnWriteArrayList<>();
        private final long incarnation;
        private volatile boolean exited;
        private volatile long pid;

        private Measured(long incarnation) {
            this.incarnation = incarnation;
        }

        private ProcessMetrics until(java.util.function.Predicate<ProcessMetrics> condition) {
            Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100)).until(() -> {
                workshop.runner().measure(Set.of("p"), this::received);
                return received.stream().anyMatch(condition);
            });
            return received.stream().filter(condition).findFirst().orElseThrow();
        }

        /** Two starts of one test differ in the number of their incarnation. */
        private void received(List<ProcessRunner.Measurement> all) {
            all.stream().filter(one -> one.incarnation() == incarnation).forEach(one -> received.add(one.metrics()));
        }

        @Override
        public void started(long itsPid) {
            pid = itsPid;
        }

        @Override
        public void exited(Exit exit, int leftovers) {
            exited = true;
        }

        @Override
        public void gone() {
            // Another test covers this.
        }

        @Override
        public void notKilled(List<String> survivors) {
            // Another test covers this.
        }
    }
}
