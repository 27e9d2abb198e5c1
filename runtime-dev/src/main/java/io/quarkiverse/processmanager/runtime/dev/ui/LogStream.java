package io.quarkiverse.processmanager.runtime.dev.ui;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessManager;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.MultiEmitter;

/**
 * The output of some processes for one page of the Dev UI: what is kept of it, and then what comes. It takes only as many lines
 * as it can pass on, so that those for which there is no time are dropped where they are kept anyway.
 */
final class LogStream {

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int BATCH = 2000;

    private final ProcessManager manager;
    private final Predicate<String> wanted;
    private final BooleanSupplier full;
    private final MultiEmitter<? super LogBatch> emitter;
    private final Pulse pulse = new Pulse(PAUSE, this::pass);
    private final Queue<LogLine> arrived = new ConcurrentLinkedQueue<>();
    private final Map<String, Source> sources = new ConcurrentHashMap<>();
    /** Only for the pulse. */
    private final LineMerge merge = new LineMerge();

    private LogStream(ProcessManager manager, Predicate<String> wanted, BooleanSupplier full,
            MultiEmitter<? super LogBatch> emitter) {
        this.manager = manager;
        this.wanted = wanted;
        this.full = full;
        this.emitter = emitter;
    }

    /**
     * @param wanted by id, whose output
     * @param full whether the page cannot take more for the moment
     */
    static Multi<LogBatch> of(ProcessManager manager, Predicate<String> wanted, BooleanSupplier full) {
        return Multi.createFrom().emitter(emitter -> {
            LogStream stream = new LogStream(manager, wanted, full, emitter);
            // An event can be the first of a process that was not there before.
            Cancellable events = manager.events().subscribe().with(any -> stream.pulse.ask(), emitter::fail, emitter::complete);
            emitter.onTermination(() -> {
                events.cancel();
                stream.end();
            });
            stream.pulse.ask();
        }, BackPressureStrategy.BUFFER);
    }

    /** The lines of one process, as they come. */
    private final class Source implements Flow.Subscriber<LogLine> {

        private Flow.Subscription subscription;

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(BATCH);
        }

        @Override
        public void onNext(LogLine line) {
            arrived.add(line);
            pulse.ask();
        }

        @Override
        public void onError(Throwable error) {
            emitter.fail(error);
        }

        @Override
        public void onComplete() {
            // The application ends, and with it the events.
        }
    }

    private void pass() {
        if (emitter.isCancelled()) {
            return;
        }
        follow();
        if (full.getAsBoolean()) {
            pulse.ask();
            return;
        }
        for (LogLine line = arrived.poll(); line != null; line = arrived.poll()) {
            merge.add(line);
        }
        LogBatch batch = merge.take(BATCH);
        if (!batch.lines().isEmpty()) {
            emitter.emit(batch);
            askForMore(batch.lines());
        }
        if (batch.lines().size() == BATCH) {
            pulse.ask();
        }
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
