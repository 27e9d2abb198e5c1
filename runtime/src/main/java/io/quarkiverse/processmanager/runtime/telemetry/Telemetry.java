package io.quarkiverse.processmanager.runtime.telemetry;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.runtime.engine.StartObserver;
import io.quarkiverse.processmanager.runtime.listeners.Listeners;
import io.quarkiverse.processmanager.runtime.listeners.Receiver;
import io.quarkiverse.processmanager.runtime.snapshot.Snapshot;
import io.quarkiverse.processmanager.runtime.supervisor.application.LaunchVariables;

/**
 * What OpenTelemetry receives of one engine. It lives as long as the engine: a start that a live reload interrupts is one span,
 * which the OpenTelemetry of the next application exports. Safe for use by several threads.
 */
public final class Telemetry implements StartObserver, LaunchVariables {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");
    private static final Runnable NOTHING = () -> {
    };

    private final LongSupplier random = () -> ThreadLocalRandom.current().nextLong();
    private final StartIdentities identities = new StartIdentities(random);
    private final SpanBuffer spans = new SpanBuffer();
    /** On the thread that publishes. */
    private final StartTracer tracer = new StartTracer(identities, random, spans::add);
    private final Executor publishing;
    private final Consumer<Runnable> behindEvents;
    private volatile boolean traces;
    private volatile Function<String, Optional<String>> settings = key -> Optional.empty();
    private volatile Optional<ChildEnvironment> environment = Optional.empty();
    private volatile Predicate<String> sampling = trace -> true;
    private final ExportedLines lines = new ExportedLines();
    /** Begins the export of lines; set while no process has one. */
    private final AtomicReference<Runnable> linesWanted = new AtomicReference<>(NOTHING);

    /**
     * @param publishing the thread that publishes
     * @param behindEvents runs a task on that thread, behind the events so far, and waits for it
     */
    public Telemetry(Executor publishing, Consumer<Runnable> behindEvents) {
        this.publishing = publishing;
        this.behindEvents = behindEvents;
    }

    /**
     * An application starts.
     *
     * @param wanted whether the starts are spans
     * @param later the processes that start when the application accepts requests
     * @param setting the settings of the application
     * @param sampled whether a trace with this id is recorded
     */
    public void applicationStarts(boolean wanted, Collection<String> later, Function<String, Optional<String>> setting,
            Predicate<String> sampled) {
        traces = wanted;
        settings = setting;
        environment = Optional.empty();
        sampling = sampled;
        ApplicationSpan span = new ApplicationSpan(identities.applicationStarts(), later);
        identities.expect(later);
        publishing.execute(() -> tracer.applicationStarts(span));
    }

    @Override
    public void startBegins(List<String> ids, Instant time) {
        identities.expect(ids);
        publishing.execute(() -> tracer.startBegins(ids, time));
    }

    @Override
    public void accept(ProcessEvent event, Snapshot state) {
        if (event instanceof ProcessEvent.Starting
                && state.plan().find(event.id()).filter(definition -> definition.otel().logs()).isPresent()) {
            takeLinesWanted().run();
            lines.keep(state.statuses().keySet());
        }
        if (traces) {
            tracer.accept(event, state);
        }
    }

    @Override
    public Map<String, String> of(ProcessDefinition definition, long incarnation, int attempt) {
        if (!definition.otel().environment()) {
            return Map.of();
        }
        // The definition of a detached process is compared with that of the next run of the application.
        Optional<String> traceparent = definition.execution().detached() || !traces ? Optional.empty()
                : Optional.of(identities.of(definition.id(), incarnation, attempt).ids())
                        .map(ids -> ids.traceparent(sampling.test(ids.trace())));
        return environment().of(definition, traceparent);
    }

    /** The first process that needs it makes it. */
    private ChildEnvironment environment() {
        ChildEnvironment known = environment.orElseGet(() -> new ChildEnvironment(settings));
        environment = Optional.of(known);
        return known;
    }

    /** The application has a sampler of its own, which is known from now on: later starts and all exported spans follow it. */
    public void sampledBy(Predicate<String> own) {
        sampling = own;
    }

    /** Whether a trace with this id is recorded. */
    public boolean isSampled(String trace) {
        return sampling.test(trace);
    }

    /**
     * Passes the spans so far and all later ones to the OpenTelemetry of the application until the application ends.
     *
     * @param export receives spans on a thread that may be blocked
     */
    public void exportTo(Listeners listeners, Consumer<List<FinishedSpan>> export) {
        AtomicBoolean told = new AtomicBoolean();
        Consumer<Boolean> queue = listeners.queue("the export of the traces", new Receiver<>() {

            @Override
            public void take(Boolean news) {
                told.set(false);
                pass(export);
            }

            @Override
            public void end() {
                pass(export);
            }
        });
        Runnable news = () -> {
            if (told.compareAndSet(false, true)) {
                queue.accept(true);
            }
        };
        spans.whenAdded(news);
        news.run();
    }

    /** The application has ended, and nothing here may keep its class loader. Spans wait for the next application. */
    public void disconnect() {
        spans.whenAdded(NOTHING);
        linesWanted.set(NOTHING);
    }

    private void pass(Consumer<List<FinishedSpan>> export) {
        export.accept(spans.take());
        long lost = spans.takeLost();
        if (lost > 0) {
            LOG.warnf("The traces lack %d spans of processes, because more than %d waited for the start of OpenTelemetry", lost,
                    SpanBuffer.LIMIT);
        }
    }

    /** Runs an action as soon as a process is about to start whose lines are exported; it replaces the action before it. */
    public void whenLinesAreWanted(Runnable action) {
        linesWanted.set(action);
    }

    /** The action of {@link #whenLinesAreWanted}, for one caller only: for all others there is nothing to do. */
    public Runnable takeLinesWanted() {
        return linesWanted.getAndSet(NOTHING);
    }

    /** What is known of the lines that have been exported, also by the application before a live reload. */
    public ExportedLines lines() {
        return lines;
    }

    /** The span of the start during which a process has written a line; empty if it was ready by then. */
    public Optional<SpanIds> startAt(LogLine line) {
        return !traces ? Optional.empty()
                : identities.latest(line.processId())
                        .filter(start -> start.number() == line.incarnation() && !line.time().isAfter(start.end()))
                        .map(StartIdentity::ids);
    }

    /** The attributes of the resource that a process is, as {@code otel.environment} gives them to the process itself. */
    public Map<String, String> resource(ProcessDefinition definition) {
        Map<String, String> all = ChildEnvironment.parse(environment().attributes(definition));
        all.put("service.name", ChildEnvironment.service(definition));
        return all;
    }

    /** The processes end with the application: what has not ended ends now. */
    public void end(Instant time) {
        behindEvents.accept(() -> tracer.end(time));
    }
}
