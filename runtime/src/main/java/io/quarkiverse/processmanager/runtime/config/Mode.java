package io.quarkiverse.processmanager.runtime.config;

import java.util.Locale;

import io.quarkus.runtime.LaunchMode;

/** A way in which an application runs, as {@code modes} names it. */
public enum Mode {

    /** {@code quarkus dev}. */
    DEV,
    /** Tests, continuous testing included. */
    TEST,
    /** The packaged application. */
    PROD;

    static Mode of(LaunchMode launchMode) {
        if (launchMode.isDev()) {
            return DEV;
        }
        return launchMode == LaunchMode.TEST ? TEST : PROD;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
