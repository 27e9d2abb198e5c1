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

/** What the supervisor relies on, for the real runner and for the one that its tests use instead. */
public interface RunnerContract {

    /** A process that lives until it is told to end. */
    RunningProcess living(ProcessRunner.Listener listener);

    /** A process that ends only when it is killed. */
    RunningProcess stubborn(ProcessRunner.Listener listener);

    /** A process that ends by itself. */
    RunningProcess ending(int code, ProcessRunner.Listener listener);

    /** A process that ends by itself and leaves another one. */
    RunningProcess leaving(int code, ProcessRunner.Listener listener);

    /** A process that cannot be started. */
    RunningProcess impossible(ProcessRunner.Listener listener);

    @Test
    default void oneThatIsToldToEndIsStartedThenExitedThenGone() {
        Calls calls = new Calls();
        RunningProcess process = living(calls);
        calls.await("started");

        process.terminate();
        process.terminate();

        calls.await("started", "exited 0 left", "gone");
    }

    @Test
    default void oneThatEndsByItselfReportsItsCode() {
        Calls calls = new Calls();

        ending(3, calls);

        calls.await("started", "exited 3, 0 left", "gone");
    }

    @Test
    default void leftoversAreNotTouchedBeforeSomebodySaysSo() {
        Calls calls = new Calls();
        RunningProcess process = leaving(3, calls);
        calls.await("started", "exited 3, 1 left");

        process.terminate();

        calls.await("started", "exited 3, 1 left", "gone");
    }

    @Test
    default void aStubbornOneEndsWhenItIsKilled() {
        Calls calls = new Calls();
        RunningProcess process = stubborn(calls);
        calls.await("started");
        process.terminate();

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

    /** What the listener has heard, in order. The codes of asked-for ends are left out: they depend on the signal. */
    final class Calls implements ProcessRunner.Listener {

        private final List<String> heard = new CopyOnWriteArrayList<>();

        @Override
        public void started(long pid) {
            heard.add("started");
        }

        @Override
        public void exited(Exit exit, int leftovers) {
            if (exit.code().isEmpty()) {
                heard.add("not started");
            } else {
                heard.add(
                        "exited " + (exit.code().getAsInt() > 128 ? "" : exit.code().getAsInt() + ", ") + leftovers + " left");
            }
        }

        @Override
        public void gone() {
            heard.add("gone");
        }

        @Override
        public void notKilled(List<String> survivors) {
            heard.add("not killed");
        }

        private void await(String... expected) {
            Awaitility.await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(heard).containsExactly(expected));
        }
    }
}
