package io.quarkiverse.processmanager.runtime.definition.command;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.quarkiverse.processmanager.command.CommandArgument;
import io.quarkiverse.processmanager.runtime.definition.text.SettingText;

/** The record behind {@link CommandArgument}. */
public record ArgumentSettings(String name, String title, Optional<String> defaultValue, List<String> choices, boolean required,
        boolean secret, Optional<String> pattern, String variable) implements CommandArgument {

    private static final String VARIABLE = "ARG_";

    public ArgumentSettings {
        choices = List.copyOf(choices);
    }

    /** An argument, whose settings without a value have their default. */
    public static ArgumentSettings of(String name, String title, Optional<String> defaultValue, List<String> choices,
            Optional<Boolean> required, boolean secret, Optional<String> pattern, Optional<String> variable) {
        return new ArgumentSettings(name, title, defaultValue, choices, required.orElse(defaultValue.isEmpty()), secret,
                pattern,
                variable.orElseGet(() -> variable(name)));
    }

    /** The variable of an argument that names none. */
    static String variable(String name) {
        return VARIABLE + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** The settings of which there is a value, without the default, which can be a secret; not for parsing. */
    @Override
    public String toString() {
        return "CommandArgument["
                + SettingText.list("name", name, "title", title, "choices", choices, "required", required, "secret",
                        secret, "pattern", pattern, "variable", variable)
                + "]";
    }
}
