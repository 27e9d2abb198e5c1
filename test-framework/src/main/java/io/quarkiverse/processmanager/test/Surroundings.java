package io.quarkiverse.processmanager.test;

import java.lang.annotation.Annotation;
import java.util.HashSet;
import java.util.Set;

/** Where the processes of a test class run. Tests of Quarkus are recognized by name, because they are optional. */
enum Surroundings {

    /** The test class has an engine of its own. */
    PLAIN,
    /** The processes are those of the application in this JVM. */
    APPLICATION,
    /** The application has a JVM or a class loader of its own, so the processes run in the JVM of the test. */
    LAUNCHER;

    private static final String PACKAGE = "io.quarkus.test.junit.";
    private static final Set<String> LAUNCHERS = Set.of(PACKAGE + "QuarkusIntegrationTest", PACKAGE + "main.QuarkusMainTest",
            PACKAGE + "main.QuarkusMainIntegrationTest");
    private static final Set<String> APPLICATIONS = Set.of(PACKAGE + "QuarkusTest");

    static Surroundings of(Class<?> testClass) {
        Surroundings found = PLAIN;
        Class<?> outer = testClass;
        while (outer != null) {
            Set<String> annotations = annotations(outer);
            if (annotations.stream().anyMatch(LAUNCHERS::contains)) {
                return LAUNCHER;
            }
            if (annotations.stream().anyMatch(APPLICATIONS::contains)) {
                found = APPLICATION;
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
