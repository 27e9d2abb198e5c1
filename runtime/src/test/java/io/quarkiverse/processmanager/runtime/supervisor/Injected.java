package io.quarkiverse.processmanager.runtime.supervisor;

import java.util.Arrays;

/** Throws at one of the calls that leave the supervisor, and counts them. */
final class Injected {

    private final int failing;
    private int calls;
    private String where = "nothing has thrown";

    Injected(int failing) {
        this.failing = failing;
    }

    /** No call throws. */
    static Injected none() {
        return new Injected(Integer.MAX_VALUE);
    }

    int calls() {
        return calls;
    }

    /** A call that can throw. */
    void call(String what) {
        if (++calls == failing) {
            OutOfMemoryError error = new OutOfMemoryError("injected at " + what);
            where = what + " has thrown, called by " + Arrays.stream(error.getStackTrace()).skip(2).limit(6)
                    .map(frame -> frame.getFileName() + ":" + frame.getLineNumber()).toList();
            throw error;
        }
    }

    boolean hasThrown(Throwable error) {
        return String.valueOf(error.getMessage()).startsWith("injected");
    }

    @Override
    public String toString() {
        return where;
    }
}
