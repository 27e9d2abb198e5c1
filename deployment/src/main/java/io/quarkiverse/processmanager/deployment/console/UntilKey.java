package io.quarkiverse.processmanager.deployment.console;

import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.aesh.command.invocation.CommandInvocation;
import org.aesh.readline.action.KeyAction;
import org.aesh.readline.terminal.Key;

/**
 * Runs work that can last until a key ends it. Ctrl-C and Esc end the terminal mode of the console, which closes the connection of the
 * command and thereby ends its work, too; dev mode goes on.
 */
final class UntilKey {

    static final String HINT = "-- q: back to the prompt; Ctrl-C: back to the application --";

    private static final Set<Key> END = Set.of(Key.q, Key.Q, Key.ENTER, Key.CTRL_C, Key.CTRL_D);

    /** Entering the mode for single keys starts a program, so work that is as fast as this does without. */
    private static final long SHORT_MILLIS = 150;
    private static final long PAUSE_MILLIS = 20;

    private final Work work;
    private final Thread caller = Thread.currentThread();
    private final CountDownLatch left = new CountDownLatch(1);
    private boolean disconnected;
    private volatile boolean success;
    private volatile boolean ended;
    private volatile RuntimeException failure;

    private UntilKey(Work work) {
        this.work = work;
    }

    /** Something that lasts. */
    interface Work {

        /** @return whether it has succeeded */
        boolean run();

        /** Ends the work, from another thread. The work may then fail. */
        void end();
    }

    /**
     * Returns when the work has ended or a key has ended it.
     *
     * @param left what to print after a key; empty for nothing
     * @return whether the work has succeeded or a key has ended it
     */
    static boolean run(CommandInvocation invocation, ConsoleOutput out, String left, Work work) {
        return new UntilKey(work).run(invocation, out, left);
    }

    private boolean run(CommandInvocation invocation, ConsoleOutput out, String text) {
        Thread worker = new Thread(this::work, "process-manager-console-command");
        worker.setDaemon(true);
        worker.start();
        try {
            worker.join(SHORT_MILLIS);
            awaitKey(invocation);
        } catch (InterruptedException e) {
            // The work has ended.
        }
        boolean byKey = !ended;
        left.countDown();
        if (byKey && !disconnected && !text.isEmpty()) {
            out.line(text);
        }
        out.close();
        work.end();
        join(worker);
        if (failure != null && !byKey) {
            throw failure;
        }
        return success || byKey;
    }

    private void work() {
        try {
            success = work.run();
        } catch (RuntimeException e) {
            failure = e;
        }
        ended = true;
        try {
            while (!left.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                interruptInput();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Without a key the connection is closed. */
    private void awaitKey(CommandInvocation invocation) throws InterruptedException {
        boolean over = false;
        while (!ended && !over) {
            KeyAction key = invocation.input();
            disconnected = key == null;
            over = disconnected || END.contains(key);
        }
    }

    /** Interrupts the wait for a key, but not the programs that set the mode of the terminal before and behind it. */
    private void interruptInput() {
        Object blocker = LockSupport.getBlocker(caller);
        if (blocker != null && blocker.getClass().getEnclosingClass() == CountDownLatch.class) {
            caller.interrupt();
        }
    }

    private static void join(Thread worker) {
        while (worker.isAlive()) {
            try {
                worker.join();
            } catch (InterruptedException e) {
                // The worker says that it has ended.
            }
        }
        Thread.interrupted();
    }
}
