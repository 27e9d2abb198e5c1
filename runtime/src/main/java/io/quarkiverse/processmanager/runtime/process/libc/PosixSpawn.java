package io.quarkiverse.processmanager.runtime.process.libc;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.quarkiverse.processmanager.runtime.process.libc.Descriptors.Pipe;
import io.quarkiverse.processmanager.runtime.process.libc.SpawnOrder.Target;

/**
 * Starts programs with {@code posix_spawn}: one system call instead of a chain of programs, and the error number of a program
 * that cannot be executed comes back at once. Safe for use by several threads.
 */
final class PosixSpawn {

    private static final int STDIN = 0;
    private static final int STDOUT = 1;
    private static final int STDERR = 2;
    private static final String NOTHING = "/dev/null";

    private final SpawnAttributes inSession;
    private final SpawnAttributes inSameSession;

    PosixSpawn() throws SystemError {
        inSession = new SpawnAttributes(true);
        inSameSession = new SpawnAttributes(false);
    }

    /**
     * A child and the descriptors of this JVM; a missing pipe is -1.
     *
     * @param pid the pid
     * @param input the writing end of its input
     * @param stdout the reading end of its standard output
     * @param stderr the reading end of its error output
     */
    record Child(int pid, int input, int stdout, int stderr) {
    }

    /**
     * Starts a program.
     *
     * @throws SystemError if the program cannot be executed, or the system refuses something else
     */
    Child spawn(SpawnOrder order) throws IOException {
        Files files = new Files();
        try {
            files.open(order);
            int pid = execute(order, files);
            files.closeChildEnds();
            return new Child(pid, files.input, files.stdout, files.stderr);
        } catch (IOException | RuntimeException | Error e) {
            files.closeAll();
            throw e;
        }
    }

    private int execute(SpawnOrder order, Files files) throws SystemError {
        try (SpawnMemory memory = new SpawnMemory(order)) {
            require("posix_spawn_file_actions_init", Libc.posix_spawn_file_actions_init(memory.actions()));
            try {
                addActions(memory, files);
                return executeFirst(order, memory, files);
            } finally {
                Libc.posix_spawn_file_actions_destroy(memory.actions());
            }
        }
    }

    private static void addActions(SpawnMemory memory, Files files) throws SystemError {
        long actions = memory.actions();
        require("adddup2", Libc.posix_spawn_file_actions_adddup2(actions, files.childInput, STDIN));
        require("adddup2", Libc.posix_spawn_file_actions_adddup2(actions, files.childStdout, STDOUT));
        require("adddup2", Libc.posix_spawn_file_actions_adddup2(actions, files.childStderr, STDERR));
        require("addchdir_np", Libc.posix_spawn_file_actions_addchdir_np(actions, memory.directory()));
        require("addclosefrom_np", Libc.posix_spawn_file_actions_addclosefrom_np(actions, STDERR + 1));
    }

    /** Tries the files in their order, as {@code execvp} does. */
    private int executeFirst(SpawnOrder order, SpawnMemory memory, Files files) throws SystemError {
        int error = Libc.ENOENT;
        boolean refused = false;
        for (int i = 0; i < memory.files().size(); i++) {
            error = Libc.posix_spawn(memory.pidAddress(), memory.files().get(i), memory.actions(),
                    (order.program().session() ? inSession : inSameSession).address(), memory.arguments(),
                    memory.environment());
            if (error == 0) {
                return Libc.getInt(memory.pidAddress());
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

    /** The descriptors of one start: those of this JVM, and those that become 0, 1 and 2 of the child. */
    private static final class Files {

        private int input = -1;
        private int stdout = -1;
        private int stderr = -1;
        private int childInput = -1;
        private int childStdout = -1;
        private int childStderr = -1;
        private final List<Integer> childEnds = new ArrayList<>();

        void open(SpawnOrder order) throws IOException {
            if (order.input()) {
                Pipe pipe = Descriptors.pipe();
                childInput = childEnd(pipe.reading());
                input = pipe.writing();
                Libc.setNonBlocking(input);
            } else {
                childInput = childEnd(Descriptors.open(NOTHING, Libc.O_RDONLY));
            }
            Optional<Pipe> out = pipe(order.output().stdout());
            stdout = out.map(Pipe::reading).orElse(-1);
            childStdout = childEnd(out.isPresent() ? out.get().writing() : append(order.output().stdout()));
            if (order.output().stderr().isEmpty()) {
                childStderr = childStdout;
                return;
            }
            Target error = order.output().stderr().get();
            Optional<Pipe> err = pipe(error);
            stderr = err.map(Pipe::reading).orElse(-1);
            childStderr = childEnd(err.isPresent() ? err.get().writing() : append(error));
        }

        private int childEnd(int descriptor) {
            childEnds.add(descriptor);
            return descriptor;
        }

        /** A pipe whose reading end never blocks, unless the target is a file. */
        private static Optional<Pipe> pipe(Target target) throws IOException {
            if (target.file().isPresent()) {
                return Optional.empty();
            }
            Pipe pipe = Descriptors.pipe();
            Libc.setNonBlocking(pipe.reading());
            return Optional.of(pipe);
        }

        private static int append(Target target) throws IOException {
            Path file = target.file().orElseThrow().toAbsolutePath();
            return Descriptors.open(file.toString(), Libc.O_WRONLY | Libc.O_APPEND | Libc.O_CREAT);
        }

        void closeChildEnds() {
            childEnds.forEach(Descriptors::close);
            childEnds.clear();
        }

        void closeAll() {
            closeChildEnds();
            Descriptors.close(input, stdout, stderr);
        }
    }
}
