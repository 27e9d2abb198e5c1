package io.quarkiverse.processmanager.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.quarkiverse.processmanager.runtime.control.wire.ControlSockets.Found;
import io.quarkiverse.processmanager.runtime.safe.SafeText;
import io.quarkiverse.processmanager.runtime.time.Durations;
import io.quarkiverse.processmanager.terminal.client.Answer;
import io.quarkiverse.processmanager.terminal.client.Failure;
import io.quarkiverse.processmanager.terminal.client.Members;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Waits until processes are ready; before that, until there is an application. */
@Command(name = "wait", mixinStandardHelpOptions = true, description = {
        "Waits until processes are ready: services are up and healthy, tasks have completed. Starts nothing.",
        "Waits for the application, too, so that a script can start it in the background. With --pid it fails as soon as this process "
                + "has ended." })
final class WaitCommand implements Callable<Integer> {

    private static final long POLL_MILLIS = 100;

    @Spec
    CommandSpec spec;

    @Mixin
    Target target;

    @Option(names = "--timeout", paramLabel = "TIME", description = "How long to wait (default: ${DEFAULT-VALUE}).", defaultValue = "2m")
    Duration timeout;

    @Option(names = "--healthy", description = "The processes must be running and healthy; one without a health check is an "
            + "error.")
    boolean healthy;

    @Parameters(paramLabel = "ID", description = "The ids of the processes (default: all that are not stopped).")
    List<String> ids = List.of();

    @Override
    public Integer call() throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        Found application = awaitApplication(end);
        Awaited awaited = new Awaited(ids, healthy);
        Awaited.Progress progress = new Awaited.Progress(List.of("the application"), List.of());
        try (Answer answer = Target.request(application, "watch", Map.of())
                .within(Duration.ofNanos(Math.max(0, end - System.nanoTime())))) {
            for (Optional<Answer.Line> line = answer.next(); line.isPresent(); line = answer.next()) {
                List<Members> rows = line.get().members().objects("processes");
                progress = awaited.in(rows);
                if (progress.isOver()) {
                    return report(progress);
                }
                awaited = awaited.after(rows);
            }
        } catch (Failure e) {
            throw e.reason() != Failure.Reason.TIMEOUT ? e : timedOut(String.join(", ", progress.pending()));
        }
        throw new Failure(Failure.Reason.NO_APPLICATION, "the application has ended");
    }

    private int report(Awaited.Progress progress) {
        PrintWriter err = spec.commandLine().getErr();
        progress.failures().forEach(text -> err.println(SafeText.plain(text)));
        return progress.failures().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private Found awaitApplication(long end) throws InterruptedException {
        List<Found> candidates = target.candidates();
        while (candidates.isEmpty()) {
            target.awaitable();
            if (System.nanoTime() >= end) {
                throw timedOut(target.none());
            }
            Thread.sleep(POLL_MILLIS);
            candidates = target.candidates();
        }
        return Choice.only(candidates, target.none());
    }

    private Failure timedOut(String pending) {
        return new Failure(Failure.Reason.TIMEOUT, "not ready after " + Durations.text(timeout) + ": " + pending);
    }
}
