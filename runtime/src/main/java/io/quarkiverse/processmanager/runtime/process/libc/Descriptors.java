package io.quarkiverse.processmanager.runtime.process.libc;

import java.io.IOException;

/** Opens and closes descriptors that no program inherits. */
final class Descriptors {

    private static final int FIRST_AFTER_STANDARD = 3;
    private static final int FILE_MODE = 0666;

    private Descriptors() {
    }

    /**
     * The two ends of a pipe.
     *
     * @param reading the descriptor that is read
     * @param writing the descriptor that is written
     */
    record Pipe(int reading, int writing) {

        void close() {
            Descriptors.close(reading, writing);
        }
    }

    /** Makes a pipe. */
    static Pipe pipe() throws IOException {
        int[] ends = new int[2];
        check("pipe2", Libc.pipe2(ends, Libc.O_CLOEXEC));
        int reading = -1;
        try {
            reading = aboveStandard(ends[0]);
            return new Pipe(reading, aboveStandard(ends[1]));
        } catch (IOException e) {
            close(reading < 0 ? ends[1] : reading);
            throw e;
        }
    }

    /** Opens a file. */
    static int open(String path, int flags) throws IOException {
        byte[] bytes = (path + '\0').getBytes(SpawnMemory.CHARSET);
        return aboveStandard(check("open " + path, Libc.open(bytes, flags | Libc.O_CLOEXEC, FILE_MODE)));
    }

    /** A JVM without input or output gets their numbers for other files, and a child would lose these when it gets its own. */
    static int aboveStandard(int descriptor) throws IOException {
        if (descriptor >= FIRST_AFTER_STANDARD) {
            return descriptor;
        }
        int copy = Libc.duplicateAboveStandard(descriptor);
        int error = Libc.errno();
        Libc.close(descriptor);
        if (copy < 0) {
            throw new SystemError("fcntl", error);
        }
        return copy;
    }

    /** The result of a call that returns -1 and sets the error number when it fails. */
    static int check(String call, int result) throws IOException {
        if (result < 0) {
            throw SystemError.last(call);
        }
        return result;
    }

    /** Closes all of these that are open. */
    static void close(int... descriptors) {
        for (int descriptor : descriptors) {
            if (descriptor >= 0) {
                Libc.close(descriptor);
            }
        }
    }
}
