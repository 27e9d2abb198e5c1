package io.quarkiverse.processmanager.runtime.definition.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.quarkiverse.processmanager.command.CommandArgument;
import io.quarkiverse.processmanager.command.ProcessCommand;
import io.quarkiverse.processmanager.runtime.definition.Secrets;

/** The keys of the settings of a command. */
public final class CommandKeys {

    private CommandKeys() {
    }

    /** The key of a setting of a command, such as {@code commands."reset".confirm}. */
    public static String key(String name, String setting) {
        return "commands.\"" + name + "\"." + setting;
    }

    /** The key of a setting of an argument, such as {@code commands."reset".args."table".choices}. */
    public static String key(String name, String argument, String setting) {
        return key(name, "args.\"" + argument + "\"." + setting);
    }

    /** The values by their keys, without the words of the command, and with a mask in place of a secret default. */
    public static Map<String, Object> values(ProcessCommand command) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("shell", command.shell());
        values.put("title", command.title());
        values.put("confirm", command.confirm());
        values.put("when", command.when());
        values.put("timeout", command.timeout());
        values.put("cwd", command.directory());
        Map<String, Object> byKey = new LinkedHashMap<>();
        values.forEach((setting, value) -> byKey.put(key(command.name(), setting), value));
        command.arguments().values().forEach(argument -> values(argument)
                .forEach((setting, value) -> byKey.put(key(command.name(), argument.name(), setting), value)));
        return byKey;
    }

    private static Map<String, Object> values(CommandArgument argument) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("title", argument.title());
        values.put("default", argument.secret() && argument.defaultValue().isPresent() ? Optional.of(Secrets.MASK)
                : argument.defaultValue());
        values.put("choices", argument.choices());
        values.put("required", argument.required());
        values.put("secret", argument.secret());
        values.put("pattern", argument.pattern());
        values.put("variable", argument.variable());
        return values;
    }
}
