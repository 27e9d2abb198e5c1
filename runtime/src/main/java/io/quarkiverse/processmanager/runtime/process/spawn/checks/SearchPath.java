package io.quarkiverse.processmanager.runtime.process.spawn.checks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.quarkiverse.processmanager.runtime.process.spawn.rights.FileAccess;
import io.quarkiverse.processmanager.runtime.process.spawn.tools.SystemTools;
import io.quarkiverse.processmanager.runtime.program.ProgramPath;

/**
 * Finds programs with the PATH and from the directory of the child. {@link SystemTools} has that of this JVM.
 *
 * @param path the value of PATH
 * @param isDefault whether the child has no PATH, so that the system uses a default
 * @param directory the working directory of the child
 * @param permission the rights of the user of the child
 */
public record SearchPath(String path, boolean isDefault, Path directory, FileAccess permission) {

    /** The variable of the environment. */
    public static final String VARIABLE = "PATH";

    private static final String DEFAULT = "/bin:/usr/bin";

    public static SearchPath of(Map<String, String> environment, Path directory, FileAccess permission) {
        String path = environment.get(VARIABLE);
        return path == null ? new SearchPath(DEFAULT, true, directory, permission)
                : new SearchPath(path, false, directory, permission);
    }

    /** The existing files with that name, in the order of the PATH. A name with a slash is the path of one file. */
    public List<Path> candidates(String name) {
        if (name.indexOf('/') >= 0) {
            return List.of(directory.resolve(name));
        }
        return new ProgramPath(path).files(name, directory);
    }

    /** The directories that this JVM can search, in their order. An empty entry is the working directory. */
    public List<String> entries() {
        return new ProgramPath(path).entries();
    }

    public boolean isProgram(Path file) {
        return Files.isRegularFile(file) && permission.toExecute(file);
    }

    /** The PATH in messages about a program that is not in it. The value itself is an environment value, and often long. */
    String describe() {
        int directories = new ProgramPath(path).size();
        int unreadable = directories - entries().size();
        return "none of the " + directories + " directories of "
                + (isDefault ? "the system's own PATH, which applies because PATH is not set" : "its PATH")
                + (unreadable == 0 ? ""
                        : "; " + unreadable + " of them cannot be searched, because the JVM cannot represent the name: start it"
                                + " with LC_ALL=C.UTF-8, or write the command with its path");
    }
}
