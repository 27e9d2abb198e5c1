package io.quarkiverse.processmanager.runtime.process.libc;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A program to start, with everything that it inherits.
 *
 * @param program the file and its arguments
 * @param directory the working directory
 * @param environment the whole environment
 * @param input whether the input is a pipe; otherwise it is at its end
 * @param output the destinations of the output
 * @param terminal the pseudo-terminal that replaces the input and the output; empty for none
 * @param notice the number of the descriptor on which the program reports that it is ready; empty for none
 * @param lockLimit the soft limit of file locks, as far as the system permits it; empty for that of this JVM
 */
public record SpawnOrder(Program program, Path directory, Map<String, String> environment, boolean input, Output output,
        Optional<Terminal> terminal, OptionalInt notice, OptionalLong lockLimit) {

    /** A program with pipes or files. */
    public SpawnOrder(Program program, Path directory, Map<String, String> environment, boolean input, Output output) {
        this(program, directory, environment, input, output, Optional.empty(), OptionalInt.empty(), OptionalLong.empty());
    }

    SpawnOrder with(Program other) {
        return new SpawnOrder(other, directory, environment, input, output, terminal, notice, lockLimit);
    }

    /**
     * A pseudo-terminal. The terminal controls the session of a program with a session of its own.
     *
     * @param columns the width, in characters
     * @param rows the height, in lines
     */
    public record Terminal(int columns, int rows) {
    }

    /**
     * A program.
     *
     * @param files the files that may be the program, in the order of the search path; a relative path starts at the working
     *        directory of the program
     * @param arguments the arguments, the first of which is the name of the program
     * @param session whether the program becomes the leader of a session and a group of its own
     */
    public record Program(List<String> files, List<String> arguments, boolean session) {

        private static final String SHELL = "/bin/sh";

        public Program {
            files = List.copyOf(files);
            arguments = List.copyOf(arguments);
        }

        boolean isScript() {
            return files.equals(List.of(SHELL));
        }

        /** A text without an interpreter line, which the shell runs. */
        Program asScript(String file) {
            List<String> words = new ArrayList<>(List.of(SHELL, file));
            words.addAll(arguments.subList(1, arguments.size()));
            return new Program(List.of(SHELL), words, session);
        }
    }

    /**
     * The destinations of the standard output and the error output.
     *
     * @param stdout the destination of the standard output
     * @param stderr the destination of the error output; empty if that is the standard output
     */
    public record Output(Target stdout, Optional<Target> stderr) {
    }

    /**
     * One destination.
     *
     * @param file the file to which the output is appended; empty for a pipe
     */
    public record Target(Optional<Path> file) {

        /** A pipe, whose other end the process has. */
        public static final Target PIPE = new Target(Optional.empty());

        /** Appends to a file, which is created if it does not exist. */
        public static Target appendTo(Path file) {
            return new Target(Optional.of(file));
        }
    }
}
