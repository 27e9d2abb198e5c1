package io.quarkiverse.processmanager.runtime.process.output.pipe;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

import io.quarkiverse.processmanager.LogFile;
import io.quarkiverse.processmanager.LogPolicy;
import io.quarkiverse.processmanager.LogPolicy.Ansi;
import io.quarkiverse.processmanager.runtime.process.output.file.LogFileWriter;
import io.quarkiverse.processmanager.runtime.process.output.file.UnwrittenLines;
import io.quarkiverse.processmanager.runtime.process.output.lines.AnsiEscapes;
import io.quarkiverse.processmanager.runtime.process.output.lines.LineScan;
import io.quarkiverse.processmanager.runtime.process.output.lines.LineSplitter;
import io.quarkiverse.processmanager.runtime.process.output.search.LineSearch;
import io.quarkiverse.processmanager.runtime.process.output.search.LineSearches;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/**
 * Splits one stream of one incarnation into lines, and writes them to the log file of the process. The thread that reads the
 * stream feeds it, and waits for the file where it may; a timer thread flushes a line without an end after a silence.
 */
public final class StreamLines {

    /** The answer of a method that has done nothing, because the caller cannot wait. */
    public static final long CANNOT_WAIT = -1;

    private static final byte[] NOTHING = {};

    private final LineSplitter splitter;
    private final LineTarget target;
    private final LineSearches searches;
    private final Runnable changed;
    private final LogFileWriter file;
    private final byte[] prefix;
    private final ReentrantLock lock = new ReentrantLock();
    private final UnwrittenLines unwritten = new UnwrittenLines(lock);
    private volatile LogPolicy policy;
    private boolean strip;
    private long fedMillis = SystemClock.wallMillis();
    private final Silence silence = new Silence();
    /** Whether a line without an end is left. Written under the lock. */
    private volatile boolean partial;

    /**
     * @param changed runs after lines have come, on the thread that brought them
     */
    public StreamLines(LogPolicy policy, LineTarget target, LineSearches searches, Runnable changed, LogFileWriter file) {
        this(policy, target, searches, changed, file, NOTHING);
    }

    /** @param prefix the bytes before each line */
    public StreamLines(LogPolicy policy, LineTarget target, LineSearches searches, Runnable changed, LogFileWriter file,
            byte[] prefix) {
        this.splitter = new LineSplitter(policy.maxLineBytes(), this::lines);
        this.policy = policy;
        this.target = target;
        this.searches = searches;
        this.changed = changed;
        this.file = file;
        this.prefix = prefix;
    }

    /** Sets the policy for the next bytes. Returns at once, also while an expression runs for each line of a read. */
    public void policy(LogPolicy changed) {
        policy = changed;
    }

    private void lines(byte[] source, int offset, int length, int lines) {
        if (prefix.length > 0) {
            LineSplitter.Sink.each(source, offset, length, this::prefixed);
        } else if (strip && LineScan.indexOf(AnsiEscapes.ESCAPE, source, offset, offset + length) < offset + length) {
            LineSplitter.Sink.each(source, offset, length, this::stripped);
        } else {
            plain(source, offset, length, lines);
        }
    }

    private void stripped(byte[] source, int offset, int length) {
        int kept = AnsiEscapes.strip(source, offset, length);
        source[offset + kept] = '\n';
        plain(source, offset, kept + 1, 1);
    }

    private void prefixed(byte[] source, int offset, int length) {
        int kept = strip ? AnsiEscapes.strip(source, offset, length) : length;
        byte[] line = Arrays.copyOf(prefix, prefix.length + kept + 1);
        System.arraycopy(source, offset, line, prefix.length, kept);
        line[line.length - 1] = '\n';
        plain(line, 0, line.length, 1);
    }

    private void plain(byte[] source, int offset, int length, int lines) {
        target.lines(fedMillis, source, offset, length, lines);
        Optional<LogFile> wanted = file.wanted();
        if (wanted.isPresent()) {
            unwritten.add(wanted, source, offset, length, lines);
        }
    }

    /** Nothing waits any longer for the lines that are not in the file. */
    void giveUp() {
        file.giveUp(unwritten);
    }

    /** Passes new lines on, after the lock has been released: the file may be slow. */
    private void passOn(boolean mayWait) {
        changed.run();
        if (unwritten.isWritten()) {
            return;
        }
        if (mayWait) {
            file.write(unwritten);
        } else {
            file.writeLater(unwritten);
        }
    }

