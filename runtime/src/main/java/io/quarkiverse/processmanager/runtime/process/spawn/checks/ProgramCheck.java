package io.quarkiverse.processmanager.runtime.process.spawn.checks;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartFailure;
import io.quarkiverse.processmanager.runtime.process.spawn.rights.FileAccess;

/**
 * Finds the reason why a start would fail. The system reports the same error for a missing command, a missing directory and a
 * missing interpreter, and the program that makes the session turns all of them into exit codes.
 */
final class ProgramCheck {

    private ProgramCheck() {
    }

    /** The reason why the words cannot be executed in a directory with an environment; empty if there is none. */
    static Optional<StartFailure> check(List<String> words, Path directory, Map<String, String> environment,
            FileAccess permission) {
        if (words.isEmpty() || words.get(0).isEmpty()) {
            return failure(Reason.INVALID, "the command is empty");
        }
        if (words.stream().anyMatch(ProgramCheck::hasNul) || environment.values().stream().anyMatch(ProgramCheck::hasNul)
                || environment.keySet().stream().anyMatch(ProgramCheck::hasNul)) {
            return failure(Reason.INVALID, "its command or its environment contains a NUL character");
        }
        return directory(directory, permission)
                .or(() -> program(words.get(0), SearchPath.of(environment, directory, permission)));
    }

    private static boolean hasNul(String text) {
        return text.indexOf('\0') >= 0;
    }

    private static Optional<StartFailure> directory(Path directory, FileAccess permission) {
        if (!Files.exists(directory)) {
            return failure(Reason.INVALID_DIRECTORY, "the working directory " + directory + " does not exist");
        }
        if (!Files.isDirectory(directory)) {
            return failure(Reason.INVALID_DIRECTORY, "the working directory " + directory + " is not a directory");
        }
        return permission.toExecute(directory) ? Optional.empty()
                : failure(Reason.INVALID_DIRECTORY, "the working directory " + directory + " may not be entered"
                        + permission.by());
    }

    private static Optional<StartFailure> program(String name, SearchPath search) {
        List<Path> candidates;
        try {
            candidates = search.candidates(name);
        } catch (InvalidPathException e) {
            return failure(Reason.INVALID, "the command is not the name of a file: " + e.getReason());
        }
        for (Path file : candidates) {
            if (search.isProgram(file)) {
                return new ProgramFile(file).isEmpty()
                        ? failure(Reason.NOT_EXECUTABLE, "the command " + StartFailure.path(file) + " is an empty file")
                        : Shebang.check(file, search);
            }
        }
        Optional<Path> first = candidates.stream().filter(Files::exists).findFirst();
        return first.isPresent() ? notExecutable(first.get(), search.permission()) : notFound(name, search);
    }

    private static Optional<StartFailure> notExecutable(Path file, FileAccess permission) {
        if (Files.isDirectory(file)) {
            return failure(Reason.EACCES, "the command " + StartFailure.path(file) + " is a directory");
        }
        return failure(Reason.EACCES, "the command " + StartFailure.path(file) + " may not be executed" + permission.by()
                + (Files.isExecutable(file) ? "" : "; chmod +x helps if it is a program"));
    }

    private static Optional<StartFailure> notFound(String name, SearchPath search) {
        if (name.indexOf('/') >= 0) {
            return failure(Reason.ENOENT, "command not found: " + StartFailure.path(search.directory().resolve(name))
                    + " does not exist");
        }
        return failure(Reason.ENOENT, "command not found: '" + name + "' is in " + search.describe());
    }

    private static Optional<StartFailure> failure(Reason reason, String detail) {
        return Optional.of(new StartFailure(reason, detail));
    }
}
