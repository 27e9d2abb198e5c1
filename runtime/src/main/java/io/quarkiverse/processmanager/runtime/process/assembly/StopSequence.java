package io.quarkiverse.processmanager.runtime.process.assembly;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

import io.quarkiverse.processmanager.StopPolicy;
import io.quarkiverse.processmanager.probe.CommandResult;
import io.quarkiverse.processmanager.runtime.definition.Signals;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.spawn.SpawnRequest;
import io.quarkiverse.processmanager.runtime.process.tree.StopRequest;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/**
 * The requested stop of one process: the stop command runs, then the standard input closes, then the tree receives the stop
 * signal, all within the grace period. Confined to the owner, except the policy, which other threads read.
 */
final class StopSequence {

    private final ProcessRunner.Launch launch;
    private final OsProcessRunner runner;
    private volatile StopPolicy policy;
    private Optional<CompletableFuture<CommandResult>> command = Optional.empty();
    /** When the caller kills the tree, in the time of {@link SystemClock#nanos()}. */
    private OptionalLong deadlineNanos = OptionalLong.empty();
    private boolean over;

    StopSequence(ProcessRunner.Launch launch, OsProcessRunner runner) {
        this.launch = launch;
        this.runner = runner;
        this.policy = launch.stop();
    }

    StopPolicy policy() {
        return policy;
    }

    void policy(StopPolicy next) {
        policy = next;
    }

    String signal() {
        return Signals.forShell(policy.signal());
    }

    /**
     * Begins the stop, or shortens its grace period.
     *
     * @param rootAlive whether the root process is alive: a stop command is for the root
     * @param nanos the end of the grace period in the time of {@link SystemClock#nanos()}
     */
    void request(StartedChild child, boolean rootAlive, long nanos) {
        boolean first = deadlineNanos.isEmpty();
        if (!first && nanos - deadlineNanos.getAsLong() >= 0) {
            return;
        }
        deadlineNanos = OptionalLong.of(nanos);
        if (first && !policy.command().isEmpty() && rootAlive) {
            runCommand(child);
        } else if (command.isEmpty() || command.get().isDone()) {
            signal(child);
        }
    }

    /** Sends no further signal, because no process of the tree is alive or because the tree is being killed. */
    void cancel() {
        over = true;
        if (command.isPresent()) {
            command.get().cancel(false);
        }
    }

    private void runCommand(StartedChild child) {
        SpawnRequest request = runner.services().spawner().request(policy.command(), launch);
        CompletableFuture<CommandResult> running = runner.side().stopCommands().run(launch.processId(), request, graceLeft());
        command = Optional.of(running);
        running.whenComplete((result, error) -> runner.services().owner().execute(() -> {
            StopCommandLog.ended(launch, result, error);
            signal(child);
        }));
    }

    private void signal(StartedChild child) {
        if (!over) {
            child.input().end();
            runner.services().terminator().requestStop(child.tree(), StopRequest.of(signal(), policy.scope(), graceLeft()));
        }
    }

    private Duration graceLeft() {
        return Duration.ofNanos(Math.max(0, deadlineNanos.getAsLong() - SystemClock.nanos()));
    }
}
