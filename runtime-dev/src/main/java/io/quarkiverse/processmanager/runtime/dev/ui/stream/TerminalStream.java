package io.quarkiverse.processmanager.runtime.dev.ui.stream;

import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import io.quarkiverse.processmanager.ProcessTerminal;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;

/**
 * Streams what a process writes to its terminal to one page of the Dev UI, as Base64: a page that decodes text in pieces would
 * break characters. It requests the next bytes after a pause, when the page can take more, so a process that writes without end
 * costs one message for each pause.
 */
public final class TerminalStream implements Flow.Subscriber<byte[]> {

    /** Short for a person who types. */
    private static final Duration PAUSE = Duration.ofMillis(15);

    private final MultiEmitter<? super String> emitter;
    private final BooleanSupplier full;
    private Optional<Flow.Subscription> subscription = Optional.empty();

    private TerminalStream(MultiEmitter<? super String> emitter, BooleanSupplier full) {
        this.emitter = emitter;
        this.full = full;
    }

    /** @param full whether the write queue of the page is full */
    public static Multi<String> of(ProcessTerminal terminal, BooleanSupplier full) {
        return Multi.createFrom().emitter(
                emitter -> terminal.output().subscribe().withSubscriber(new TerminalStream(emitter, full)),
                BackPressureStrategy.BUFFER);
    }

    @Override
    public void onSubscribe(Flow.Subscription begun) {
        subscription = Optional.of(begun);
        emitter.onTermination(begun::cancel);
        begun.request(1);
    }

    @Override
    public void onNext(byte[] bytes) {
        emitter.emit(Base64.getEncoder().encodeToString(bytes));
        requestLater();
    }

    private void requestLater() {
        Infrastructure.getDefaultWorkerPool().schedule(() -> {
            if (full.getAsBoolean() && !emitter.isCancelled()) {
                requestLater();
            } else {
                subscription.ifPresent(begun -> begun.request(1));
            }
        }, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void onError(Throwable error) {
        emitter.fail(error);
    }

    @Override
    public void onComplete() {
        emitter.complete();
    }
}
