package io.quarkiverse.processmanager.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

import io.quarkiverse.processmanager.runtime.definition.command.ProcessCommandSettings;
import io.smallrye.common.annotation.Experimental;

/**
 * The keys below {@code commands."name"}: a command that a user runs on request. {@code ProcessDefinitionBuilder.build()} checks all
 * commands, and reports all problems together. Not safe for use by several threads.
 */
@Experimental("The builder may get further settings")
public final class CommandBuilder {

    private final String name;
    private final Map<String, CommandArgumentBuilder> arguments = new TreeMap<>();
    private String title;
    private Optional<String> confirm = Optional.empty();
    private List<String> words = List.of();
    private boolean shell;
    private Optional<Path> directory = Optional.empty();
    private Duration timeout = ProcessCommandSettings.TIMEOUT;
    private ProcessCommand.When when = ProcessCommand.When.RUNNING;

    private CommandBuilder(String name) {
        this.name = name;
        this.title = name;
    }

    /** A command with this name and without settings. */
    public static CommandBuilder of(String name) {
        return new CommandBuilder(name);
    }

    /** The title in the Dev UI and in lists (default: the name). */
    public CommandBuilder title(String title) {
        this.title = title;
        return this;
    }

    /** The question that a user must answer before a run (default: none). */
    public CommandBuilder confirm(String question) {
        this.confirm = Optional.of(question);
        return this;
    }

    /**
     * The program and its arguments. A word can contain the placeholders of arguments, such as {@code {table}}. A value never becomes
     * two words.
     */
    public CommandBuilder command(String... words) {
        this.words = List.of(words);
        return this;
    }

    /** Whether the first word of the command is a script for {@code sh -c} (default: false). It reads values from variables. */
    public CommandBuilder shell(boolean shell) {
        this.shell = shell;
        return this;
    }

    /** The working directory (default: that of the process). A relative directory starts at that of the application. */
    public CommandBuilder cwd(Path directory) {
        this.directory = Optional.of(directory.toAbsolutePath().normalize());
        return this;
    }

    /** How long a run may take (default: 10 min). After this time the process tree of the command is killed. */
    public CommandBuilder timeout(Duration timeout) {
        this.timeout = timeout;
        return this;
    }

    /** In which state of the process the command can run (default: {@code RUNNING}). */
    public CommandBuilder when(ProcessCommand.When when) {
        this.when = when;
        return this;
    }

    /** Adds an argument that a run is asked for, or changes it. */
    public CommandBuilder arg(String name, Consumer<CommandArgumentBuilder> settings) {
        settings.accept(arguments.computeIfAbsent(name, CommandArgumentBuilder::new));
        return this;
    }

    /** Makes the command from the current settings, without a check. */
    public ProcessCommand build() {
        Map<String, CommandArgument> all = new TreeMap<>();
        arguments.forEach((argument, builder) -> all.put(argument, builder.build()));
        return new ProcessCommandSettings(name, title, confirm, words, shell, directory, timeout, when, all);
    }
}
