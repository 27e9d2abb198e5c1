package io.quarkiverse.processmanager.runtime.process.threads;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.runtime.time.SystemClock;

/**
 * Logs the failures of code that continues after each of them, once a minute at most: an {@link OutOfMemoryError} rarely comes
 * alone. Safe for use by several threads.
 */
public final class FailureReport {

    private static final Logger LOG = Logger.getLogger(FailureReport.class);
    private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final String what;
    private final AtomicLong nextNanos = new AtomicLong(SystemClock.nanos());

    /**
     * @param what what has failed, such as "cannot read the output of process 'db'"
     */
    public FailureReport(String what) {
        this.what = what;
    }

    /** Reports a failure. Never throws. */
    public void failed(Throwable error) {
        failed("", error);
    }

    /** Reports a failure with a consequence, such as "; 10 bytes are missing". Never throws. */
    public void failed(String consequence, Throwable error) {
        long now = SystemClock.nanos();
        long next = nextNanos.get();
        if (now - next < 0 || !nextNanos.compareAndSet(next, now + PAUSE_NANOS)) {
            return;
        }
        try {
            LOG.errorf(error, "%s: %s%s; further failures of this kind within a minute are not reported", what,
                    error, consequence);
        } catch (Throwable e) {
            // There is no memory for the message either.
        }
    }
}
