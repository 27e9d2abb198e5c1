package io.quarkiverse.processmanager.runtime.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import io.quarkiverse.processmanager.HealthBuilder;
import io.quarkiverse.processmanager.LivenessBuilder;
import io.quarkiverse.processmanager.ProcessCheck.OnUnhealthy;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.probe.Probe;
import io.quarkiverse.processmanager.probe.ProbeResult;
import io.quarkiverse.processmanager.runtime.listeners.Listeners;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkiverse.processmanager.runtime.snapshot.Snapshot;
import io.quarkiverse.processmanager.runtime.supervisor.application.ApplicationServices;
import io.quarkiverse.processmanager.runtime.supervisor.application.CheckRequest;
import io.quarkiverse.processmanager.runtime.supervisor.application.CreatedPorts;
import io.quarkiverse.processmanager.runtime.supervisor.application.EventSink;

/** A supervisor on virtual time with fake processes and fake probes. */
final class World implements ApplicationServices, EventSink {

    static final String LIVENESS = "/liveness";
    static final Duration LONG = Duration.ofMinutes(10);

    final VirtualLoop loop = new VirtualLoop(this::look);
    final FakeRunner runner = new FakeRunner(loop);
    final List<ProcessEvent> events = new ArrayList<>();
    /** The removed processes, each with the number of events that were published before. */
    final Map<String, Integer> forgotten = new HashMap<>();
    /** Every step of every process, as phase, trigger and next phase. */
    final Set<String> steps = new LinkedHashSet<>();
    private final Map<String, String> lastSteps = new HashMap<>();
    final Supervisor supervisor = new Supervisor(loop, runner, () -> 0.5, Runnable::run, this::log);
    /** The processes whose ports were given up. */
    final List<String> released = new ArrayList<>();
    final ProcessManagerFacade commands = new ProcessManagerFacade(supervisor, Runnable::run, () -> this.mayBlock,
            new Listeners(runner), new CreatedPorts() {

                @Override
                public List<ProcessDefinition> choose(List<ProcessDefinition> definitions) {
                    return definitions;
                }

                @Override
                public void release(String processId) {
                    released.add(processId);
                }
            });

    private final Map<String, CompletableFuture<ProbeResult>> hanging = new HashMap<>();
    private final Map<String, Verdicts> health = new HashMap<>();
    /** The number of checks of each id. */
    final Map<String, Integer> checks = new HashMap<>();
    CheckRequest lastCheck;
    /** The result of the last check. */
    CompletableFuture<ProbeResult> lastResult;
    /** How often this application was asked to free what its checks have used. */
    int closed;
    /** The number of changes that were published. */
    int changes;
    /** Whether {@link #steps} is kept, which looks at all processes after each step. */
    boolean keepsSteps = true;
    /** Whether the thread of the test counts as one that may be blocked. */
    boolean mayBlock = true;

    private Injected injected = Injected.none();
    private Runnable invariants = () -> {
    };

    /** What the probes of one id answer. */
    enum Verdicts {
        GOOD,
        BAD,
        THROWING,
        HANGING
    }

    World() {
        supervisor.attach(this);
        loop.settle();
    }

    private void log(ProcessEvent event, Snapshot state) {
        injected.call("the log of events");
        events.add(event);
    }

    /** Lets one call throw that leaves the supervisor. */
    Injected inject(int failing) {
        injected = new Injected(failing);
        loop.inject(injected);
        runner.injected = injected;
        runner.reports = listener -> (ProcessRunner.Listener) Proxy.newProxyInstance(World.class.getClassLoader(),
                new Class<?>[] { ProcessRunner.Listener.class }, (proxy, method, arguments) -> {
                    loop.report(() -> report(listener, method, arguments));
                    return null;
                });
        return injected;
    }

