package io.quarkiverse.processmanager.runtime.process.assembly;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.probe.CommandResult;
import io.quarkiverse.processmanager.probe.CommandTimeoutException;
import io.quarkiverse.processmanager.runtime.definition.Exits;
import io.quarkiverse.processmanager.runtime.definition.text.SettingText;
import io.quarkiverse.processmanager.runtime.process.RunningCommand;
import io.quarkiverse.processmanager.runtime.process.output.CommandCapture;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/** One run of a command that a user has requested. The last line of its output says how it has ended. */
record UserCommand(CompletableFuture<CommandResult> result, CompletableFuture<Exit> exit) implements RunningCommand {

    static UserCommand run(Order order, CommandCapture output, OsProcessRunner runner) {
        long begin = SystemClock.nanos();
        CompletableFuture<CommandResult> result = runner.side().commands().run(order.launch().processId(),
                runner.services().spawner().request(order.words(), order.launch()), order.timeout(), output::read);
        CompletableFuture<Exit> exit = new CompletableFuture<>();
        result.whenComplete((ended, error) -> {
            Exit end = end(order, ended, error, SystemClock.wallTime(), Duration.ofNanos(SystemClock.nanos() - begin));
            // A canceller must not wait for the log file. A closed pool drops the task.
            runner.services().pool().execute(() -> {
                try {
                    output.end(RunningCommand.describe(end));
                } finally {
                    exit.complete(end);
                }
            });
        });
        return new UserCommand(result, exit);
    }

    private static Exit end(Order order, CommandResult ended, Throwable error, Instant time, Duration uptime) {
        if (error == null) {
            return Exits.of(ended.exitCode(), Optional.empty(), time, uptime);
        } else if (error.getCause() instanceof CommandTimeoutException) {
            return Exits.notStarted(Reason.TIMEOUT,
                    "was killed, because it took longer than its timeout, " + SettingText.of(order.timeout()), time);
        } else if (error instanceof ProcessException refused) {
            return Exits.notStarted(refused.reason(), "could not be started: " + refused.getMessage(), time);
        }
        return error instanceof Cancelled cancelled ? Exits.notStarted(cancelled.reason, cancelled.getMessage(), time)
                : Exits.notStarted(Reason.SUPERSEDED, "was cancelled", time);
    }

    @Override
    public void cancel(Reason reason, String why) {
        result.completeExceptionally(new Cancelled(reason, why));
    }

    /** Why a run was killed before its end. */
    private static final class Cancelled extends CancellationException {

        private static final long serialVersionUID = 1L;

        private final Reason reason;

        private Cancelled(Reason reason, String why) {
            super(why);
            this.reason = reason;
        }
    }
}
