package io.quarkiverse.processmanager.runtime.process;

import java.util.List;
import java.util.Optional;

import io.quarkiverse.processmanager.Command;
import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.LogLine.Stream;
import io.quarkiverse.processmanager.ProcessException.Reason;

/** The readers of both streams of one process. */
record Pumps(OutputPump stdout, OutputPump stderr) {

    private static final int CANNOT_EXECUTE = 126;
    private static final int NOT_FOUND = 127;
    private static final long LAST_WORDS_MILLIS = 100;
    private static final long DRAIN_MILLIS = 250;

    static Pumps takeOver(Process process, ProcessRunner.Launch launch, ProcessOutput output, OsProcessRunner runner) {
        Spawner spawner = runner.machine().spawner();
        ChildPipe out = spawner.takeOver(process, process.getInputStream(), 1);
        ChildPipe err = spawner.takeOver(process, process.getErrorStream(), 2);
        return new Pumps(pump(Stream.STDOUT, out, launch, output, runner), pump(Stream.STDERR, err, launch, output, runner));
    }

    private static OutputPump pump(Stream stream, ChildPipe pipe, ProcessRunner.Launch launch, ProcessOutput output,
            OsProcessRunner runner) {
        StreamOutput target = output.stream(stream, launch.log().maxLineBytes(), () -> runner.changed(output));
        String name = launch.processId() + (stream == Stream.STDOUT ? "-stdout" : "-stderr");
        return new OutputPump(name, pipe, target, runner.machine().timer());
    }

    void start() {
        stdout.start();
        stderr.start();
    }

    /** Waits for the rest of the output. Nothing of the tree is alive, so it only lasts if somebody else holds the pipes. */
    void finish() {
        try {
            stdout.finish(DRAIN_MILLIS);
            stderr.finish(DRAIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the end is that of the program that makes the session, which could not execute the command. */
    Optional<StartFailure> neverExecuted(int code, Command command, ProcessOutput output) {
        if (code != CANNOT_EXECUTE && code != NOT_FOUND) {
            return Optional.empty();
        }
        try {
            stderr.awaitEnd(LAST_WORDS_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<LogLine> lines = output.lines(2);
        String program = command.shell() ? "/bin/sh" : command.words().get(0);
        if (lines.size() != 1 || !lines.get(0).text().startsWith("setsid: ") || !lines.get(0).text().contains(program)) {
            return Optional.empty();
        }
        String text = lines.get(0).text().substring("setsid: ".length());
        if (code == NOT_FOUND) {
            return Optional.of(new StartFailure(Reason.BAD_INTERPRETER,
                    "the interpreter or the loader that the program needs does not exist (" + text + ")"));
        }
        return Optional.of(new StartFailure(text.contains("busy") ? Reason.ETXTBSY : Reason.SPAWN_FAILED, text));
    }
}
