package io.quarkiverse.processmanager.runtime.process.notice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.quarkiverse.processmanager.runtime.time.Moment;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/** Finds out whether a process has made a file since its start. The calling thread may block. */
public final class AppearedFile {

    /** The kernel gives files the time of its last timer interrupt. */
    private static final Duration INEXACT = Duration.ofMillis(20);

    private AppearedFile() {
    }

    /**
     * Whether the file exists and has changed since the start. A file of an earlier run proves nothing.
     *
     * @param directory the directory of the process
     * @param start the moment of the start; empty before it
     */
    public static boolean isNew(Path file, Optional<Path> directory, Optional<Moment> start) {
        if (start.isEmpty()) {
            return false;
        }
        Path absolute = directory.orElse(Path.of("")).resolve(file).toAbsolutePath();
        Instant earliest = earliest(start.get(), SystemClock.now()).minus(INEXACT);
        try {
            return !Files.getLastModifiedTime(absolute).toInstant().isBefore(earliest);
        } catch (IOException e) {
            // There is no such file.
            return false;
        }
    }

    /**
     * The start in the time that the wall clock had then, or has for it now, whichever is earlier: the clock can step in both
     * directions since, and a file has the time of the clock at its last change.
     */
    private static Instant earliest(Moment start, Moment now) {
        Instant byNow = now.time().minus(now.since(start));
        return byNow.isBefore(start.time()) ? byNow : start.time();
    }
}
