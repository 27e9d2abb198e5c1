package io.quarkiverse.processmanager.runtime.process.libc;

import java.util.Optional;
import java.util.function.IntFunction;

/** This JVM's ends of the pipes of one child. They are made one after the other, and memory can end in between. For one thread. */
final class ChildPipes {

    private final PosixSpawn.Child child;
    private Optional<PipeInput> input = Optional.empty();
    private Optional<PipeEnd> stdout = Optional.empty();
    private Optional<PipeEnd> stderr = Optional.empty();
    private Optional<PipeEnd> notice = Optional.empty();

    ChildPipes(PosixSpawn.Child child) {
        this.child = child;
    }

    /** Makes the ends; {@link #close()} must follow if that fails. */
    void open(IntFunction<PipeEnd> ends) {
        input = child.input() < 0 ? Optional.empty() : Optional.of(new PipeInput(child.input()));
        stdout = child.stdout() < 0 ? Optional.empty() : Optional.of(ends.apply(child.stdout()));
        stderr = child.stderr() < 0 ? Optional.empty() : Optional.of(ends.apply(child.stderr()));
        notice = child.notice() < 0 ? Optional.empty() : Optional.of(ends.apply(child.notice()));
    }

    Optional<PipeInput> input() {
        return input;
    }

    Optional<PipeEnd> stdout() {
        return stdout;
    }

    Optional<PipeEnd> stderr() {
        return stderr;
    }

    Optional<PipeEnd> notice() {
        return notice;
    }

    /** Closes each descriptor once, and releases the library for each end that was made. */
    void close() {
        input.ifPresentOrElse(PipeInput::close, () -> Descriptors.close(child.input()));
        stdout.ifPresentOrElse(PipeEnd::close, () -> Descriptors.close(child.stdout()));
        stderr.ifPresentOrElse(PipeEnd::close, () -> Descriptors.close(child.stderr()));
        notice.ifPresentOrElse(PipeEnd::close, () -> Descriptors.close(child.notice()));
    }
}
