package io.quarkiverse.processmanager.test;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;

/**
 * The locks of tests that run in parallel. A test that replaces a process of its class runs alone in the class, because the other
 * tests of the class use that process. Tests whose processes have the same id run one after the other. JUnit knows the locks
 * before it distributes the tests to threads, so no thread waits in a test.
 */
public final class ProcessLocks implements ResourceLocksProvider {

    @Override
    public Set<Lock> provideForClass(Class<?> testClass) {
        return locks(testClass, testClass, ResourceAccessMode.READ);
    }

    @Override
    public Set<Lock> provideForNestedClass(List<Class<?>> enclosing, Class<?> testClass) {
        return locks(enclosing.get(0), testClass, ResourceAccessMode.READ_WRITE);
    }

    @Override
    public Set<Lock> provideForMethod(List<Class<?>> enclosing, Class<?> testClass, Method method) {
        return locks(enclosing.isEmpty() ? testClass : enclosing.get(0), method, ResourceAccessMode.READ_WRITE);
    }

    /** Each test class has processes of its own, so its name is a part of each key. */
    private static Set<Lock> locks(Class<?> outermost, AnnotatedElement element, ResourceAccessMode mode) {
        Set<Lock> locks = new HashSet<>();
        for (WithProcess process : TestContext.annotations(element)) {
            locks.add(new Lock(ProcessLocks.class.getName() + " " + outermost.getName() + " " + process.id(), mode));
        }
        return locks;
    }
}
