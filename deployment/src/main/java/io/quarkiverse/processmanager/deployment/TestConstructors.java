package io.quarkiverse.processmanager.deployment;

import java.util.Set;
import java.util.TreeSet;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

/**
 * Finds the tests of Quarkus that inject a process into their constructor. Such a test is a bean, so the container resolves the
 * parameters of its constructor and knows nothing of the annotations of JUnit. Tests of plain JUnit may do it.
 */
final class TestConstructors {

    private static final DotName INJECT_PROCESS = DotName.createSimple("io.quarkiverse.processmanager.test.InjectProcess");
    private static final DotName QUARKUS_TEST = DotName.createSimple("io.quarkus.test.junit.QuarkusTest");

    private TestConstructors() {
    }

    /** A sentence for each such class. */
    static Set<String> refusals(IndexView index) {
        Set<String> refusals = new TreeSet<>();
        for (AnnotationInstance inject : index.getAnnotations(INJECT_PROCESS)) {
            if (inject.target().kind() == AnnotationTarget.Kind.METHOD_PARAMETER) {
                MethodInfo method = inject.target().asMethodParameter().method();
                if (method.isConstructor() && isQuarkusTest(method.declaringClass(), index)) {
                    refusals.add("cannot inject a process into the constructor of " + method.declaringClass().name()
                            + ": Quarkus creates this test as a bean; use @InjectProcess on a field or on a parameter of a"
                            + " test method");
                }
            }
        }
        return refusals;
    }

    private static boolean isQuarkusTest(ClassInfo testClass, IndexView index) {
        for (ClassInfo type = testClass; type != null; type = type.superName() == null ? null
                : index.getClassByName(type.superName())) {
            if (type.hasDeclaredAnnotation(QUARKUS_TEST)) {
                return true;
            }
        }
        return false;
    }
}
