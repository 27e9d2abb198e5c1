package io.quarkiverse.processmanager.runtime.process.spawn;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.runtime.process.libc.NativeAccess;

/**
 * The way in which a runner starts processes: directly with the C library, or with the JDK and a chain of programs. The first
 * start decides, because that loads a library and tries it. Safe for use by several threads; only {@link #access()} waits for the
 * decision.
 */
public final class StartWay {

    private static final Logger LOG = Logger.getLogger(StartWay.class);

    private final Supplier<NativeAccess.Answer> opener;
    private final ReentrantLock deciding = new ReentrantLock();
    private volatile boolean off;
    private volatile boolean closed;
    private volatile Optional<NativeAccess.Answer> answer = Optional.empty();

    /** @param opener opens the native way, if this machine has one */
    public StartWay(Supplier<NativeAccess.Answer> opener) {
        this.opener = opener;
    }

    /** Turns the native way off, or leaves it to the self-test, for the next starts. */
    public void off(boolean off) {
        this.off = off;
    }

    /** The native way; empty if processes are started with the JDK. The first call decides, and may take a moment. */
    public Optional<NativeAccess> access() {
        if (off) {
            return Optional.empty();
        }
        if (answer.isEmpty()) {
            decide();
        }
        return decided();
    }

    private void decide() {
        deciding.lock();
        try {
            if (answer.isEmpty()) {
                answer = Optional.of(closed ? NativeAccess.Answer.none("the runner is closed") : opener.get());
                LOG.debug(describe());
            }
        } finally {
            deciding.unlock();
        }
        if (closed) {
            closeAccess(0);
        }
    }

    /** The native way; empty if processes are started with the JDK, or none has been started yet. Never waits. */
    public Optional<NativeAccess> decided() {
        return answer.flatMap(NativeAccess.Answer::access);
    }

    /** How processes are started, and why not natively, in one sentence. Never waits. */
    public String describe() {
        if (off) {
            return "with the JDK, because quarkus.process-manager.native=off";
        }
        Optional<NativeAccess.Answer> known = answer;
        if (known.isEmpty()) {
            return deciding.isLocked() ? "not known yet: the self-test of the C library is running"
                    : "not known before the first start";
        }
        return known.get().access().isPresent() ? "with posix_spawn" : "with the JDK, because " + known.get().obstacle();
    }

    /**
     * Ends the native way, and waits at most so long. A decision that is not made by then ends the native way itself. No process
     * may be started afterwards.
     */
    public void close(long millis) throws InterruptedException {
        closed = true;
        if (deciding.tryLock(millis, TimeUnit.MILLISECONDS)) {
            deciding.unlock();
            if (decided().isPresent()) {
                decided().get().close(millis);
            }
        }
    }

    private void closeAccess(long millis) {
        try {
            if (decided().isPresent()) {
                decided().get().close(millis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
