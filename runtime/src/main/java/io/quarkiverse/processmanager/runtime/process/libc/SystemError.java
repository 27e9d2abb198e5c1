package io.quarkiverse.processmanager.runtime.process.libc;

import java.io.IOException;

/** A call of the C library has failed. */
public final class SystemError extends IOException {

    private static final long serialVersionUID = 1;

    private final int number;

    SystemError(String call, int number) {
        super(call + ": error=" + number);
        this.number = number;
    }

    /** The error of the last call on this thread. */
    static SystemError last(String call) {
        return new SystemError(call, Libc.errno());
    }

    /** The error number, such as 2 for {@code ENOENT}. */
    public int number() {
        return number;
    }
}
