package io.quarkiverse.processmanager;

import io.smallrye.common.annotation.Experimental;

/** How the application receives the output of a process. */
public enum LogMode {
    /** The application reads, keeps and publishes the lines. */
    LINES,
    /** The process writes into its file directly. */
    @Experimental("The way to follow the file may change")
    DIRECT
}
