package io.quarkiverse.processmanager.cli;

import java.io.Console;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;

import io.quarkiverse.processmanager.runtime.safe.SafeText;
import io.quarkiverse.processmanager.terminal.client.Application;
import io.quarkiverse.processmanager.terminal.client.Failure;
import io.quarkiverse.processmanager.terminal.client.Members;
import io.quarkiverse.processmanager.terminal.client.SocketApplication;
import io.quarkiverse.processmanager.terminal.command.CommandList;
import io.quarkiverse.processmanager.terminal.command.CommandOrder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a command that a process declares. */
@Command(name = "command", mixinStandardHelpOptions = true, description = {
        "Lists the commands of a process, or runs one of them and prints its output.",
        "On a terminal it asks for values that are missing, and for the confirmation of a command that needs one.",
        "Ends with the exit code of the command. Ctrl-C kills the command." }, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
                "n:the exit code of the command", "1:the command was refused, killed, or is not confirmed", "2:wrong options",
                "3:no application found, or more than one; or the application has ended", "130:Ctrl-C" })
final class CommandCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    Target target;

    @Option(names = { "-y", "--yes" }, description = "Confirm the command without a question.")
    boolean yes;

    @Parameters(index = "0", paramLabel = "ID", description = "The id of the process.")
    String id;

    @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "The name of the command; without it, a list.")
    String name;

    @Parameters(index = "2..*", paramLabel = "ARG=VALUE", description = "Values of the arguments; --ARG=VALUE is the same, unless it is one of these options.")
    List<String> words = List.of();

    @Override
    public Integer call() {
        SpecOutput out = new SpecOutput(spec);
        Application application = new SocketApplication(target.application());
        if (name == null) {
            CommandList.lines(CommandList.of(application, id), id).forEach(out::line);
            return ExitCode.DONE;
        }
        Map<String, String> values = CommandOrder.values(words);
        Members command = CommandList.named(application, id, name);
        Console console = System.console();
        if (console != null) {
            ask(console, command, values);
        }
        boolean confirmed = yes || command.text("confirm").isEmpty() || confirm(console, command);
        try (CommandOrder order = CommandOrder.begin(application, id, name, values, confirmed, Ansi.AUTO.enabled(), out);
                Interrupts interrupts = Interrupts.call(count -> order.close())) {
            OptionalInt code = await(order, interrupts);
            return interrupts.exitCode().orElseGet(() -> code.orElse(ExitCode.FAILED));
        }
    }

    /** The close after Ctrl-C loses the connection. */
    private static OptionalInt await(CommandOrder order, Interrupts interrupts) {
        try {
            return order.await();
        } catch (Failure e) {
            if (interrupts.exitCode().isPresent()) {
                return OptionalInt.empty();
            }
            throw e;
        }
    }

    private static void ask(Console console, Members command, Map<String, String> values) {
        for (Members argument : command.objects("args")) {
            if (argument.is("required") && !values.containsKey(argument.text("name"))) {
                List<String> choices = argument.texts("choices");
                String question = SafeText.plain(argument.text("title")
                        + (choices.isEmpty() ? "" : " (" + String.join(", ", choices) + ")"));
                char[] secret = argument.is("secret") ? console.readPassword("%s: ", question) : null;
                String value = secret != null ? new String(secret)
                        : argument.is("secret") ? null : console.readLine("%s: ", question);
                if (value != null) {
                    values.put(argument.text("name"), value);
                }
            }
        }
    }

    private boolean confirm(Console console, Members command) {
        if (console == null) {
            throw new Failure(Failure.Reason.FAILED, "cannot run command '" + command.text("name")
                    + "' of process '" + id + "': a user must confirm it: " + SafeText.plain(command.text("confirm"))
                    + "; add --yes");
        }
        String answer = console.readLine("%s [y/N] ", SafeText.plain(command.text("confirm")));
        if (answer == null || !answer.strip().toLowerCase(Locale.ROOT).startsWith("y")) {
            throw new Failure(Failure.Reason.FAILED, "the command is not confirmed, so it does not run");
        }
        return true;
    }
}
