package io.quarkiverse.processmanager.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The applications of one run of the tests, as a parameter of a test. Each application in a test JVM has a class loader of its
 * own. In continuous testing one JVM has many runs, each with new applications.
 */
public final class Applications implements ParameterResolver {

    /** A name and no class: each application has a class {@code Applications} of its own. */
    private static final Namespace NAMESPACE = Namespace.create("applications");

    /** The root store of JUnit lasts as long as a run. */
    private final ExtensionContext.Store run;

    /** The extension that resolves the parameter. JUnit calls this constructor. */
    public Applications() {
        this(null);
    }

    private Applications(ExtensionContext.Store run) {
        this.run = run;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Applications.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return new Applications(context.getRoot().getStore(NAMESPACE));
    }

    /** Checks that all test classes that call this method run in the same application, whichever is the first. */
    public void oneForAll(Class<?> test) {
        ClassLoader first = run.getOrComputeIfAbsent("first", key -> test.getClassLoader(), ClassLoader.class);

        assertThat(test.getClassLoader()).isSameAs(first);
    }
}
