package io.quarkiverse.processmanager.deployment.console;

import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;

/** The characters that the user types. The thread that reads the terminal adds them, the thread of the full screen takes them. */
final class TypedKeys {

    /** What {@link #read} returns after the end. */
    static final int END = -1;
    /** What {@link #read} returns if no character has come in time. */
    static final int TIMEOUT = -2;

    private static final int MOST_WAITING = 64 * 1024;

    private final LinkedBlockingDeque<Integer> waiting = new LinkedBlockingDeque<>(MOST_WAITING);

    /** Adds characters. What the full screen cannot take in time is lost. */
    void add(int[] codePoints) {
        for (int codePoint : codePoints) {
            waiting.offer(codePoint);
        }
    }

    /** From now on there are no more characters, and those that wait are lost. */
    void end() {
        waiting.clear();
        waiting.offer(END);
    }

    /** Takes the next character. A negative time waits without a limit. */
    int read(int timeoutMs) {
        Integer next = next(timeoutMs);
        if (next == null) {
            return TIMEOUT;
        }
        if (next == END) {
            waiting.offerFirst(END);
        }
        return next;
    }

    /** Shows the next character, which the next {@link #read} takes. */
    int peek(int timeoutMs) {
        int next = read(timeoutMs);
        if (next >= 0) {
            waiting.offerFirst(next);
        }
        return next;
    }

    private Integer next(int timeoutMs) {
        try {
            return timeoutMs < 0 ? waiting.take() : waiting.poll(timeoutMs, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return END;
        }
    }
}
