package io.quarkiverse.processmanager.runtime.process.libc;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.quarkiverse.processmanager.runtime.process.libc.Descriptors.Pipe;
import io.quarkiverse.processmanager.runtime.process.libc.SpawnOrder.Target;

/** The descriptors of one start: those of this JVM, and those that become 0, 1 and 2 of the child. For one thread. */
final class ChildFiles {

    private static final String NOTHING = "/dev/null";

    private int input = -1;
    private int stdout = -1;
    private int stderr = -1;
    private int childInput = -1;
    private int childStdout = -1;
    private int childStderr = -1;
    private Optional<String> slave = Optional.empty();
    private int notice = -1;
    private int childNotice = -1;
    private final List<Integer> childEnds = new ArrayList<>();

    void open(SpawnOrder order) throws IOException {
        if (order.notice().isPresent()) {
            Pipe pipe = Descriptors.pipe();
            notice = pipe.reading();
            childNotice = childEnd(pipe.writing());
            Libc.setNonBlocking(notice);
        }
        if (order.terminal().isPresent()) {
            openTerminal(order.terminal().get());
            return;
        }
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

    /** The slave stays open until the child has it: a read of a master whose slave nothing has open reports the end. */
    private void openTerminal(SpawnOrder.Terminal size) throws IOException {
        PseudoTerminal terminal = PseudoTerminal.open(size);
        stdout = terminal.master();
        input = Descriptors.check("fcntl", Libc.duplicateAboveStandard(stdout));
        slave = Optional.of(terminal.slave());
        childEnd(Descriptors.open(terminal.slave(), Libc.O_RDWR | Libc.O_NOCTTY));
    }

    /** The path of the terminal that becomes 0, 1 and 2 of the child; empty for pipes and files. */
    Optional<String> slave() {
        return slave;
    }

    int input() {
        return input;
    }

    int stdout() {
        return stdout;
    }

    int stderr() {
        return stderr;
    }

    int notice() {
        return notice;
    }

    int childNotice() {
        return childNotice;
    }

    int childInput() {
        return childInput;
    }

    int childStdout() {
        return childStdout;
    }

    int childStderr() {
        return childStderr;
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
        Descriptors.close(input, stdout, stderr, notice);
    }
}
