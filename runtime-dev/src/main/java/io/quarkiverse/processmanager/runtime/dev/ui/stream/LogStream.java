package io.quarkiverse.processmanager.runtime.dev.ui.stream;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessManager;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.MultiEmitter;

/**
 * Streams the output of some processes to one page of the Dev UI: the kept lines, then each new line, in batches. It requests
 * only as many lines as it passes on. Lines that the page is too slow for are dropped in the log buffer of their process, which
 * exists anyway.
 * <p>
 * The lines of the processes arrive on several threads. A pass takes them from {@code arrived} on one thread, and merges them
 * by time: the streams of the processes have no common order.
 */
public final class LogStream {

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int BATCH = 2000;
    /** The pause while more lines are waiting and the page takes them, so that a page can receive 500,000 lines per second. */
    private static final Duration SHORT_PAUSE = Duration.ofMillis(10);
    private static final int BATCHES = 5;

    private final ProcessManager manager;
    private final Predicate<String> wanted;
    private final BooleanSupplier full;
    private final MultiEmitter<? super LogBatch> emitter;
    private final Queue<LogLine> arrived = new ConcurrentLinkedQueue<>();
    private final Map<String, Source> sources = new ConcurrentHashMap<>();
    /** Used by the passes only. */
    private final LineMerge merge = new LineMerge();
    private final AtomicBoolean due = new AtomicBoolean();
    private volatile boolean behind;
    private volatile MultiEmitter<? super Boolean> wakeUps;

    private LogStream(ProcessManager manager, Predicate<String> wanted, BooleanSupplier full,
            MultiEmitter<? super LogBatch> emitter) {
        this.manager = manager;
        this.wanted = wanted;
        this.full = full;
        this.emitter = emitter;
    }

    /**
     * @param wanted the ids of the processes
     * @param full whether the write queue of the page is full
     */
    public static Multi<LogBatch> of(ProcessManager manager, Predicate<String> wanted, BooleanSupplier full) {
        return Multi.createFrom().emitter(emitter -> new LogStream(manager, wanted, full, emitter).begin(),
                BackPressureStrategy.BUFFER);
    }

    private void begin() {
        Multi<Boolean> conflated = Multi.createFrom().<Boolean> emitter(wakes -> wakeUps = wakes, BackPressureStrategy.LATEST);
        Cancellable passes = Pacing.of(conflated, () -> behind ? SHORT_PAUSE : PAUSE).subscribe().with(any -> pass(),
                emitter::fail);
        // An event can be the first one of a process that was created after the subscription.
        Cancellable events = manager.events().subscribe().with(any -> wakeUp(), emitter::fail, emitter::complete);
        emitter.onTermination(() -> {
            events.cancel();
            passes.cancel();
            end();
        });
        // The caller may be an event loop, and the first pass may read a file.
        Infrastructure.getDefaultExecutor().execute(this::wakeUp);
    }

    /** Requests a pass: at once, or after the pause that follows the last one. */
    private void wakeUp() {
        // One request is enough for all lines until the pass.
        if (due.compareAndSet(false, true)) {
            wakeUps.emit(Boolean.TRUE);
        }
    }

    /** Receives the lines of one process. */
    private final class Source implements Flow.Subscriber<LogLine> {

        private Flow.Subscription subscription;

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(BATCH * BATCHES);
        }

        @Override
        public void onNext(LogLine line) {
            arrived.add(line);
            wakeUp();
        }

        @Override
        public void onError(Throwable error) {
            emitter.fail(error);
        }

        @Override
        public void onComplete() {
            // The application ends, which also completes the events.
        }
    }

    private void pass() {
        due.set(false);
        if (emitter.isCancelled()) {
            return;
        }
        follow();
        behind = false;
        for (int number = 0; number < BATCHES; number++) {
            if (full.getAsBoolean()) {
                behind = false;
                break;
            }
            if (!passOn()) {
                return;
            }
            behind = true;
        }
        wakeUp();
    }

    /** Passes one batch on. Returns whether there may be more lines. */
    private boolean passOn() {
        for (LogLine line = arrived.poll(); line != null; line = arrived.poll()) {
            merge.add(line);
        }
        LogBatch batch = merge.take(BATCH);
        if (!batch.lines().isEmpty()) {
            emitter.emit(batch);
            askForMore(batch.lines());
        }
        return batch.lines().size() == BATCH;
    }

    private void follow() {
        List<ManagedProcess> processes = manager.processes();
        for (ManagedProcess process : processes) {
            if (wanted.test(process.id()) && !merge.knows(process.id())) {
                List<LogLine> last = process.logs(1);
                merge.open(process.id(), last.isEmpty() ? -1 : last.get(0).sequence());
                Source source = new Source();
                sources.put(process.id(), source);
                process.output().subscribe(source);
            }
        }
        sources.keySet().stream().filter(id -> processes.stream().noneMatch(process -> process.id().equals(id)))
                .forEach(merge::giveUp);
        if (emitter.isCancelled()) {
            end();
        }
    }

    private void askForMore(List<LogBatch.Line> taken) {
        Map<String, Integer> counts = new HashMap<>();
        taken.forEach(line -> counts.merge(line.id(), 1, Integer::sum));
        counts.forEach((id, count) -> sources.get(id).subscription.request(count));
    }

    private void end() {
        sources.values().forEach(source -> source.subscription.cancel());
    }
}
