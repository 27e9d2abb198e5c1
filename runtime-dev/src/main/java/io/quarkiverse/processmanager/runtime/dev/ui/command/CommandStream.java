package io.quarkiverse.processmanager.runtime.dev.ui.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.command.CommandRun;
import io.quarkiverse.processmanager.runtime.safe.SafeText;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;

/**
 * Streams a run of a command to one page: its lines in batches, then its end. It requests the next lines after a pause, when the
 * page can take more, so a command that writes without end costs one message for each pause. The run goes on when the page leaves.
 */
final class CommandStream implements Flow.Subscriber<LogLine> {

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int BATCH = 500;

    private final CommandRun run;
    private final MultiEmitter<? super CommandNews> emitter;
    private final BooleanSupplier full;
    private final List<String> lines = new ArrayList<>();
    private Optional<Flow.Subscription> subscription = Optional.empty();
    private long sequence;
    private long missing;
    private boolean due;

    private CommandStream(CommandRun run, MultiEmitter<? super CommandNews> emitter, BooleanSupplier full) {
        this.run = run;
        this.emitter = emitter;
        this.full = full;
    }

    /** @param full whether the write queue of the page is full */
    static Multi<CommandNews> of(CommandRun run, BooleanSupplier full) {
        return Multi.createFrom().emitter(
                emitter -> run.output().subscribe().withSubscriber(new CommandStream(run, emitter, full)),
                BackPressureStrategy.BUFFER);
    }

    @Override
    public void onSubscribe(Flow.Subscription begun) {
        subscription = Optional.of(begun);
        emitter.onTermination(begun::cancel);
        begun.request(BATCH);
    }

    @Override
    public synchronized void onNext(LogLine line) {
        missing += line.sequence() - sequence - 1;
        sequence = line.sequence();
        lines.add(SafeText.plain(line.text()));
        if (!due) {
            due = true;
            passLater();
        }
    }

    private void passLater() {
        Infrastructure.getDefaultWorkerPool().schedule(this::pass, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void pass() {
        if (full.getAsBoolean() && !emitter.isCancelled()) {
            passLater();
            return;
        }
        int passed = flush();
        subscription.ifPresent(begun -> begun.request(passed));
    }

    private synchronized int flush() {
        due = false;
        int count = lines.size();
        if (count > 0) {
            emitter.emit(CommandNews.of(List.copyOf(lines), missing));
            lines.clear();
            missing = 0;
        }
        return Math.max(1, count);
    }

    private static Throwable cause(Throwable error) {
        return error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    }

    @Override
    public void onError(Throwable error) {
        emitter.fail(error);
    }

    @Override
    public void onComplete() {
        run.result().whenComplete((result, error) -> {
            flush();
            emitter.emit(error == null ? CommandNews.end(result.exitCode() == 0, "exited with " + result.exitCode())
                    : CommandNews.end(false, String.valueOf(cause(error).getMessage())));
            emitter.complete();
        });
    }
}
