package io.quarkiverse.processmanager.runtime.service;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The program of a service on this machine. A program can be in a directory beside that of the server: Debian has servers in
 * {@code sbin} and their clients in {@code bin}.
 *
 * @param directory the directory of the server
 * @param version the version as far as the place of the program shows it
 */
public record FoundProgram(Path directory, Optional<String> version) {

    private static final List<String> BESIDE = List.of("bin", "sbin");

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
