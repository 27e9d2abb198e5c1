package io.quarkiverse.processmanager.runtime.process.spawn;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.runtime.process.libc.NativeAccess;

/**
 * The way in which a runner starts processes: directly with the C library, or with the JDK and a chain of programs. The first
 * start decides, because that loads a library and tries it. If the JVM lacks file descriptors or memory then, the next start decides
 * again. Safe for use by several threads; only {@link #access()} waits for the decision.
 */
public final class StartWay {

    private static final Logger LOG = Logger.getLogger(StartWay.class);

    private final Supplier<NativeAccess.Answer> opener;
    private final ReentrantLock deciding = new ReentrantLock();
    private volatile boolean off;
    private volatile boolean closed;
    /** The last answer, which may be a passing one. */
    private volatile Optional<NativeAccess.Answer> answer = Optional.empty();
    /** Guarded by the lock. */
    private boolean warned;

    /** @param opener opens the native way, if this machine has one */
    public StartWay(Supplier<NativeAccess.Answer> opener) {
        this.opener = opener;
    }

    /** Turns the native way off, or leaves it to the self-test, for the next starts. */
    public void off(boolean off) {
        this.off = off;
    }

    /**
     * The native way; empty if processes are started with the JDK. The first call decides, and may take a moment. A later call decides
     * if the obstacle could have gone away.
     */
    public Optional<NativeAccess> access() {
        if (off) {
            return Optional.empty();
        }
        if (!isFinal()) {
            decide();
        }
        return decided();
    }

    private boolean isFinal() {
        return answer.isPresent() && !answer.get().passing();
    }

    /** Whether there is no native way now because of a shortage, and a later start tries it again. */
    boolean mayComeLater() {
        return !off && answer.filter(NativeAccess.Answer::passing).isPresent();
    }

    private void decide() {
        deciding.lock();
        try {
            if (!isFinal()) {
                boolean again = answer.isPresent();
                answer = Optional.of(closed ? NativeAccess.Answer.none("the runner is closed") : opener.get());
                report(again);
            }
        } finally {
            deciding.unlock();
        }
        if (closed) {
            closeAccess(0);
        }
    }

    /** What happened is in the log once, although each start tries it again. */
    private void report(boolean again) {
        if (mayComeLater() && !warned) {
            warned = true;
            LOG.warnf("processes are started %s", describe());
        } else if (again && decided().isPresent()) {
            LOG.infof("processes are started %s from now on", describe());
        } else if (again && !closed && isFinal()) {
            LOG.warnf("processes are started %s; a restart of the application tries posix_spawn again", describe());
        } else {
            LOG.debug(describe());
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
        return known.get().access().isPresent() ? "with posix_spawn"
                : "with the JDK, because " + known.get().obstacle()
                        + (known.get().passing() ? "; the next start tries posix_spawn again" : "");
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
