package io.quarkiverse.processmanager.runtime.config.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import io.quarkiverse.processmanager.command.CommandBuilder;
import io.quarkiverse.processmanager.command.ProcessCommand.When;
import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigGroup;

/** A command of a process that a user runs on request. */
@ConfigGroup
public interface CommandConfig {

    /**
     * The command that a user runs on request: <code>commands."reset".command=redis-cli flushdb</code>. The line is split into words
     * like the {@code command} of the process. The command runs in the working directory, with the environment and as the user of
     * the process. A word can contain placeholders for the values of {@code args}, such as <code>{table}</code>. A value is a part of
     * one word, whatever it contains: it never becomes two words, and never an option unless an option begins before it.
     */
    Optional<String> command();

    /**
     * Whether {@code command} is a script for {@code sh -c}. A script has no placeholders. It reads the values of {@code args} from
     * their variables, such as {@code "$ARG_TABLE"}.
     */
    @ConfigDocDefault("false")
    Optional<Boolean> shell();

    /**
     * The title of the command in the Dev UI and in lists (default: its name).
     */
    Optional<String> title();

    /**
     * The question that a user must answer before the command runs, such as {@code Delete all data?}. The command line asks it, the
     * Dev UI shows it, and an agent must confirm it. Code is not asked.
     */
    Optional<String> confirm();

    /**
     * In which state of the process the command can run. {@code running}: while the process is starting or running; a stop, a
     * restart or an exit of the process kills the command. {@code stopped}: while the process is down and no start is pending; a later
     * start of the process waits for the end of the command. {@code always}: in each state.
     */
    @ConfigDocDefault("running")
    Optional<When> when();

    /**
     * How long a run may take. After this time the process tree of the command is killed.
     */
    @ConfigDocDefault("10m")
    Optional<Duration> timeout();

    /**
     * The working directory of the command (default: that of the process). A relative path starts at the same directory as a relative
     * {@code cwd} of the process.
     */
    Optional<Path> cwd();

    /**
     * The arguments that a run is asked for.
     */
    @ConfigDocMapKey("argument-name")
    Map<String, CommandArgumentConfig> args();

    /**
     * Passes the settings to a builder.
     *
     * @param directory where relative paths start
     * @param words splits the line of a command, by its key and whether it is a script
     */
    static void apply(CommandConfig config, String key, CommandBuilder builder, Path directory, Words words) {
        config.shell().ifPresent(builder::shell);
        config.command().map(line -> words.of(key + "command", line, config.shell().orElse(false))).ifPresent(builder::command);
        config.title().ifPresent(builder::title);
        config.confirm().ifPresent(builder::confirm);
        config.when().ifPresent(builder::when);
        config.timeout().ifPresent(builder::timeout);
        config.cwd().map(directory::resolve).ifPresent(builder::cwd);
        config.args().forEach((name, argument) -> builder.arg(name, arg -> CommandArgumentConfig.apply(argument, arg)));
    }

    /** Splits a command line into words. */
    interface Words {

        /** The words; none if the line is wrong. */
        String[] of(String key, String line, boolean shell);
    }
}
