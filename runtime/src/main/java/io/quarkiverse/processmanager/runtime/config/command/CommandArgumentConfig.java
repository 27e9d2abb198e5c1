package io.quarkiverse.processmanager.runtime.config.command;

import java.util.List;
import java.util.Optional;

import io.quarkiverse.processmanager.command.CommandArgumentBuilder;
import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithName;

/** An argument that a run of a command is asked for. */
@ConfigGroup
public interface CommandArgumentConfig {

    /**
     * The title of the argument in the form of the Dev UI and in lists (default: its name).
     */
    Optional<String> title();

    /**
     * The value of a run that gives none.
     */
    @WithName("default")
    Optional<String> defaultValue();

    /**
     * The only values that are allowed, separated by commas.
     */
    Optional<List<String>> choices();

    /**
     * Whether a run needs a value (default: {@code true}, but {@code false} for an argument with a {@code default}). If an argument
     * has no value, each word that contains its placeholder is left out.
     */
    Optional<Boolean> required();

    /**
     * Whether the value is a secret, which each view and each message masks. Let the command read it from its variable, because each
     * user of the machine can read the words of a command.
     */
    @ConfigDocDefault("false")
    Optional<Boolean> secret();

    /**
     * The regular expression that the whole value must match, such as {@code [a-z_]+} for a name that becomes a part of an SQL
     * statement.
     */
    Optional<String> pattern();

    /**
     * The environment variable in which the command receives the value (default: {@code ARG_TABLE} for an argument {@code table}).
     */
    Optional<String> variable();

    static void apply(CommandArgumentConfig config, CommandArgumentBuilder builder) {
        config.title().ifPresent(builder::title);
        config.defaultValue().ifPresent(builder::defaultValue);
        config.choices().ifPresent(values -> builder.choices(values.stream().map(String::strip).toArray(String[]::new)));
        config.required().ifPresent(builder::required);
        config.secret().ifPresent(builder::secret);
        config.pattern().ifPresent(builder::pattern);
        config.variable().ifPresent(builder::variable);
    }
}
