package io.quarkiverse.processmanager.runtime.definition.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.quarkiverse.processmanager.command.CommandArgument;
import io.quarkiverse.processmanager.command.ProcessCommand;
import io.quarkiverse.processmanager.runtime.definition.text.ShellScript;

/**
 * What one run of a command executes: its words, and the variables with the values. A value is a part of one word, and never splits it
 * or makes an option of it.
 *
 * @param words the program and its arguments; a word whose argument has no value is left out
 * @param variables the values by the variables of their arguments
 * @param secrets the values that no view shows
 * @param problems what is wrong with the values, each as the end of a sentence; empty if the command can run
 */
public record CommandWords(List<String> words, Map<String, String> variables, List<String> secrets, List<String> problems) {

    private static final String END_OF_OPTIONS = "--";
    private static final String OPTION = "-";

    /**
     * The words of a run.
     *
     * @param given the values by the names of the arguments; an empty value counts as none
     */
    public static CommandWords of(ProcessCommand command, Map<String, String> given) {
        return new Filling(command, given).result();
    }

    /** Fills the placeholders of one command, and collects the problems of the values. */
    private static final class Filling {

        private final ProcessCommand command;
        private final Map<String, String> given;
        private final Map<String, String> values = new TreeMap<>();
        private final List<String> problems = new ArrayList<>();

        private Filling(ProcessCommand command, Map<String, String> given) {
            this.command = command;
            this.given = given;
        }

        private CommandWords result() {
            new TreeMap<>(given).keySet().stream().filter(name -> !command.arguments().containsKey(name))
                    .forEach(name -> problems
                            .add("it has no argument '" + name + "'" + (command.arguments().isEmpty() ? ""
                                    : "; it has " + String.join(", ", command.arguments().keySet()))));
            command.arguments().values().forEach(this::value);
            List<String> words = command.shell() ? ShellScript.words(command.words()) : words();
            Map<String, String> variables = new TreeMap<>();
            List<String> secrets = new ArrayList<>();
            values.forEach((name, value) -> {
                CommandArgument argument = command.arguments().get(name);
                variables.put(argument.variable(), value);
                if (argument.secret()) {
                    secrets.add(value);
                }
            });
            return new CommandWords(List.copyOf(words), variables, List.copyOf(secrets), List.copyOf(problems));
        }

        private void value(CommandArgument argument) {
            String value = given.getOrDefault(argument.name(), "");
            if (value.isEmpty()) {
                value = argument.defaultValue().orElse("");
            }
            if (!value.isEmpty()) {
                values.put(argument.name(), value);
                new ValueRule(argument).problem(value)
                        .ifPresent(problem -> problems.add("the value of '" + argument.name() + "' " + problem));
            } else if (argument.required()) {
                problems.add("it needs a value for '" + argument.name() + "'");
            }
        }

        private List<String> words() {
            List<String> words = new ArrayList<>();
            boolean options = true;
            for (String word : command.words()) {
                List<String> names = Placeholders.in(word);
                if (!values.keySet().containsAll(names)) {
                    continue;
                }
                String filled = Placeholders.fill(word, values::get);
                if (options && Placeholders.isFirst(word) && filled.startsWith(OPTION)
                        && !isOfDeveloper(command.arguments().get(names.get(0)))) {
                    problems.add("the value of '" + names.get(0) + "' begins with a dash, so " + command.words().get(0)
                            + " could take it for an option");
                }
                options &= !word.equals(END_OF_OPTIONS);
                words.add(filled);
            }
            return words;
        }

        /** A choice, and a default that nothing replaces, come from the definition and not from the caller. */
        private boolean isOfDeveloper(CommandArgument argument) {
            String value = values.get(argument.name());
            return argument.choices().contains(value) || argument.defaultValue().filter(value::equals).isPresent();
        }
    }
}
