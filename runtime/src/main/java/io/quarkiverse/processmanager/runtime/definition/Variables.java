package io.quarkiverse.processmanager.runtime.definition;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * The variables of a process and the files that contain more. A variable wins over the files, and the files of the user win
 * over a variable of the pattern.
 */
public final class Variables {

    private final PatternDefaults defaults;
    private final Map<String, String> ofPattern = new TreeMap<>();
    private final Map<String, String> own = new TreeMap<>();
    private List<Path> files = List.of();
    private boolean filesOfPattern;

    public Variables(PatternDefaults defaults) {
        this.defaults = defaults;
    }

    public void put(String name, String value) {
        (defaults.isApplying() ? ofPattern : own).put(name, defaults.set("env." + name, value));
    }

    public void files(List<Path> all) {
        files = defaults.set("env-file", all);
        filesOfPattern = defaults.isApplying();
    }

    /** Reads the files and returns all variables. Each problem is reported as a setting and a message. */
    public Map<String, String> read(BiConsumer<String, String> problems) {
        Map<String, String> all = new TreeMap<>();
        if (filesOfPattern) {
            files.forEach(file -> read(file, all, problems));
        }
        all.putAll(ofPattern);
        if (!filesOfPattern) {
            files.forEach(file -> read(file, all, problems));
        }
        all.putAll(own);
        return all;
    }

    /** The settings of the pattern, without a variable that a file of the user has replaced. */
    public Map<String, String> appliedSettings(Map<String, String> variables) {
        Map<String, String> settings = new TreeMap<>(defaults.settings());
        ofPattern.forEach((name, value) -> {
            if (!value.equals(variables.get(name))) {
                settings.remove("env." + name);
            }
        });
        return settings;
    }

    private static void read(Path file, Map<String, String> into, BiConsumer<String, String> problems) {
        try {
            into.putAll(EnvFile.parse(Files.readString(file, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            problems.accept("env-file",
                    "'" + file + "' " + (Files.exists(file) ? "cannot be read as UTF-8 text" : "does not exist"));
        } catch (IllegalArgumentException e) {
            problems.accept("env-file", "'" + file + "' is not a file of variables: " + e.getMessage());
        }
    }
}
