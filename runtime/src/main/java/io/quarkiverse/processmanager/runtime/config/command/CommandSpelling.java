package io.quarkiverse.processmanager.runtime.config.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.quarkiverse.processmanager.runtime.definition.command.CommandKeys;
import io.smallrye.config.NameIterator;

/**
 * Finds the commands and arguments of one process whose name is written with and without quotes. A mapping reads the settings of
 * one form only, so that a question could be lost.
 */
public final class CommandSpelling {

    private static final String COMMANDS = "commands.";
    private static final String ARGUMENTS = "args.";
    private static final String MESSAGE = "is written with and without quotes; write all of its settings in one of the two forms, because"
            + " those in the other form are lost";

    private final Map<String, Boolean> forms = new TreeMap<>();
    private final List<String> mixed = new ArrayList<>();

    /** The end of a sentence about each mixed name. */
    public static String message() {
        return MESSAGE;
    }

    /** Takes the name of a setting as it is written. */
    public void add(String setting) {
        if (!setting.startsWith(COMMANDS)) {
            return;
        }
        NameIterator command = new NameIterator(setting, COMMANDS.length() - 1);
        String name = command.getNextSegment();
        boolean quoted = setting.charAt(COMMANDS.length()) == '"';
        command.next();
        add(CommandKeys.key(name, ""), quoted);
        String rest = command.hasNext() ? setting.substring(command.getPosition() + 1) : "";
        if (rest.startsWith(ARGUMENTS) && rest.length() > ARGUMENTS.length()) {
            String argument = new NameIterator(rest, ARGUMENTS.length() - 1).getNextSegment();
            add(CommandKeys.key(name, argument, ""), rest.charAt(ARGUMENTS.length()) == '"');
        }
    }

    private void add(String key, boolean quoted) {
        Boolean before = forms.putIfAbsent(key, quoted);
        if (before != null && before != quoted && !mixed.contains(key)) {
            mixed.add(key);
        }
    }

    /** The mixed names, such as {@code commands."reset"}. */
    public List<String> mixed() {
        return mixed.stream().map(key -> key.substring(0, key.length() - 1)).toList();
    }
}
