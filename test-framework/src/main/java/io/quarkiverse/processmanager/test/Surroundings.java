package io.quarkiverse.processmanager.test;

import java.lang.annotation.Annotation;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Where the processes of a test class run. Tests of Quarkus are recognized by name, because they are optional. A subclass can add
 * an annotation to that of its superclass, as integration tests do; the later constant counts.
 */
enum Surroundings {

    /** The test class has an engine of its own. */
    PLAIN,
    /** The processes are those of the application in this JVM. */
    APPLICATION,
    /** The application has a JVM of its own, so the processes run in the JVM of the test. */
    PACKAGE,
    /** The test launches the application, possibly more than once. The processes run in the JVM of the test. */
    COMMANDS;

    private static final String TESTS = "io.quarkus.test.junit.";
    private static final Map<String, Surroundings> BY_ANNOTATION = Map.of(TESTS + "QuarkusTest", APPLICATION,
            TESTS + "QuarkusIntegrationTest", PACKAGE, TESTS + "main.QuarkusMainTest", COMMANDS,
            TESTS + "main.QuarkusMainIntegrationTest", COMMANDS);

    static Surroundings of(Class<?> testClass) {
        Surroundings found = PLAIN;
        Class<?> outer = testClass;
        while (outer != null) {
            for (String annotation : annotations(outer)) {
                Surroundings next = BY_ANNOTATION.getOrDefault(annotation, PLAIN);
                found = next.compareTo(found) > 0 ? next : found;
            }
            outer = outer.getEnclosingClass();
        }
        return found;
    }

    /** The names of the annotations of a class and its superclasses, and of the annotations of these annotations. */
    private static Set<String> annotations(Class<?> testClass) {
        Set<String> names = new HashSet<>();
        for (Class<?> type = testClass; type != null; type = type.getSuperclass()) {
            collect(type, names);
        }
        return names;
    }

    private static void collect(Class<?> type, Set<String> names) {
        for (Annotation annotation : type.getDeclaredAnnotations()) {
            if (names.add(annotation.annotationType().getName())) {
                collect(annotation.annotationType(), names);
            }
        }
    }
}
