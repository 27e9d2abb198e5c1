package io.quarkiverse.processmanager.runtime.definition;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

import io.quarkiverse.processmanager.runtime.definition.pattern.PatternDefaults;

/**
 * The environment variables of a process, and the files with further variables. In ascending precedence: files of the pattern,
 * variables of the pattern, files of the user, variables of the user. The user can remove variables of the pattern.
 */
public final class Variables {

    private final PatternDefaults defaults;
    private final Map<String, String> fromPattern = new TreeMap<>();
    private final Map<String, String> own = new TreeMap<>();
    private List<Path> files = List.of();
    private boolean filesFromPattern;
    private final Set<String> unsetByPattern = new TreeSet<>();
    private final Set<String> unset = new TreeSet<>();

    public Variables(PatternDefaults defaults) {
        this.defaults = defaults;
    }

    /** Sets a variable. */
    public void put(String name, String value) {
        (defaults.isApplying() ? fromPattern : own).put(name, defaults.set("env." + name, value));
    }

    /** Replaces the files. */
    public void files(List<Path> all) {
        files = defaults.set("env-file", all);
        filesFromPattern = defaults.isApplying();
    }

    /** Removes variables that the process would inherit. */
    public void unset(Set<String> names) {
        (defaults.isApplying() ? unsetByPattern : unset).addAll(defaults.set("unset-env", names));
    }

    /**
     * The names of the variables that the process does not inherit.
     *
     * @param variables all variables that are set
     */
    public Set<String> unset(Map<String, String> variables) {
        Set<String> names = new TreeSet<>(unsetByPattern);
        names.addAll(unset);
        names.removeAll(variables.keySet());
        return names;
    }

    /**
     * Reads the files and returns all variables.
     *
     * @param problems receives each problem as a setting and a message
     */
    public Map<String, String> read(BiConsumer<String, String> problems) {
        Map<String, String> all = new TreeMap<>();
        if (filesFromPattern) {
            files.forEach(file -> read(file, all, problems));
        }
        all.putAll(fromPattern);
        all.keySet().removeAll(unset);
        Map<String, String> fromFiles = new TreeMap<>();
        if (!filesFromPattern) {
            files.forEach(file -> read(file, fromFiles, problems));
        }
        for (String name : unset) {
            if (own.containsKey(name) || fromFiles.containsKey(name)) {
                problems.accept("unset-env", "removes " + name + ", but " + (own.containsKey(name) ? "env" : "env-file")
                        + " sets it; keep one of them");
            }
        }
        all.putAll(fromFiles);
        all.putAll(own);
        return all;
    }

    /**
     * The settings of the pattern that are in force.
     *
     * @param variables all variables; a variable of the pattern with another value has been replaced by a file of the user
     */
    public Map<String, String> appliedSettings(Map<String, String> variables) {
        Map<String, String> settings = new TreeMap<>(defaults.settings());
        fromPattern.forEach((name, value) -> {
            if (!value.equals(variables.get(name))) {
                settings.remove("env." + name);
            }
        });
        return settings;
    }

    /** The end of a sentence about a file whose values seem to refer to variables; empty if there is none. */
    public static Optional<String> references(Path file) {
        try {
            List<String> names = EnvFile.namesWithReferences(Files.readString(file, StandardCharsets.UTF_8));
            return names.isEmpty() ? Optional.empty()
                    : Optional.of("'" + file + "' has a reference to a variable in the value of " + String.join(", ", names)
                            + ", and no value in a file is expanded; set env, which expands ${NAME}, or put the value into "
                            + "single quotes");
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Adds the variables of a file. */
    public static void read(Path file, Map<String, String> into, BiConsumer<String, String> problems) {
        try {
            into.putAll(EnvFile.parse(Files.readString(file, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            problems.accept("env-file",
                    "'" + file + "' " + (Files.exists(file) ? "cannot be read as UTF-8 text" : "does not exist"));
        } catch (IllegalArgumentException e) {
            problems.accept("env-file", "'" + file + "' is not a valid env file: " + e.getMessage());
        }
    }
}
