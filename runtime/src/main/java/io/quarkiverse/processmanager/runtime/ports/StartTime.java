package io.quarkiverse.processmanager.runtime.ports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Reads when processes were started, as numbers that stay the same from one JVM to the next. */
final class StartTime {

    /** The field {@code starttime} of {@code /proc/<pid>/stat}, counted from the field after the name of the command. */
    private static final int TICKS = 19;

    private StartTime() {
    }

    /**
     * The start time of a process: in clock ticks since boot on Linux, where the JDK adds them to a boot time that changes with
     * each adjustment of the clock; in milliseconds since 1970 elsewhere; 0 if it is unknown.
     */
    static long of(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[TICKS]);
        } catch (IOException | RuntimeException e) {
            return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        }
    }
}
