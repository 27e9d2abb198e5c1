package io.quarkiverse.processmanager;

import java.util.Locale;

/** Which instance of a process the tests of an application use, as in the property {@code test}. */
public enum TestPolicy {

    /** The tests run an instance of their own, beside that of dev mode. */
    OWN,
    /**
     * Continuous testing uses the instance of dev mode, in the same JVM. Tests without dev mode run an instance of their own.
     */
    SHARED,
    /** The process does not run in tests. */
    OFF;

    /** The name in lower case, as in a property. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
