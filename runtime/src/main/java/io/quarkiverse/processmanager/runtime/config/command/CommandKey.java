package io.quarkiverse.processmanager.runtime.config.command;

import io.quarkiverse.processmanager.runtime.definition.command.CommandKeys;
import io.smallrye.config.NameIterator;

/** The name of a setting of a command, which a user can write with and without quotes around the names in it. */
public final class CommandKey {

    private static final String COMMANDS = "commands.";
    private static final String DEFAULTS = "defaults.";
    private static final String ARGUMENTS = "args.";

    private CommandKey() {
    }

    /** The setting with quotes around the names of the command and of its argument, as messages have it; another setting unchanged. */
    public static String withQuotes(String setting) {
        if (setting.startsWith(DEFAULTS + COMMANDS)) {
            return DEFAULTS + withQuotes(setting.substring(DEFAULTS.length()));
        }
        if (!setting.startsWith(COMMANDS)) {
            return setting;
        }
        NameIterator command = new NameIterator(setting, COMMANDS.length() - 1);
        String name = command.getNextSegment();
        command.next();
        if (!command.hasNext()) {
            return setting;
        }
        String rest = setting.substring(command.getPosition() + 1);
        if (!rest.startsWith(ARGUMENTS)) {
            return CommandKeys.key(name, rest);
        }
        NameIterator argument = new NameIterator(rest, ARGUMENTS.length() - 1);
        String argumentName = argument.getNextSegment();
        argument.next();
        return argument.hasNext() ? CommandKeys.key(name, argumentName, rest.substring(argument.getPosition() + 1))
                : CommandKeys.key(name, rest);
    }

    /** Whether a key or a setting belongs to a command. */
    public static boolean isOfCommand(String key) {
        return key.startsWith(COMMANDS);
    }
}
