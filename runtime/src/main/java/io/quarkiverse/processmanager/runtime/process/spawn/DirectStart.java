package io.quarkiverse.processmanager.runtime.process.spawn;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.quarkiverse.processmanager.Stdin;
import io.quarkiverse.processmanager.runtime.process.libc.NativeAccess;
import io.quarkiverse.processmanager.runtime.process.libc.SpawnOrder;
import io.quarkiverse.processmanager.runtime.process.libc.SpawnOrder.Output;
import io.quarkiverse.processmanager.runtime.process.libc.SpawnOrder.Program;
import io.quarkiverse.processmanager.runtime.process.libc.SpawnOrder.Target;
import io.quarkiverse.processmanager.runtime.process.libc.SpawnOrder.Terminal;
import io.quarkiverse.processmanager.runtime.process.libc.SystemError;
import io.quarkiverse.processmanager.runtime.process.spawn.checks.ProgramLookup;
import io.quarkiverse.processmanager.runtime.process.spawn.checks.SearchPath;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartRefusedException;

/** Starts commands on the native way. */
final class DirectStart {

    private DirectStart() {
    }

    /**
     * Starts a command.
     *
     * @param words the words of the command behind those of its starter
     * @param programs finds the cause of a refusal
     * @throws StartRefusedException if the system does not execute the program
     */
    static Process spawn(NativeAccess access, PreparedCommand command, List<String> words, Stdin input, Redirection output,
            ProgramLookup programs) throws IOException {
        try {
            return access.spawn(order(command, words, input, output));
        } catch (SystemError e) {
            command.check(programs);
            throw new StartRefusedException(ExecutionError.explain(e, command), command.repair());
        }
    }

    /** Does everything that a start does before the system executes the program, and undoes it. */
    static void rehearse(NativeAccess access, PreparedCommand command, List<String> words, Stdin input, Redirection output)
            throws IOException {
        access.rehearse(order(command, words, input, output));
    }

    private static SpawnOrder order(PreparedCommand command, List<String> words, Stdin input, Redirection output) {
        return new SpawnOrder(new Program(files(words.get(0), command), words, command.starter().needsSession()),
                command.directory(), command.environment(), input.isOpen(),
                new Output(target(output.stdout()), output.merged() ? Optional.empty() : Optional.of(target(output.stderr()))),
                command.wiring().terminal().map(size -> new Terminal(size.columns(), size.rows())),
                command.wiring().notice(), command.starter().lockLimit());
    }

    private static Target target(Redirect redirect) {
        return redirect.file() == null ? Target.PIPE : Target.appendTo(redirect.file().toPath());
    }

    /**
     * The files that can be the program, as {@code execvp} names them: the program sees that name. A file that does not exist
     * is not tried, because each try costs a fork.
     */
    private static List<String> files(String name, PreparedCommand command) {
        if (name.indexOf('/') >= 0) {
            return List.of(name);
        }
        List<String> files = new ArrayList<>();
        for (String entry : SearchPath.of(command.environment(), command.directory(), command.permission()).entries()) {
            String file = entry.isEmpty() ? name : entry.endsWith("/") ? entry + name : entry + "/" + name;
            if (Files.exists(command.directory().resolve(file))) {
                files.add(file);
            }
        }
        return files.isEmpty() ? List.of(name) : files;
    }
}
