package io.quarkiverse.processmanager.runtime.process.libc;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import io.quarkiverse.processmanager.runtime.process.threads.EngineThreads;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/**
 * Binds the C library to the class loader of this class for as long as it is used: by a native way that is open, by a process that
 * is not reaped, by an open pipe, by a call. JNA keeps a global reference to each bound method, so the JVM cannot free the class
 * loader meanwhile. A JVM that runs several test profiles has a class loader for each of them, one after the other, and must be able
 * to free each of them: so one class loader binds at a time. Safe for use by several threads.
 */
final class Binding {

    /** A system property, because other class loaders see no static field of this one. */
    static final String PROPERTY = "io.quarkiverse.process-manager.native-class-loader";

    private static final String OWN = Integer.toHexString(System.identityHashCode(Binding.class)) + "-" + SystemClock.nanos();

    private static int uses;

    private Binding() {
    }

    /** Another class loader of this JVM has bound the library. */
    static final class HeldException extends IOException {

        private static final long serialVersionUID = 1;

        HeldException() {
            super("another application of this JVM, such as an earlier test profile, uses the native way");
        }
    }

    /**
     * Begins to use the library, and binds it if nothing else uses it. Each use must be released.
     *
     * @throws HeldException if another class loader of this JVM has bound it
     * @throws LinkageError if JNA or a function is missing
     */
    static synchronized void use() throws HeldException {
        if (uses == 0) {
            bind();
        }
        uses++;
    }

    /** Begins one more use, for a caller that uses the library already. */
    static synchronized void useMore() {
        uses++;
    }

    private static void bind() throws HeldException {
        if (System.getProperties().putIfAbsent(PROPERTY, OWN) != null) {
            throw new HeldException();
        }
        boolean bound = false;
        try {
            bindOnThread();
            bound = true;
        } finally {
            if (!bound) {
                System.getProperties().remove(PROPERTY, OWN);
            }
        }
    }

    /** JNA leaves an object of its class loader in the thread that binds, so that thread has to end. */
    private static void bindOnThread() {
        try {
            // An interrupt must not separate the binding from its first use.
            CompletableFuture.runAsync(Libc::bind, thread -> EngineThreads.create("binding", thread).start()).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }

    /** The number of uses. For tests. */
    static synchronized int uses() {
        return uses;
    }

    /** Ends one use. With the last one the class loader can be freed, and another one can bind the library. */
    static synchronized void release() {
        uses--;
        if (uses == 0) {
            Libc.unbind();
            System.getProperties().remove(PROPERTY, OWN);
        }
    }
}
