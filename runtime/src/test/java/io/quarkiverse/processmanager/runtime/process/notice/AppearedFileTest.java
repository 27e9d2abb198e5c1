package io.quarkiverse.processmanager.runtime.process.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.runtime.time.Moment;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/** The wall clock steps, and advances while the machine is suspended. The monotonic clock does neither. */
class AppearedFileTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    private final Moment now = SystemClock.now();

    @Test
    void aFileOfThisStartStaysNewWhenTheClockStepsForward() throws Exception {
        Moment start = startedAMinuteAgo(HOUR);

        assertThat(isNew(changed(start, MINUTE.dividedBy(2)), start)).isTrue();
        assertThat(isNew(changed(start, MINUTE.negated()), start)).isFalse();
    }

    @Test
    void aFileOfThisStartIsNewAfterTheClockHasSteppedBack() throws Exception {
        Moment start = startedAMinuteAgo(HOUR.negated());

        assertThat(isNew(changed(start, MINUTE.dividedBy(2).minus(HOUR)), start)).isTrue();
        assertThat(isNew(changed(start, MINUTE.negated().minus(HOUR)), start)).isFalse();
    }

    /** The start of a process, since which the wall clock has stepped. */
    private Moment startedAMinuteAgo(Duration step) {
        return new Moment(now.time().minus(MINUTE).minus(step), now.nanos() - MINUTE.toNanos());
    }

    /** A file that was changed at this distance from the start. */
    private Path changed(Moment start, Duration after) throws Exception {
        Path file = Files.createTempFile(directory, "ready", null);
        Files.setLastModifiedTime(file, FileTime.from(start.time().plus(after)));
        return file;
    }

    private boolean isNew(Path file, Moment start) {
        return AppearedFile.isNew(file, Optional.of(directory), Optional.of(start));
    }
}
