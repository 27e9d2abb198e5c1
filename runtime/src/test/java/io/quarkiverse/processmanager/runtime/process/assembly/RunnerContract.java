package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.RunningProcess;

/** The behaviour that the supervisor requires of a runner: of the real one, and of the fake one in its tests. */
public interface RunnerContract {

    /** A process that runs until it receives the stop signal. */
    RunningProcess living(ProcessRunner.Listener listener);

    /** A process that exits only when it is killed. */
    RunningProcess stubborn(ProcessRunner.Listener listener);

    /** Longer than any test. */
    Duration GRACE = Duration.ofHours(1);

    /** A process that exits with the given code. */
    RunningProcess ending(int code, ProcessRunner.Listener listener);

    /** A process that exits with the given code and leaves another one. */
    RunningProcess leaving(int code, ProcessRunner.Listener listener);

    /** A process that cannot be started. */
    RunningProcess impossible(ProcessRunner.Listener listener);

    /** A process that creates its product and exits with 0; {@code before} is whether the product exists already. */
    RunningProcess producing(boolean before, ProcessRunner.Listener listener);

    @Test
    default void aProductIsReportedBeforeTheExit() {
        Calls calls = new Calls();

        producing(false, calls);

        calls.await("started", "product true", "exited 0, 0 left", "gone");
    }

    @Test
    default void aStartIsSkippedIfItsProductExists() {
        Calls calls = new Calls();

        producing(true, calls);

        calls.await("skipped: product exists", "gone");
    }

    @Test
    default void aTerminatedProcessIsStartedThenExitedThenGone() {
        Calls calls = new Calls();
        RunningProcess process = living(calls);
        calls.await("started");
        assertThat(process.hasExited()).isFalse();

        process.terminate(GRACE);
        process.terminate(GRACE);

        calls.await("started", "exited 0 left", "gone");
    }

    @Test
    default void anExitedProcessReportsItsCode() {
        Calls calls = new Calls();

        RunningProcess process = ending(3, calls);

        calls.await("started", "exited 3, 0 left", "gone");
        assertThat(process.hasExited()).isTrue();
    }

    @Test
    default void leftoversAreNotTouchedBeforeTerminate() {
        Calls calls = new Calls();
        RunningProcess process = leaving(3, calls);
        calls.await("started", "exited 3, 1 left");
        assertThat(process.hasExited()).isTrue();

        process.terminate(GRACE);

        calls.await("started", "exited 3, 1 left", "gone");
    }

    @Test
    default void aStubbornProcessExitsWhenItIsKilled() {
        Calls calls = new Calls();
        RunningProcess process = stubborn(calls);
        calls.await("started");
        process.terminate(GRACE);

        process.kill();
        process.kill();

        calls.await("started", "exited 0 left", "gone");
    }

    @Test
    default void aStartThatFailsIsAnExit() {
        Calls calls = new Calls();

        impossible(calls);

        calls.await("not started", "gone");
    }

    /**
     * The calls that the listener has received, in order. The exit codes of stopped processes are left out: they depend on the
     * signal.
     */
    final class Calls implements ProcessRunner.Listener {

        private final List<String> received = new CopyOnWriteArrayList<>();

        @Override
        public void started(long pid) {
            received.add("started");
        }

        @Override
        public void exited(Exit exit, int leftovers) {
            if (exit.wasSkipped()) {
                received.add(exit.describe());
            } else if (exit.code().isEmpty()) {
                received.add("not started");
            } else {
                received.add(
                        "exited " + (exit.code().getAsInt() > 128 ? "" : exit.code().getAsInt() + ", ") + leftovers + " left");
            }
        }

        @Override
        public void produced(boolean exists) {
            received.add("product " + exists);
        }

        @Override
        public void gone() {
            received.add("gone");
        }

        @Override
        public void notKilled(List<String> survivors) {
            received.add("not killed");
        }

        private void await(String... expected) {
            Awaitility.await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(received).containsExactly(expected));
        }
    }
}
