package io.quarkiverse.processmanager;

import io.smallrye.common.annotation.Experimental;

/** How the engine receives the output of a process. */
public enum LogMode {
    /** The engine reads the lines, keeps the latest ones in memory and publishes them. */
    LINES,
    /** The process writes into {@code log.file.path} directly, and the engine reads the file on demand. */
    @Experimental("The way to follow the file may change")
    DIRECT
}
