package io.quarkiverse.processmanager.runtime.definition.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.quarkiverse.processmanager.command.CommandArgument;
import io.quarkiverse.processmanager.command.ProcessCommand;
import io.quarkiverse.processmanager.runtime.definition.text.SettingText;

/** The record behind {@link ProcessCommand}. */
public record ProcessCommandSettings(String name, String title, Optional<String> confirm, List<String> words, boolean shell,
        Optional<Path> directory, Duration timeout, When when,
        Map<String, CommandArgument> arguments) implements ProcessCommand {

    /** Enough for the restoration of a database of a developer; a command that hangs ends at last. */
    public static final Duration TIMEOUT = Duration.ofMinutes(10);

    public ProcessCommandSettings {
        words = List.copyOf(words);
        arguments = Collections.unmodifiableMap(inOrder(words, new TreeMap<>(arguments)));
    }

    /** The command as a record. */
    public static ProcessCommandSettings of(ProcessCommand command) {
        return command instanceof ProcessCommandSettings settings ? settings
                : new ProcessCommandSettings(command.name(), command.title(), command.confirm(), command.words(),
                        command.shell(),
                        command.directory(), command.timeout(), command.when(), command.arguments());
    }

    /** This command with other words in another directory. */
    public ProcessCommandSettings with(List<String> others, Optional<Path> other) {
        return new ProcessCommandSettings(name, title, confirm, others, shell, other, timeout, when, arguments);
    }

    /** A form asks in the order in which the command line uses the values. */
    private static Map<String, CommandArgument> inOrder(List<String> words, Map<String, CommandArgument> byName) {
        Map<String, CommandArgument> ordered = new LinkedHashMap<>();
        for (String word : words) {
            for (String name : Placeholders.in(word)) {
                if (byName.containsKey(name)) {
                    ordered.put(name, byName.get(name));
                }
            }
        }
        byName.forEach(ordered::putIfAbsent);
        return ordered;
    }

    /** The settings of which there is a value; words can be secrets, so only their number is here; not for parsing. */
    @Override
    public String toString() {
        return "ProcessCommand["
                + SettingText.list("name", name, "title", title, "confirm", confirm, "words", words.size(), "shell",
                        shell, "cwd", directory, "timeout", timeout, "when", when, "args", arguments.keySet())
                + "]";
    }
}
