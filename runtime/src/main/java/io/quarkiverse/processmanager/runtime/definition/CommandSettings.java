package io.quarkiverse.processmanager.runtime.definition;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.quarkiverse.processmanager.Command;

/** The record behind {@link Command}. */
public record CommandSettings(List<String> words, boolean shell, Optional<Path> directory, Map<String, String> environment,
        boolean inheritEnvironment) implements Command {

    public CommandSettings {
        words = List.copyOf(words);
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    }

    /** A program and its arguments, with the directory and the environment of the application. */
    public static CommandSettings of(String... words) {
        return new CommandSettings(List.of(words), false, Optional.empty(), Map.of(), true);
    }

    /** Contains the program and the names of the variables. Arguments and values can be secrets, so they are left out. */
    @Override
    public String toString() {
        String program = shell ? "sh -c" : words.isEmpty() ? "nothing" : words.get(0);
        return "Command[" + program + " with " + Math.max(0, words.size() - 1) + " arguments, directory=" + directory
                + ", variables=" + environment.keySet() + "]";
    }
}
