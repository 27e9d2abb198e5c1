package io.quarkiverse.processmanager.runtime.definition.command;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import io.quarkiverse.processmanager.command.CommandArgument;
import io.quarkiverse.processmanager.command.ProcessCommand;
import io.quarkiverse.processmanager.runtime.definition.text.SettingText;

/** The rules for one command of a process. */
public final class CommandCheck {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,62}");
    private static final String NAME_RULE = "' must be a letter followed by at most 62 letters, digits, dashes and underscores";
    private static final Set<String> OF_REPLICAS = Set.of("replica", "port");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final ProcessCommand command;
    /** The placeholders of other values than those of arguments. */
    private final Set<String> others;
    private final BiConsumer<String, String> refuse;

    private CommandCheck(ProcessCommand command, boolean replicated, BiConsumer<String, String> refuse) {
        this.command = command;
        this.others = replicated ? OF_REPLICAS : Set.of();
        this.refuse = refuse;
    }

    /**
     * Checks commands.
     *
     * @param replicated whether the process has replicas, so that their placeholders are possible
     * @param refuse receives the setting and the end of a sentence about it
     */
    public static void check(Map<String, ProcessCommand> commands, boolean replicated, BiConsumer<String, String> refuse) {
        commands.values().forEach(command -> new CommandCheck(command, replicated, refuse).check());
    }

    private void check() {
        if (!NAME.matcher(command.name()).matches()) {
            refuse.accept("commands", "the name '" + command.name() + NAME_RULE);
        }
        words();
        problemOfText(command.title()).ifPresent(problem -> refuse("title", problem));
        command.confirm().flatMap(CommandCheck::problemOfText).ifPresent(problem -> refuse("confirm", problem));
        if (command.timeout().isNegative() || command.timeout().isZero()) {
            refuse("timeout", SettingText.of(command.timeout()) + " is not longer than zero");
        }
        command.arguments().values().forEach(this::argument);
        variables();
    }

    private void words() {
        if (command.words().isEmpty() || command.words().get(0).isBlank()) {
            refuse("command", "is missing or empty");
            return;
        }
        if (command.words().stream().anyMatch(word -> word.indexOf('\0') >= 0)) {
            refuse("command", "contains a NUL character");
        }
        if (command.shell()) {
            script(command.words().get(0));
            return;
        }
        if (!Placeholders.in(command.words().get(0)).isEmpty()) {
            refuse("command", "has a placeholder in its program, '" + command.words().get(0)
                    + "'; an argument cannot decide which program runs");
        }
        for (String word : command.words()) {
            for (String name : Placeholders.in(word)) {
                if (!command.arguments().containsKey(name) && !others.contains(name)) {
                    refuse("command", "has the placeholder {" + name + "}, but there is no args.\"" + name
                            + "\"; declare it, or write {{" + name + "}} for a text in double braces");
                }
            }
        }
    }

    /** A value in a script could end a string and begin a command. */
    private void script(String script) {
        for (String name : Placeholders.in(script)) {
            if (command.arguments().containsKey(name)) {
                refuse("command",
                        "has the placeholder {" + name + "} in a script, where its value could be a command; write \"$"
                                + command.arguments().get(name).variable() + "\"");
            }
        }
    }

    private void argument(CommandArgument argument) {
        if (!NAME.matcher(argument.name()).matches()) {
            refuse("args", "the name '" + argument.name() + NAME_RULE);
            return;
        }
        problemOfText(argument.title()).ifPresent(problem -> refuse(argument, "title", problem));
        if (others.contains(argument.name())) {
            refuse.accept(CommandKeys.key(command.name(), "args"),
                    "the name '" + argument.name() + "' is a placeholder of replicas; choose another one");
        }
        argument.pattern().ifPresent(regex -> pattern(argument, regex));
        if (!VARIABLE.matcher(argument.variable()).matches()) {
            refuse(argument, "variable", "'" + argument.variable() + "' is not the name of an environment variable");
        }
        if (argument.secret() && !argument.choices().isEmpty()) {
            refuse(argument, "secret", "has no effect on choices, which each view shows; remove one of them");
        }
        argument.choices().stream().flatMap(choice -> problemOfText(choice).stream()).findFirst()
                .ifPresent(problem -> refuse(argument, "choices", "has a value that " + problem));
        argument.defaultValue().flatMap(value -> new ValueRule(argument).problem(value))
                .ifPresent(problem -> refuse(argument, "default", problem));
        if (!isUsed(argument)) {
            refuse(argument, "variable", "has its default, " + argument.variable()
                    + ", and the command does not use the argument; write "
                    + (command.shell() ? "\"$" + argument.variable() + "\" into the script"
                            : "{" + argument.name()
                                    + "} into the command")
                    + ", or choose the name of the variable that the command reads");
        }
    }

    private void pattern(CommandArgument argument, String regex) {
        try {
            ValueRule.whole(regex);
        } catch (PatternSyntaxException e) {
            refuse(argument, "pattern", "is not a regular expression: " + e.getDescription());
        }
    }

    /** A program that a script or a command calls can read a variable, too, so a variable of the user is a use. */
    private boolean isUsed(CommandArgument argument) {
        boolean own = !argument.variable().equals(ArgumentSettings.variable(argument.name()));
        return own || (command.shell() ? command.words().stream().anyMatch(word -> word.contains(argument.variable()))
                : command.words().stream().anyMatch(word -> Placeholders.in(word).contains(argument.name())));
    }

    private void variables() {
        Map<String, String> owners = new TreeMap<>();
        for (CommandArgument argument : command.arguments().values()) {
            Optional.ofNullable(owners.putIfAbsent(argument.variable(), argument.name()))
                    .ifPresent(other -> refuse(argument, "variable", "is " + argument.variable() + ", as that of the argument '"
                            + other + "'; choose another one"));
        }
    }

    private static Optional<String> problemOfText(String text) {
        return text.isBlank() ? Optional.of("is empty")
                : CONTROL.matcher(text).find() ? Optional.of("contains a control character") : Optional.empty();
    }

    private void refuse(String setting, String message) {
        refuse.accept(CommandKeys.key(command.name(), setting), message);
    }

    private void refuse(CommandArgument argument, String setting, String message) {
        refuse.accept(CommandKeys.key(command.name(), argument.name(), setting), message);
    }
}
