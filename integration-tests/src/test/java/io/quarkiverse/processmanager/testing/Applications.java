package io.quarkiverse.processmanager.testing;

import static org.assertj.core.api.Assertions.assertThat;

/** Each application in a test JVM has a class loader of its own. */
public final class Applications {

    private static final String KEY = Applications.class.getName();

    private Applications() {
    }

    /** Checks that all test classes that call this method run in the same application, whichever is the first. */
    public static void oneForAll(Class<?> test) {
        Object first = System.getProperties().putIfAbsent(KEY, test.getClassLoader().toString());

        assertThat(first == null ? test.getClassLoader().toString() : first).isEqualTo(test.getClassLoader().toString());
    }
}
