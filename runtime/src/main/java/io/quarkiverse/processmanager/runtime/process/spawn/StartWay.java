package io.quarkiverse.processmanager.runtime.process.spawn;

import java.util.Optional;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.runtime.process.libc.NativeAccess;

/**
 * The way in which a runner starts processes: directly with the C library, or with the JDK and a chain of programs. The first
 * start decides, because that loads a library and tries it. Safe for use by several threads.
 */
public final class StartWay {

    private static final Logger LOG = Logger.getLogger(StartWay.class);

    private final Supplier<NativeAccess.Answer> opener;
    private boolean off;
    private volatile Optional<NativeAccess.Answer> answer = Optional.empty();

    /** @param opener opens the native way, if this machine has one */
    public StartWay(Supplier<NativeAccess.Answer> opener) {
        this.opener = opener;
    }

    /** Turns the native way off, or leaves it to the self-test, for the next starts. */
    public synchronized void off(boolean off) {
        this.off = off;
    }

    /** The native way; empty if processes are started with the JDK. The first call decides, and may take a moment. */
    public synchronized Optional<NativeAccess> access() {
        if (off) {
            return Optional.empty();
        }
        if (answer.isEmpty()) {
            answer = Optional.of(opener.get());
            LOG.debug(describe());
        }
        return answer.get().access();
    }

    /** The native way; empty if processes are started with the JDK, or none has been started yet. Never waits. */
    public Optional<NativeAccess> decided() {
        return answer.flatMap(NativeAccess.Answer::access);
    }

    /** How processes are started, and why not natively, in one sentence. */
    public synchronized String describe() {
        if (off) {
            return "with the JDK, because quarkus.process-manager.native=off";
        }
        if (answer.isEmpty()) {
            return "not known before the first start";
        }
        return answer.get().access().isPresent() ? "with posix_spawn" : "with the JDK, because " + answer.get().obstacle();
    }

    /** Ends the native way, and waits at most so long. No process may be started afterwards. */
    public synchronized void close(long millis) throws InterruptedException {
        if (answer.isPresent() && answer.get().access().isPresent()) {
            answer.get().access().get().close(millis);
        }
    }
}
