package io.quarkiverse.processmanager.runtime.process.output.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.runtime.time.SystemClock;

/**
 * Why the log file of one process cannot be written, and which part of it the log already has. One thread at a time calls it;
 * any thread reads the {@link #text}.
 */
final class FileProblem {

    private static final Logger LOG = Logger.getLogger(LogFileWriter.class);
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** A disk that is full again and again is reported once in this time. */
    private static final long REPORT_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final String processId;
    private Optional<Failure> failure = Optional.empty();
    private volatile Optional<String> text = Optional.empty();
    private long nextReportNanos = SystemClock.nanos();
    private boolean rotationReported;

    private record Failure(long nanos, boolean reported) {
    }

    FileProblem(String processId) {
        this.processId = processId;
    }

    /** The problem as a sentence; empty while the file can be written. From any thread. */
    Optional<String> text() {
        return text;
    }

    /** Another file is written, or the same file with other limits. */
    void other(boolean otherPath) {
        if (otherPath) {
            nextReportNanos = SystemClock.nanos();
        }
        failure = Optional.empty();
        text = Optional.empty();
        rotationReported = false;
    }

    /** Whether the last attempt has failed a moment ago, so that another one is too early. */
    boolean isRecent() {
        return failure.isPresent() && SystemClock.nanos() - failure.get().nanos() < RETRY_NANOS;
    }

    void failed(Path file, Throwable cause) {
        long now = SystemClock.nanos();
        boolean reported = failure.filter(Failure::reported).isPresent();
        String sentence = OutputFiles.warning(processId, file, cause);
        if (!reported && now - nextReportNanos >= 0) {
            LOG.warn(sentence);
            nextReportNanos = now + REPORT_NANOS;
            reported = true;
        }
        failure = Optional.of(new Failure(now, reported));
        text = Optional.of(sentence);
    }

    /** The file can be written again. */
    void solved(Path file, long missing) {
        if (failure.isEmpty()) {
            return;
        }
        if (failure.get().reported()) {
            LOG.infof("the log file of process '%s' is written again: %s; %d %s missing in it", processId, file, missing,
                    missing == 1 ? "line is" : "lines are");
        }
        failure = Optional.empty();
        text = Optional.empty();
    }

    void cannotRotate(Path file, IOException cause) {
        if (!rotationReported) {
            rotationReported = true;
            LOG.warnf("cannot rotate the log file of process '%s': %s; the file %s grows beyond its limit", processId, cause,
                    file);
        }
    }

    void rotated() {
        rotationReported = false;
    }
}
