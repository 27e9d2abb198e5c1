package io.quarkiverse.processmanager.test;

import java.lang.reflect.AnnotatedElement;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.platform.commons.support.AnnotationSupport;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.runtime.engine.SharedEngine;

/**
 * A test class or test method of JUnit with its processes. The store of JUnit holds them and closes them, those of a method
 * before those of its class.
 */
final class TestContext {

    private static final Namespace NAMESPACE = Namespace.create(ProcessExtension.class);
    private static final String REPORTED = "reported";

    /**
     * A key for what has started its processes. Quarkus can start another application, with another engine, for a nested class.
     *
     * @param source an annotated class or method, or an extension
     */
    private record Opened(TestEngine engine, Object source) {
    }

    private final ExtensionContext context;
    private final Surroundings surroundings;

    private TestContext(ExtensionContext context) {
        this.context = context;
        this.surroundings = Surroundings.of(context.getRequiredTestClass());
    }

    /** The context of a dynamic test, which has no class, is that of the method that has made it. */
    static TestContext of(ExtensionContext context) {
        return context.getTestClass().isPresent() ? new TestContext(context) : of(context.getParent().orElseThrow());
    }

    /**
     * Whether the engine can run processes: Quarkus may start an application, and an engine with the processes of the class for
     * a packaged one, after the first callbacks of the test class.
     */
    boolean canStart() {
        return switch (surroundings) {
            case PLAIN, COMMANDS -> true;
            case APPLICATION -> engine().isServing();
            case PACKAGE -> ServedProcesses.CURRENT.ownEngine().isPresent()
                    || annotations(outermost().getRequiredTestClass()).isEmpty();
        };
    }

    TestEngine engine() {
        return switch (surroundings) {
            case PLAIN -> ownEngine();
            case APPLICATION -> outermost().getStore(NAMESPACE).computeIfAbsent(SharedEngine.get(), TestEngine::new,
                    TestEngine.class);
            case PACKAGE -> ServedProcesses.CURRENT.ownEngine().orElseGet(this::ownEngine);
            case COMMANDS -> outermost().getStore(NAMESPACE).computeIfAbsent(CommandLaunches.class,
                    type -> CommandLaunches.begin(PlainEngine.start(root())), CommandLaunches.class).plain().engine();
        };
    }

    private TestEngine ownEngine() {
        return outermost().getStore(NAMESPACE).computeIfAbsent(PlainEngine.class,
                type -> PlainEngine.start(root()), PlainEngine.class).engine();
    }

    private ExtensionContext.Store root() {
        return context.getRoot().getStore(NAMESPACE);
    }

    /** The context of the test class, or of the outermost one around a {@code @Nested} class. */
    private ExtensionContext outermost() {
        ExtensionContext found = context;
        Optional<ExtensionContext> next = context.getParent();
        while (next.isPresent()) {
            if (next.get().getTestClass().isPresent()) {
                found = next.get();
            }
            next = next.get().getParent();
        }
        return found;
    }

    /**
     * Starts the processes of this class or method and of those around it, unless they are started, and waits until they are
     * ready.
     *
     * @param extension the instance whose processes are started, too
     * @param defined the processes of that instance
     */
    void open(ProcessExtension extension, List<TestProcess> defined) {
        around().ifPresent(outer -> outer.open(extension, List.of()));
        context.getElement().filter(element -> !isClassTemplate(element))
                .ifPresent(element -> store().computeIfAbsent(new Opened(engine(), element), key -> openAnnotated(element)));
        if (!defined.isEmpty() && !isOpen(extension)) {
            store().computeIfAbsent(new Opened(engine(), extension),
                    key -> openScope(defined.stream().map(this::inTest).toList()));
        }
    }

    private Optional<TestContext> parent() {
        return context.getParent().filter(parent -> parent.getTestClass().isPresent()).map(TestContext::of);
    }

    /** The class around this one. Each invocation of a test template has processes of its own, as it has an instance. */
    private Optional<TestContext> around() {
        Optional<TestContext> found = parent();
        while (found.flatMap(outer -> outer.context.getTestMethod()).isPresent()) {
            found = found.get().parent();
        }
        return found;
    }

    /** Whether this is an invocation of a class whose processes run for all invocations. */
    private boolean isClassTemplate(AnnotatedElement element) {
        return element instanceof Class<?> && parent().flatMap(parent -> parent.context.getElement())
                .filter(element::equals).isPresent();
    }

