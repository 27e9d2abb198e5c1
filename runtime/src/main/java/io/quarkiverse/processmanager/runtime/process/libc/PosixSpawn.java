package io.quarkiverse.processmanager.runtime.process.libc;

import java.io.IOException;
import java.util.OptionalInt;

/**
 * Starts programs with {@code posix_spawn}: one system call instead of a chain of programs, and the error number of a program
 * that cannot be executed comes back at once. Safe for use by several threads.
 */
final class PosixSpawn {

    private static final int STDIN = 0;
    private static final int STDOUT = 1;
    private static final int STDERR = 2;

    private final SpawnAttributes inSession;
    private final SpawnAttributes inSameSession;
    private final LockLimit lockLimit = LockLimit.ofThisJvm();

    PosixSpawn() throws SystemError {
        inSession = new SpawnAttributes(true);
        inSameSession = new SpawnAttributes(false);
    }

    /**
     * A child and the descriptors of this JVM; a missing pipe is -1. With a terminal the input and the standard output are two
     * descriptors of the master.
     *
     * @param pid the pid
     * @param input the writing end of its input
     * @param stdout the reading end of its standard output
     * @param stderr the reading end of its error output
     * @param notice the reading end of the pipe on which it reports that it is ready
     */
    record Child(int pid, int input, int stdout, int stderr, int notice) {
    }

    /**
     * Starts a program.
     *
     * @throws SystemError if the program cannot be executed, or the system refuses something else
     */
    Child spawn(SpawnOrder order) throws IOException {
        ChildFiles files = new ChildFiles();
        try {
            files.open(order);
            int pid = execute(order, files);
            files.closeChildEnds();
            return new Child(pid, files.input(), files.stdout(), files.stderr(), files.notice());
        } catch (IOException | RuntimeException | Error e) {
            files.closeAll();
            throw e;
        }
    }

    /** Prepares the start of a program, and releases what that takes. */
    void rehearse(SpawnOrder order) throws IOException {
        ChildFiles files = new ChildFiles();
        try {
            files.open(order);
            try (SpawnMemory memory = new SpawnMemory(order, files.slave())) {
                addActions(memory, files, order.notice());
            }
        } finally {
            files.closeAll();
        }
    }

    private int execute(SpawnOrder order, ChildFiles files) throws SystemError {
        try (SpawnMemory memory = new SpawnMemory(order, files.slave())) {
            addActions(memory, files, order.notice());
            return executeFirst(order, memory, files);
        }
    }

    private static void addActions(SpawnMemory memory, ChildFiles files, OptionalInt notice) throws SystemError {
        long actions = memory.actions();
        if (files.slave().isPresent()) {
            // The leader of a session without a terminal gets the first terminal that it opens.
            require("addopen", Libc.posix_spawn_file_actions_addopen(actions, STDIN, memory.slave(), Libc.O_RDWR, 0));
            require("adddup2", Libc.posix_spawn_file_actions_adddup2(actions, STDIN, STDOUT));
            require("adddup2", Libc.posix_spawn_file_actions_adddup2(actions, STDIN, STDERR));
        } else {
            require("adddup2", Libc.posix_spawn_file_actions_adddup2(actions, files.childInput(), STDIN));
            require("adddup2", Libc.posix_spawn_file_actions_adddup2(actions, files.childStdout(), STDOUT));
            require("adddup2", Libc.posix_spawn_file_actions_adddup2(actions, files.childStderr(), STDERR));
        }
        require("addchdir_np", Libc.posix_spawn_file_actions_addchdir_np(actions, memory.directory()));
        int first = STDERR + 1;
        if (notice.isPresent()) {
            require("adddup2", Libc.posix_spawn_file_actions_adddup2(actions, files.childNotice(), notice.getAsInt()));
            for (; first < notice.getAsInt(); first++) {
                require("addclose", Libc.posix_spawn_file_actions_addclose(actions, first));
            }
            first++;
        }
        require("addclosefrom_np", Libc.posix_spawn_file_actions_addclosefrom_np(actions, first));
    }

    /** Tries the files in their order, as {@code execvp} does. */
    private int executeFirst(SpawnOrder order, SpawnMemory memory, ChildFiles files) throws SystemError {
        int error = Libc.ENOENT;
        boolean refused = false;
        for (int i = 0; i < memory.files().size(); i++) {
            error = Libc.posix_spawn(memory.pidAddress(), memory.files().get(i), memory.actions(),
                    (order.program().session() ? inSession : inSameSession).address(), memory.arguments(),
                    memory.environment());
            if (error == 0) {
                int pid = Libc.getInt(memory.pidAddress());
                if (order.lockLimit().isPresent()) {
                    // At once: what the program starts before is not marked, unless it is still its child.
                    lockLimit.set(pid, order.lockLimit().getAsLong());
                }
                return pid;
            }
            if (error == Libc.ENOEXEC && !order.program().isScript()) {
                SpawnOrder.Program script = order.program().asScript(order.program().files().get(i));
                return execute(order.with(script), files);
            }
            refused |= error == Libc.EACCES;
            if (error != Libc.ENOENT && error != Libc.ENOTDIR && error != Libc.EACCES) {
                break;
            }
        }
        throw new SystemError("posix_spawn", refused && (error == Libc.ENOENT || error == Libc.ENOTDIR) ? Libc.EACCES : error);
    }

    private static void require(String call, int error) throws SystemError {
        if (error != 0) {
            throw new SystemError(call, error);
        }
    }
}
