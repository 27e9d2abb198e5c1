package io.quarkiverse.processmanager.deployment.console;

/** The window of a terminal. For any thread. */
interface Window {

    /** The columns. */
    int width();

    /** The lines. */
    int height();

    /** Whether text below the log cannot be seen, because a full screen or the terminal mode of Quarkus is open. */
    boolean isCovered();
}