    private static void report(ProcessRunner.Listener listener, Method method, Object[] arguments) {
        try {
            method.invoke(listener, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    void invariants(Runnable check) {
        invariants = check;
    }

    static ProcessDefinitionBuilder define(String id) {
        return ProcessDefinition.builder(id).command("run", id);
    }

    /** A health check whose answers the test decides with {@link #health}. */
    static Consumer<HealthBuilder> check(OnUnhealthy onUnhealthy) {
        return health -> health.probe(FAKE_PROBE).onUnhealthy(onUnhealthy);
    }

    /** Never called: the world answers instead of it. */
    static final Probe FAKE_PROBE = context -> CompletableFuture.failedFuture(new AssertionError("not to be called"));

    /** A liveness check whose answers the test decides with {@link #liveness}. */
    static Consumer<LivenessBuilder> alive() {
        return liveness -> liveness.probe(FAKE_LIVENESS);
    }

    /** Never called, and another one than {@link #FAKE_PROBE}. */
    private static final Probe FAKE_LIVENESS = context -> CompletableFuture
            .failedFuture(new AssertionError("not to be called, either"));

    World reconcile(ProcessDefinitionBuilder... builders) {
        return reconcile(Arrays.stream(builders).map(ProcessDefinitionBuilder::build).toList());
    }

    World reconcile(List<ProcessDefinition> definitions) {
        supervisor.reconcile(Plan.of(definitions));
        loop.settle();
        return this;
    }

    World health(String id, Verdicts verdicts) {
        health.put(id, verdicts);
        return this;
    }

    /** What the liveness checks of an id answer; their number is in {@link #checks} under {@code id/liveness}. */
    World liveness(String id, Verdicts verdicts) {
        return health(id + LIVENESS, verdicts);
    }

    World temper(String id, FakeRunner.Temper temper) {
        runner.temper(id, temper);
        return this;
    }

    CompletionStage<ProcessStatus> start(String id) {
        return settled(commands.get(id).start());
    }

    /**
     * Makes processes known as an application does; the loop is the thread of the test, so the test must not wait for the
     * stage.
     */
    CompletionStage<Void> create(ProcessDefinitionBuilder... builders) {
        return settled(commands.creation().create(Arrays.stream(builders).map(ProcessDefinitionBuilder::build).toList()));
    }

    CompletionStage<ProcessStatus> stop(String id) {
        return settled(commands.get(id).stop());
    }

    CompletionStage<ProcessStatus> restart(String id) {
        return settled(commands.get(id).restart());
    }

    <T> CompletionStage<T> settled(CompletionStage<T> stage) {
        loop.settle();
        return stage;
    }

    World exit(String id, int code) {
        process(id).exit(code);
        loop.settle();
        return this;
    }

    World exitLeaving(String id, int code, int leftovers) {
        process(id).exitLeaving(code, leftovers);
        loop.settle();
        return this;
    }

    World disappear(String id) {
        process(id).disappear();
        loop.settle();
        return this;
    }

    World advance(Duration time) {
        loop.advance(time);
        return this;
    }

    World detach() {
        supervisor.detach();
        loop.settle();
        return this;
    }

    World attach() {
        supervisor.attach(this);
        loop.settle();
        return this;
    }

    FakeRunner.Fake process(String id) {
        return runner.last(id);
    }

    ProcessStatus status(String id) {
        return commands.status().get(id);
    }

    ProcessPhase phase(String id) {
        return status(id).phase();
    }

    World expect(String id, ProcessPhase phase) {
        assertThat(status(id).phase()).as(() -> id + ": " + status(id).why()).isEqualTo(phase);
        return this;
    }

    <E extends ProcessEvent> List<E> events(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Override
    public CompletionStage<ProbeResult> check(CheckRequest request) {
        injected.call("check");
        String id = request.processId() + (request.probe() == FAKE_LIVENESS ? LIVENESS : "");
        checks.merge(id, 1, Integer::sum);
        lastCheck = request;
        lastResult = switch (health.getOrDefault(id, Verdicts.GOOD)) {
            case GOOD -> CompletableFuture.completedFuture(ProbeResult.success("it answers"));
            case BAD -> CompletableFuture.completedFuture(ProbeResult.failure("it refuses"));
            case THROWING -> throw new IllegalStateException("the probe is broken");
            case HANGING -> hanging.computeIfAbsent(id, any -> new CompletableFuture<>()).copy();
        };
        return lastResult;
    }

    @Override
    public void close() {
        injected.call("close");
        closed++;
    }

    @Override
    public EventSink events() {
        return this;
    }

    /** Answers the probes of an id that hang. */
    void answer(String id, ProbeResult result) {
        hanging.remove(id).complete(result);
        loop.settle();
    }

    @Override
    public void changed() {
        injected.call("changed");
        changes++;
    }

    @Override
    public void attached(Map<String, ProcessStatus> statuses) {
        // This application has no listeners.
    }

    @Override
    public void publish(ProcessEvent event) {
        // The event log has received it already.
        injected.call("publish");
    }

    @Override
    public Runnable forget(String processId) {
        return () -> forgotten.put(processId, events.size());
    }

    private void look() {
        for (String id : keepsSteps ? supervisor.snapshot().statuses().keySet() : Set.<String> of()) {
            supervisor.registry().find(id).ifPresent(process -> look(id, process.trace().steps()));
        }
        invariants.run();
    }

    /** Each step is a text of its own, so another last text is another step. */
    @SuppressWarnings("StringEquality")
    private void look(String id, List<String> trace) {
        String last = trace.isEmpty() ? "" : trace.get(trace.size() - 1);
        if (lastSteps.put(id, last) != last) {
            steps.addAll(trace);
        }
    }
}
