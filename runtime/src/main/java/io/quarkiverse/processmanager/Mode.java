package io.quarkiverse.processmanager;

import java.util.Locale;

/** A way in which an application runs, as {@code modes} names it. */
public enum Mode {

    /** {@code quarkus dev}. */
    DEV,
    /** Tests, continuous testing included. */
    TEST,
    /** The packaged application. */
    PROD;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