    /** Whether the thread that feeds has to wait: for lines before, or for the expression of a search. */
    public boolean canBlock() {
        return !searches.active().isEmpty() || isUnwritten();
    }

    /** Whether lines are not in the file yet. */
    boolean isUnwritten() {
        return !unwritten.isWritten();
    }

    /** Waits until the lines so far are in the file. */
    void settle() {
        if (isUnwritten()) {
            file.write(unwritten);
        }
    }

    /**
     * Takes bytes that were read, and may modify the array.
     *
     * @param mayWait whether to wait until the lines are in the file, and for the expressions of searches
     * @return whether the bytes were taken; not if the caller cannot wait, but a search has begun or another thread has the lines
     */
    public boolean feed(byte[] chunk, int size, boolean mayWait) {
        silence.begin(size);
        try {
            if (!locked(mayWait, () -> split(chunk, size, mayWait))) {
                return false;
            }
            passOn(mayWait);
        } finally {
            silence.end();
        }
        return true;
    }

    /** Another thread can hold the lock while an expression runs. */
    private boolean locked(boolean mayWait, BooleanSupplier action) {
        if (mayWait) {
            lock.lock();
        } else if (!lock.tryLock()) {
            return false;
        }
        try {
            return action.getAsBoolean();
        } finally {
            partial = splitter.hasPartial();
            lock.unlock();
        }
    }

    private boolean split(byte[] chunk, int size, boolean mayWait) {
        fedMillis = SystemClock.wallMillis();
        splitter.longest(policy.maxLineBytes());
        strip = policy.ansi() == Ansi.STRIP;
        if (!target.batch(mayWait, () -> {
            target.raw(chunk, size);
            splitter.feed(chunk, size);
        })) {
            return false;
        }
        // A search that begins after the batch takes the line without an end itself, after this lock has been released.
        if (mayWait && splitter.hasPartial() && !searches.active().isEmpty()) {
            byte[] unfinished = splitter.partial();
            searches.offer(searches.active(), unfinished, 0, unfinished.length);
        }
        return true;
    }

    /** Forgets the line without an end: the bytes before or behind it are lost. */
    void skip() {
        locked(true, () -> {
            splitter.skip();
            return true;
        });
    }

    /** Whether a line without an end is left. */
    public boolean hasPartial() {
        return partial;
    }

    /** Whether the reader waits for the file, or for another receiver of the lines. */
    boolean isBusy() {
        return silence.isBusy();
    }

    /** Offers the line without an end. The expression runs without the lock, because the event loop may need the lock. */
    public void offerPartial(LineSearch search) {
        byte[] partial;
        lock.lock();
        try {
            if (!splitter.hasPartial()) {
                return;
            }
            partial = splitter.partial();
        } finally {
            lock.unlock();
        }
        search.offer(LineSearches.text(partial, 0, partial.length));
    }

    /**
     * Flushes a line without an end if it was silent for long enough: for the long time if more of it is likely to follow.
     *
     * @param mayWait whether to wait for the expressions of searches
     * @return how long it must still be silent; zero if there is nothing to wait for; {@link #CANNOT_WAIT} if a search is active
     */
    public long flushAfter(long silenceNanos, long longSilenceNanos, boolean mayWait) {
        if (!lock.tryLock()) {
            // Another thread is feeding it, so it is not silent.
            return silenceNanos;
        }
        try {
            if (!splitter.hasPartial()) {
                return 0;
            }
            long left = silence.left(splitter.isRewritten(), silenceNanos, longSilenceNanos);
            if (left > 0) {
                return left;
            }
            byte[] unfinished = splitter.partial();
            boolean rewritten = splitter.isRewritten();
            if (!target.batch(mayWait, splitter::flush)) {
                return CANNOT_WAIT;
            }
            if (!rewritten) {
                target.unfinished(unfinished);
            }
        } finally {
            partial = splitter.hasPartial();
            lock.unlock();
        }
        // The timer thread of all processes must not wait for a file.
        passOn(mayWait);
        return 0;
    }

    /**
     * No more bytes follow.
     *
     * @param mayWait whether to wait until the lines are in the file, and for the expressions of searches
     * @return whether the end was taken; not if the caller would have to wait and cannot
     */
    public boolean end(boolean mayWait) {
        if (!mayWait && (file.wanted().isPresent() || canBlock())) {
            return false;
        }
        silence.begin(0);
        try {
            if (!locked(mayWait, () -> target.batch(mayWait, splitter::end))) {
                return false;
            }
            passOn(mayWait);
        } finally {
            silence.end();
        }
        return true;
    }
}
