package io.quarkiverse.processmanager.runtime.process.output.search;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.runtime.process.output.lines.LogBuffer;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/**
 * Finds out whether a program waits for an answer: its last line looks like a {@link Question}, has no end, and no output
 * follows for 7 s. It costs nothing while there is no such line. Safe for use by several threads.
 */
public final class QuestionWatch {

    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(7);

    private final LogBuffer buffer;
    private final ScheduledExecutorService timer;
    private final long pauseNanos;
    private Optional<Consumer<String>> listener = Optional.empty();
    private Candidate last = new Candidate("", 0, 0);
    private boolean scheduled;

    public QuestionWatch(LogBuffer buffer, ScheduledExecutorService timer) {
        this(buffer, timer, PAUSE_NANOS);
    }

    public QuestionWatch(LogBuffer buffer, ScheduledExecutorService timer, long pauseNanos) {
        this.pauseNanos = pauseNanos;
        this.buffer = buffer;
        this.timer = timer;
    }

    /** Sets the receiver of the question. Without one nothing is watched. */
    public synchronized void listener(Consumer<String> receiver) {
        listener = Optional.of(receiver);
    }

    /** A line without an end is in the buffer now, after a silence. */
    public synchronized void unfinished(byte[] line) {
        if (listener.isEmpty()) {
            return;
        }
        Optional<String> question = Question.of(line);
        if (question.isPresent()) {
            last = new Candidate(question.get(), buffer.end().sequence(), SystemClock.nanos());
            if (!scheduled) {
                scheduled = true;
                checkAfter(pauseNanos);
            }
        }
    }

    private void checkAfter(long nanos) {
        timer.schedule(this::check, nanos, TimeUnit.NANOSECONDS);
    }

    private synchronized void check() {
        long left = pauseNanos - (SystemClock.nanos() - last.nanos());
        if (left > 0) {
            checkAfter(left);
            return;
        }
        scheduled = false;
        if (isLastLine()) {
            listener.ifPresent(receiver -> receiver.accept(last.question()));
            listener = Optional.empty();
        }
    }

    private boolean isLastLine() {
        if (buffer.end().sequence() != last.nextSequence()) {
            return false;
        }
        // Another stream can have added a line before the sequence was read.
        List<LogLine> lines = buffer.last(1);
        return !lines.isEmpty() && Question.of(lines.get(0).text()).equals(Optional.of(last.question()));
    }

    /** A question, the number of the line that would follow it, and its time. */
    private record Candidate(String question, long nextSequence, long nanos) {
    }
}
