package io.quarkiverse.processmanager;

import java.util.Locale;

/** A mode of the application, as in the property {@code modes}. */
public enum Mode {

    /** {@code quarkus dev}. */
    DEV,
    /** Tests, including continuous testing. */
    TEST,
    /** The packaged application. */
    PROD;

    /** The name in lower case, as in a property. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
