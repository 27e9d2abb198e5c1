package io.quarkiverse.processmanager.runtime.service;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.quarkiverse.processmanager.runtime.program.JavaCommand;

/**
 * The program of a service on this machine. A program can be in a directory beside that of the server: Debian has servers in
 * {@code sbin} and their clients in {@code bin}.
 *
 * @param directory the directory of the server, or of the jar of a Java program
 * @param version the version as far as the place of the program shows it
 * @param classPath the options of {@code java} that select the class path of a Java program; empty for any other program
 */
public record FoundProgram(Path directory, Optional<String> version, List<String> classPath) {

    private static final List<String> BESIDE = List.of("bin", "sbin");

    public FoundProgram {
        classPath = List.copyOf(classPath);
    }

    /** A program that is no Java program. */
    FoundProgram(Path directory, Optional<String> version) {
        this(directory, version, List.of());
    }

    /** Whether the program is the class path of a Maven artifact. */
    public boolean isJava() {
        return !classPath.isEmpty();
    }

    /** The command line that runs a class of a class path; without a program the class path is missing. */
    public static List<String> java(Optional<FoundProgram> program, List<String> options, String mainClass) {
        List<String> words = new ArrayList<>(List.of(JavaCommand.executable()));
        words.addAll(options);
        program.ifPresent(found -> words.addAll(found.classPath()));
        words.add(mainClass);
        return words;
    }

    /** The path of an executable. */
    public String path(String executable) {
        return find(directory, executable).orElseGet(() -> directory.resolve(executable)).toString();
    }

    /** Whether an executable with this name is there. */
    public boolean has(String executable) {
        return find(directory, executable).isPresent();
    }

    /** The path of an executable in a directory or beside it. */
    static Optional<Path> find(Path directory, String executable) {
        return Stream.concat(Stream.of(directory), BESIDE.stream().map(directory::resolveSibling))
                .map(place -> place.resolve(executable)).filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }
}
