package io.quarkiverse.processmanager.runtime.process.libc;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Sets the soft limit of file locks of new processes, which Linux does not enforce. All processes that descend from them inherit
 * it. Safe for use by several threads.
 */
final class LockLimit {

    private static final int RLIMIT_LOCKS = 10;
    private static final long UNLIMITED = -1;
    private static final int LIST_BYTES = 4096;

    private final boolean possible;

    private LockLimit(boolean possible) {
        this.possible = possible;
    }

    /** Nothing is set if this JVM has a hard limit, which could be lower. */
    static LockLimit ofThisJvm() {
        long[] own = new long[2];
        return new LockLimit(Libc.prlimit(0, RLIMIT_LOCKS, null, own) == 0 && own[1] == UNLIMITED);
    }

    /**
     * Sets the limit of a child that is not reaped yet, and of the processes that it has started meanwhile: this thread may have
     * waited for a CPU since the child was started. The system can refuse a child that has changed its user, so that child sets the
     * limit itself before.
     */
    void set(int pid, long limit) {
        if (possible && Libc.prlimit(pid, RLIMIT_LOCKS, new long[] { limit, UNLIMITED }, null) == 0) {
            setForChildren(pid, limit);
        }
    }

    /** Does nothing if this kernel does not list children. */
    private void setForChildren(int pid, long limit) {
        try (InputStream in = new FileInputStream("/proc/" + pid + "/task/" + pid + "/children")) {
            byte[] list = new byte[LIST_BYTES];
            int length = in.read(list);
            int child = 0;
            for (int i = 0; i < length; i++) {
                if (list[i] == ' ') {
                    set(child, limit);
                    child = 0;
                } else {
                    child = child * 10 + (list[i] - '0');
                }
            }
        } catch (IOException e) {
            // The child has exited.
        }
    }
}