    private TestProcess inTest(TestProcess process) {
        RealPorts ports = ports();
        return new TestProcess(new TestDataDirectories(ports.owner()).into(ports.into(process.definition())),
                process.lastLines());
    }

    /** Whether a class around this test has started the processes: those of a static extension run for all tests of the class. */
    private boolean isOpen(ProcessExtension extension) {
        return store().get(new Opened(engine(), extension)) != null
                || parent().filter(parent -> parent.isOpen(extension)).isPresent();
    }

    private Object openAnnotated(AnnotatedElement element) {
        refuseTwo(element);
        List<WithProcess> annotations = annotations(element);
        Map<WithProcess, TestProcess> served = element instanceof Class<?> ? served(annotations) : Map.of();
        served.values().forEach(process -> engine().awaitReady(process.definition()));
        report(served.values());
        List<WithProcess> left = annotations.stream().filter(process -> !served.containsKey(process)).toList();
        return left.isEmpty() ? element : openScope(List.copyOf(read(left)));
    }

    /** The processes of a class that the application has received before its start. */
    private Map<WithProcess, TestProcess> served(List<WithProcess> annotations) {
        return switch (surroundings) {
            case PLAIN, COMMANDS -> Map.of();
            case APPLICATION, PACKAGE -> ServedProcesses.CURRENT.of(annotations);
        };
    }

    private Collection<TestProcess> read(List<WithProcess> annotations) {
        return AnnotationReader.here().read(annotations, ports()).values();
    }

    /** In a JVM without an application, each test class has ports of its own, so that test classes can run at the same time. */
    private RealPorts ports() {
        String owner = surroundings == Surroundings.PLAIN ? outermost().getRequiredTestClass().getName() : "";
        return new RealPorts(owner, engine()::port);
    }

    /** Opens a scope. JUnit closes it with the context. */
    private AutoCloseable openScope(List<TestProcess> processes) {
        RealPorts ports = ports();
        TestEngine engine = engine();
        TestScope scope = engine.open(context.getUniqueId(), processes);
        report(processes);
        return () -> {
            scope.close();
            scope.ids().stream().filter(id -> !engine.isServing() || engine.port(id).isEmpty()).forEach(ports::release);
        };
    }

    /** The annotations of a class or method, also those of a superclass or of another annotation; the closest one of an id. */
    static List<WithProcess> annotations(AnnotatedElement element) {
        Map<String, WithProcess> byId = new LinkedHashMap<>();
        AnnotationSupport.findRepeatableAnnotations(element, WithProcess.class)
                .forEach(process -> byId.put(process.id(), process));
        return List.copyOf(byId.values());
    }

    private static void refuseTwo(AnnotatedElement element) {
        Set<String> own = new HashSet<>();
        for (WithProcess process : element.getDeclaredAnnotationsByType(WithProcess.class)) {
            if (!own.add(process.id())) {
                throw ProcessProperties.refusal(process, element + " has two processes with this id");
            }
        }
    }

    /** A failure of this class or method reports the last lines of these processes. */
    private void report(Collection<TestProcess> processes) {
        processes.forEach(process -> reported().put(process.id(), process.lastLines()));
    }

    /** A failure also reports the last lines of a process that the test injects. */
    void report(String id) {
        if (!allReported().containsKey(id)) {
            reported().put(id, TestProcess.LAST_LINES);
        }
    }

    /** A process of this test, if it exists. */
    Optional<ManagedProcess> process(String id) {
        return canStart() ? engine().commands().find(id) : Optional.empty();
    }

    /** The processes whose last lines a failure reports, with the number of lines. */
    Map<String, Integer> allReported() {
        Map<String, Integer> all = new LinkedHashMap<>();
        parent().ifPresent(parent -> all.putAll(parent.allReported()));
        all.putAll(reported());
        return all;
    }

    @SuppressWarnings("unchecked")
    private Map<String, Integer> reported() {
        return (Map<String, Integer>) store().computeIfAbsent(REPORTED, key -> new ConcurrentHashMap<>());
    }

    private ExtensionContext.Store store() {
        return context.getStore(Namespace.create(ProcessExtension.class, context.getUniqueId()));
    }

    ExtensionContext junit() {
        return context;
    }
}
