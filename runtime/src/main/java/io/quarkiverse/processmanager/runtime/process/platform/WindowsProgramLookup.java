package io.quarkiverse.processmanager.runtime.process.platform;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.definition.text.ShellScript;
import io.quarkiverse.processmanager.runtime.process.spawn.checks.ProgramLookup;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartFailure;
import io.quarkiverse.processmanager.runtime.process.spawn.rights.FileAccess;

/**
 * Finds programs of Windows. The system completes a name with {@code .exe} only, but {@code npm} stands for {@code npm.cmd} in
 * the command interpreter and in a definition. The JDK gets the whole path and runs batch files with the interpreter.
 */
record WindowsProgramLookup() implements ProgramLookup {

    private static final String EXTENSIONS = ".COM;.EXE;.BAT;.CMD";

    @Override
    public List<String> shell(List<String> script) {
        return ShellScript.ofWindows(script);
    }

    @Override
    public Optional<StartFailure> check(List<String> words, Path directory, Map<String, String> environment,
            FileAccess permission) {
        if (words.isEmpty() || words.get(0).isEmpty()) {
            return failure(Reason.INVALID, "the command is empty");
        }
        if (!Files.exists(directory)) {
            return failure(Reason.INVALID_DIRECTORY, "the working directory " + directory + " does not exist");
        }
        if (!Files.isDirectory(directory)) {
            return failure(Reason.INVALID_DIRECTORY, "the working directory " + directory + " is not a directory");
        }
        try {
            String name = words.get(0);
            return find(name, directory, environment).isPresent() ? Optional.empty()
                    : failure(Reason.ENOENT, isPath(name) ? "command not found: "
                            + StartFailure.path(directory.resolve(name)) + " does not exist"
                            : "command not found: '" + name + "' is neither in its working directory nor in one of the "
                                    + path(environment).split(";").length + " directories of its PATH");
        } catch (InvalidPathException e) {
            return failure(Reason.INVALID, "the command is not the name of a file: " + e.getReason());
        }
    }

    private static Optional<StartFailure> failure(Reason reason, String detail) {
        return Optional.of(new StartFailure(reason, detail));
    }

    @Override
    public List<String> resolve(List<String> words, Path directory, Map<String, String> environment) {
        List<String> resolved = new ArrayList<>(words);
        find(words.get(0), directory, environment).ifPresent(file -> resolved.set(0, file.toString()));
        return resolved;
    }

    /** The file of a program: in the directory of the child or in its PATH, with one of the extensions of programs. */
    private static Optional<Path> find(String name, Path directory, Map<String, String> environment) {
        List<Path> directories = new ArrayList<>(List.of(directory));
        if (!isPath(name)) {
            for (String entry : path(environment).split(";")) {
                // Some installers quote a directory with blanks.
                directories.add(directory.resolve(entry.replace("\"", "").strip()));
            }
        }
        for (Path place : directories) {
            for (String extension : extensions(name, environment)) {
                Path file = place.resolve(name + extension);
                if (Files.isRegularFile(file)) {
                    return Optional.of(file);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isPath(String name) {
        return name.indexOf('\\') >= 0 || name.indexOf('/') >= 0 || name.indexOf(':') >= 0;
    }

    private static String path(Map<String, String> environment) {
        return variable(environment, "PATH", "");
    }

    private static String variable(Map<String, String> environment, String name, String otherwise) {
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            if (variable.getKey().equalsIgnoreCase(name)) {
                return variable.getValue();
            }
        }
        return otherwise;
    }

    /** A file without an extension is no program, and is often beside one, such as {@code npm} beside {@code npm.cmd}. */
    private static List<String> extensions(String name, Map<String, String> environment) {
        String known = variable(environment, "PATHEXT", EXTENSIONS).toLowerCase(Locale.ROOT);
        List<String> extensions = new ArrayList<>();
        int dot = name.lastIndexOf('.');
        if (dot > Math.max(name.lastIndexOf('\\'), name.lastIndexOf('/'))) {
            extensions.add("");
        }
        for (String extension : known.split(";")) {
            extensions.add(extension.strip());
        }
        return extensions;
    }

    @Override
    public Map<String, String> environment() {
        return new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    }

    @Override
    public File nothing() {
        return new File("NUL");
    }
}
