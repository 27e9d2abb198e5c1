package io.quarkiverse.processmanager.command;

import java.util.List;
import java.util.Optional;

import io.quarkiverse.processmanager.runtime.definition.command.ArgumentSettings;
import io.smallrye.common.annotation.Experimental;

/** The keys below {@code commands."name".args."name"}: an argument that a run of a command is asked for. */
@Experimental("The builder may get further settings")
public final class CommandArgumentBuilder {

    private final String name;
    private String title;
    private Optional<String> defaultValue = Optional.empty();
    private List<String> choices = List.of();
    private Optional<Boolean> required = Optional.empty();
    private boolean secret;
    private Optional<String> pattern = Optional.empty();
    private Optional<String> variable = Optional.empty();

    CommandArgumentBuilder(String name) {
        this.name = name;
        this.title = name;
    }

    /** The title in the form of the Dev UI and in lists (default: the name). */
    public CommandArgumentBuilder title(String title) {
        this.title = title;
        return this;
    }

    /** The value of a run that gives none (default: none): the key {@code default}. */
    public CommandArgumentBuilder defaultValue(String value) {
        this.defaultValue = Optional.of(value);
        return this;
    }

    /** The only values that are allowed (default: each value). */
    public CommandArgumentBuilder choices(String... values) {
        this.choices = List.of(values);
        return this;
    }

    /** Whether a run needs a value (default: true, but false for an argument with a default). */
    public CommandArgumentBuilder required(boolean required) {
        this.required = Optional.of(required);
        return this;
    }

    /** Whether the value is masked in all views and messages (default: false). */
    public CommandArgumentBuilder secret(boolean secret) {
        this.secret = secret;
        return this;
    }

    /** The regular expression that the whole value must match (default: each value matches). */
    public CommandArgumentBuilder pattern(String regex) {
        this.pattern = Optional.of(regex);
        return this;
    }

    /** The environment variable in which the command receives the value (default: {@code ARG_TABLE} for {@code table}). */
    public CommandArgumentBuilder variable(String name) {
        this.variable = Optional.of(name);
        return this;
    }

    ArgumentSettings build() {
        return ArgumentSettings.of(name, title, defaultValue, choices, required, secret, pattern, variable);
    }
}
