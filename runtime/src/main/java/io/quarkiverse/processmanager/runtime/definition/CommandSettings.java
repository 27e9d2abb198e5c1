package io.quarkiverse.processmanager.runtime.definition;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.quarkiverse.processmanager.Command;
import io.quarkiverse.processmanager.Program;
import io.quarkiverse.processmanager.Stdin;
import io.quarkiverse.processmanager.TerminalSize;

/** The record behind {@link Command}. */
public record CommandSettings(List<String> words, boolean shell, Optional<Path> directory, Map<String, String> environment,
        boolean inheritEnvironment, Set<String> unsetEnvironment, Optional<Stdin> stdin, boolean injectDependencies,
        Map<String, Map<String, String>> references, Program program, Optional<TerminalSize> terminal) implements Command {

    public CommandSettings {
        words = List.copyOf(words);
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
        unsetEnvironment = Collections.unmodifiableSet(new TreeSet<>(unsetEnvironment));
        Map<String, Map<String, String>> copy = new LinkedHashMap<>();
        references.forEach((id, variables) -> copy.put(id, Collections.unmodifiableMap(new TreeMap<>(variables))));
        references = Collections.unmodifiableMap(copy);
    }

    /** A command line. */
    public CommandSettings(List<String> words, boolean shell, Optional<Path> directory, Map<String, String> environment,
            boolean inheritEnvironment, Set<String> unsetEnvironment, Optional<Stdin> stdin, boolean injectDependencies,
            Map<String, Map<String, String>> references) {
        this(words, shell, directory, environment, inheritEnvironment, unsetEnvironment, stdin, injectDependencies, references,
                ProgramSettings.NONE, Optional.empty());
    }

    /** A command that inherits each variable of the application, or none, with the default input. */
    public CommandSettings(List<String> words, boolean shell, Optional<Path> directory, Map<String, String> environment,
            boolean inheritEnvironment) {
        this(words, shell, directory, environment, inheritEnvironment, Set.of(), Optional.empty(), true, Map.of());
    }

    /** The command as a record. */
    public static CommandSettings of(Command command) {
        return command instanceof CommandSettings settings ? settings
                : new CommandSettings(command.words(), command.shell(), command.directory(), command.environment(),
                        command.inheritEnvironment(), command.unsetEnvironment(), command.stdin(),
                        command.injectDependencies(), command.references(), command.program(), command.terminal());
    }

    /** The command for a start: with this standard input, and with the variables of the dependencies among its own. */
    public static CommandSettings of(Command command, Stdin stdin) {
        Map<String, String> all = new TreeMap<>();
        command.references().values().forEach(all::putAll);
        all.putAll(command.environment());
        return new CommandSettings(command.words(), command.shell(), command.directory(), all,
                command.inheritEnvironment(), command.unsetEnvironment(), Optional.of(stdin), command.injectDependencies(),
                Map.of(), command.program(), command.terminal());
    }

    /** A program and its arguments, with the directory and the environment of the application. */
    public static CommandSettings of(String... words) {
        return new CommandSettings(List.of(words), false, Optional.empty(), Map.of(), true);
    }

    /** Contains the program and the names of the variables. Arguments and values can be secrets, so they are left out. */
    @Override
    public String toString() {
        String program = shell ? "sh -c" : words.isEmpty() ? "nothing" : Secrets.ofTexts().mask(words.get(0));
        return "Command[" + program + " with " + Math.max(0, words.size() - 1) + " arguments"
                + directory.map(path -> ", directory=" + Secrets.ofTexts().mask(path.toString())).orElse("") + ", variables="
                + environment.keySet() + "]";
    }

    /** This command with other words. */
    public CommandSettings with(List<String> others) {
        return new CommandSettings(others, shell, directory, environment, inheritEnvironment, unsetEnvironment, stdin,
                injectDependencies, references, program, terminal);
    }

    /** This command with another text for a path in its arguments and variables. */
    public CommandSettings moved(String from, String to) {
        Map<String, String> variables = new TreeMap<>(environment);
        variables.replaceAll((name, value) -> value.replace(from, to));
        return with(words.stream().map(word -> word.replace(from, to)).toList()).in(directory, variables);
    }

    /** This command with another program. */
    public CommandSettings with(Program other) {
        return new CommandSettings(words, shell, directory, environment, inheritEnvironment, unsetEnvironment, stdin,
                injectDependencies, references, other, terminal);
    }

    /** This command in another directory and with other variables. */
    public CommandSettings in(Optional<Path> other, Map<String, String> variables) {
        return new CommandSettings(words, shell, other, variables, inheritEnvironment, unsetEnvironment, stdin,
                injectDependencies, references, program, terminal);
    }

    /** This command with variables that its own variables override, and without inheriting others. */
    public CommandSettings with(Map<String, String> common, Set<String> alsoUnset) {
        Map<String, String> all = new TreeMap<>(common);
        all.keySet().removeAll(unsetEnvironment);
        all.putAll(environment);
        Set<String> unset = new TreeSet<>(unsetEnvironment);
        unset.addAll(alsoUnset);
        unset.removeAll(all.keySet());
        return new CommandSettings(words, shell, directory, all, inheritEnvironment, unset, stdin, injectDependencies,
                references, program, terminal);
    }

    /** This command with variables that its own variables override. */
    public CommandSettings withDefaults(Map<String, String> variables) {
        Map<String, String> all = new TreeMap<>(variables);
        all.putAll(environment);
        return new CommandSettings(words, shell, directory, all, inheritEnvironment, unsetEnvironment, stdin,
                injectDependencies, references, program, terminal);
    }

    /** This command with the variables of its dependencies. */
    public CommandSettings withReferences(Map<String, Map<String, String>> found) {
        return new CommandSettings(words, shell, directory, environment, inheritEnvironment, unsetEnvironment, stdin,
                injectDependencies, found, program, terminal);
    }
}
