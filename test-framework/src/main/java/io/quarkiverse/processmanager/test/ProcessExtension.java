package io.quarkiverse.processmanager.test;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessManager;

/**
 * The JUnit extension behind {@link WithProcess} and {@link InjectProcess}, which register it. Register it yourself to run
 * processes that code defines:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final ProcessExtension STUB = ProcessExtension.with(ProcessDefinition.builder("stub").command("node", "stub.js").build());
 * }</pre>
 *
 * A static field runs the processes for all tests of the class, another field for each test. In a {@code @QuarkusTest} the
 * application has started before; a process that must replace a declared one before that is defined with {@link WithProcess}.
 */
public final class ProcessExtension implements BeforeAllCallback, BeforeEachCallback, BeforeTestExecutionCallback,
        TestInstancePostProcessor, ParameterResolver, TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler,
        InvocationInterceptor {

    private final List<TestProcess> defined;

    /** The extension that runs the processes of the annotations. JUnit calls this constructor. */
    public ProcessExtension() {
        this(List.of());
    }

    private ProcessExtension(List<TestProcess> defined) {
        this.defined = defined;
    }

    /** An extension that also runs these processes. */
    public static ProcessExtension with(ProcessDefinition... definitions) {
        return new ProcessExtension(
                List.of(definitions).stream().map(one -> new TestProcess(one, TestProcess.LAST_LINES)).toList());
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        TestContext test = TestContext.of(context);
        if (test.canStart()) {
            test.open(this, defined);
            Injection.of(test, Optional.empty());
        }
    }

    /** The processes of a method start with its instance: other extensions can use them before each test. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public void postProcessTestInstance(Object instance, ExtensionContext context) {
        // An instance for all tests of a class exists before its methods: their processes follow in beforeEach().
        TestContext test = TestContext.of(context);
        if (test.canStart()) {
            test.open(this, List.of());
            Injection.of(test, Optional.of(instance));
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        TestContext test = TestContext.of(context);
        test.open(this, defined);
        context.getRequiredTestInstances().getAllInstances()
                .forEach(instance -> Injection.of(test, Optional.of(instance)));
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        TestContext test = TestContext.of(context);
        context.getRequiredTestInstances().getAllInstances().forEach(instance -> Injection.check(test, instance));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return defined.isEmpty() && parameter.isAnnotated(InjectProcess.class)
                && (type == ManagedProcess.class || type == ProcessManager.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        TestContext test = TestContext.of(context);
        test.open(this, List.of());
        return Injection.value(test, parameter.getParameter());
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw LastLines.attach(TestContext.of(context), failure);
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw LastLines.attach(TestContext.of(context), failure);
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw LastLines.attach(TestContext.of(context), failure);
    }

    @Override
    public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw LastLines.attach(TestContext.of(context), failure);
    }

    @Override
    public void handleAfterAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw LastLines.attach(TestContext.of(context), failure);
    }

    /** The other handlers do not receive the failures of dynamic tests. */
    @Override
    public void interceptDynamicTest(Invocation<Void> invocation, DynamicTestInvocationContext invocationContext,
            ExtensionContext context) throws Throwable {
        try {
            invocation.proceed();
        } catch (Throwable failure) {
            throw LastLines.attach(TestContext.of(context), failure);
        }
    }
}
