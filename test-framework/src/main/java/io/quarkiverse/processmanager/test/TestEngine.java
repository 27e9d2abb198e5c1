package io.quarkiverse.processmanager.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.definition.text.ProblemText;
import io.quarkiverse.processmanager.runtime.engine.Engine;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkiverse.processmanager.runtime.supervisor.ProcessManagerFacade;
import io.smallrye.mutiny.Uni;

/**
 * Runs the processes of tests in an engine, on top of the processes that the application declares. Each scope, such as a test
 * method, adds processes or replaces others while it is open. Safe for use by several threads.
 */
final class TestEngine {

    /** The time for dependencies and restarts, beyond the {@code startup-timeout} of a process. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Engine engine;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closed = lock.newCondition();
    private final List<TestScope> scopes = new ArrayList<>();
    private Plan below = Plan.EMPTY;
    private Plan applied = Plan.EMPTY;

    TestEngine(Engine engine) {
        this.engine = engine;
    }

    ProcessManagerFacade commands() {
        return engine.commands();
    }

    /** Whether the engine works for an application, or for a test class without one. */
    boolean isServing() {
        return engine.served().isPresent();
    }

    /** The properties by which an application outside of this engine knows the processes, by id. */
    Map<String, Map<String, String>> propertiesForLaunch() {
        Map<String, Map<String, String>> properties = new LinkedHashMap<>();
        for (ManagedProcess process : engine.commands().processes()) {
            properties.put(process.id(), ProcessProperties.knownOutside(process.definition()));
        }
        return properties;
    }

    /** The port that a process has before a scope replaces it. */
    Optional<Integer> port(String id) {
        return engine.commands().find(id).map(ManagedProcess::definition).filter(some -> some.port().isPresent())
                .map(some -> some.port().getAsInt());
    }

    /**
     * Starts processes and waits until they are ready. Waits first while another scope that is neither around nor inside this
     * one has a process with one of the ids.
     *
     * @param owner the unique id of the class or method in JUnit; that of an outer scope is its beginning,
     *        and the outermost scope has an empty one
     * @throws ProcessException if a definition does not fit the others, or if a start fails; then no process is left
     */
    TestScope open(String owner, List<TestProcess> processes) {
        TestScope scope = new TestScope(this, owner, processes, new HashSet<>());
        lock.lock();
        try {
            while (scopes.stream().anyMatch(scope::collidesWith)) {
                closed.awaitUninterruptibly();
            }
            add(scope);
        } finally {
            lock.unlock();
        }
        try {
            processes.forEach(process -> bringUp(process.definition()));
        } catch (RuntimeException e) {
            suppress(e, scope::close);
            throw e;
        }
        return scope;
    }

    private void add(TestScope scope) {
        Plan served = engine.served().orElseThrow(() -> scope.refusal("the application has no process manager: it has not "
                + "started, or quarkus.process-manager.enabled is false"));
        if (scopes.isEmpty() || served != applied) {
            below = served;
        }
        Map<String, ProcessStatus> before = engine.commands().status();
        scope.ids().stream().filter(id -> Optional.ofNullable(before.get(id)).filter(ProcessStatus::isAlive).isPresent())
                .forEach(scope.aliveBefore()::add);
        scopes.add(scope);
        List<ProcessDefinition> all = effective();
        List<Problem> problems = Plan.problems(all);
        if (!problems.isEmpty()) {
            scopes.remove(scope);
            throw new ProcessException(Reason.INVALID, problems.get(0).processId(),
                    ProblemText.ofProperties("cannot start the processes of the test", problems));
        }
        scope.processes().forEach(process -> engine.listeners().hooks(process.id(), process.definition().hooks()));
        apply(all);
    }

    /** The definitions of the application, with those of the open scopes; the inner scope wins. */
    private List<ProcessDefinition> effective() {
        Map<String, ProcessDefinition> definitions = new LinkedHashMap<>();
        below.given().forEach(definition -> definitions.put(definition.id(), definition));
        scopes.forEach(scope -> scope.processes().forEach(process -> definitions.put(process.id(),
                ProcessSettings.of(process.definition()).withoutHooks())));
        return List.copyOf(definitions.values());
    }

    private void apply(List<ProcessDefinition> definitions) {
        applied = Plan.ofChecked(definitions);
        engine.declare(applied);
    }

    private void bringUp(ProcessDefinition definition) {
        if (!definition.start().auto()) {
            return;
        }
        ManagedProcess process = engine.commands().get(definition.id());
        if (process.status().phase() == ProcessPhase.STOPPED) {
            // The application had stopped the process with this id.
            process.start();
        }
        awaitReady(definition);
    }

    /**
     * Waits until a process is ready that starts by itself.
     *
     * @throws ProcessException if its start fails
     */
    void awaitReady(ProcessDefinition definition) {
        if (definition.start().auto()) {
            engine.commands().get(definition.id()).awaitReady(PATIENCE.plus(definition.start().timeout()));
        }
    }

    /** Restores what the scope has replaced, and waits until its other processes are gone. */
    void close(TestScope scope) {
        Set<String> restored = new HashSet<>();
        Set<String> gone = new HashSet<>();
        Uni<?> end;
        lock.lock();
        try {
            if (!scopes.remove(scope)) {
                return;
            }
            if (engine.served().isEmpty()) {
                // The application has ended, and its processes with it.
                return;
            }
            List<ProcessDefinition> left = effective();
            left.stream().map(ProcessDefinition::id).filter(scope.ids()::contains).forEach(restored::add);
            gone.addAll(scope.ids());
            gone.removeAll(restored);
            restored.stream().filter(id -> !scope.aliveBefore().contains(id))
                    .forEach(id -> engine.commands().get(id).stopAndAwait());
            apply(left);
            end = whenGone(gone);
        } finally {
            closed.signalAll();
            lock.unlock();
        }
        end.await().atMost(PATIENCE);
        restored.stream().filter(scope.aliveBefore()::contains)
                .forEach(id -> bringUp(engine.commands().get(id).definition()));
    }

    private Uni<?> whenGone(Set<String> ids) {
        // The first stream of a JVM makes the context manager of SmallRye, which fails if two threads do so at the same time.
        synchronized (TestEngine.class) {
            return engine.commands().statusUpdates().select()
                    .where(update -> ids.stream().noneMatch(update.statuses()::containsKey)).toUni();
        }
    }

    private static void suppress(RuntimeException primary, Runnable cleanUp) {
        try {
            cleanUp.run();
        } catch (RuntimeException e) {
            primary.addSuppressed(e);
        }
    }
}
