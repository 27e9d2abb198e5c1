package io.quarkiverse.processmanager.terminal.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.quarkiverse.processmanager.runtime.safe.SafeText;
import io.quarkiverse.processmanager.terminal.client.Answer;
import io.quarkiverse.processmanager.terminal.client.Application;
import io.quarkiverse.processmanager.terminal.client.Failure;
import io.quarkiverse.processmanager.terminal.client.Members;

/** The commands that a process declares. */
public final class CommandList {

    private CommandList() {
    }

    /** The commands as the application describes them. */
    public static List<Members> of(Application application, String id) {
        try (Answer answer = application.request("commands", Map.of("ids", List.of(id)))) {
            return answer.only().members().objects("commands");
        }
    }

    /** The command with this name. */
    public static Members named(Application application, String id, String name) {
        List<Members> all = of(application, id);
        return all.stream().filter(one -> one.text("name").equals(name)).findFirst()
                .orElseThrow(() -> new Failure(Failure.Reason.FAILED,
                        "cannot run command '" + name + "' of process '" + id + "': "
                                + (all.isEmpty() ? "the process has no commands"
                                        : "it has " + String.join(", ",
                                                all.stream().map(one -> one.text("name")).toList()))));
    }

    /** A line for each command, and one below it for each argument. */
    public static List<String> lines(List<Members> commands, String id) {
        if (commands.isEmpty()) {
            return List.of("process '" + id + "' has no commands");
        }
        int width = commands.stream().mapToInt(command -> command.text("name").length()).max().getAsInt();
        List<String> lines = new ArrayList<>();
        for (Members command : commands) {
            String state = command.is("running") ? "running" : command.text("result");
            String refusal = command.text("refusal");
            String question = command.text("confirm");
            lines.add(SafeText.plain(pad(command.text("name"), width) + "  " + command.text("title")
                    + (state.isEmpty() ? "" : "; last run: " + state) + (refusal.isEmpty() ? "" : "; not now: " + refusal)
                    + (question.isEmpty() ? "" : "; asks: " + question)));
            command.objects("args")
                    .forEach(argument -> lines.add(SafeText.plain(pad("", width) + "    " + describe(argument))));
        }
        return lines;
    }

    private static String describe(Members argument) {
        List<String> choices = argument.texts("choices");
        String value = argument.text("default");
        String text = argument.text("name") + "=" + (choices.isEmpty() ? "VALUE" : String.join("|", choices));
        return (argument.is("required") ? text : "[" + text + "]") + "  " + argument.text("title")
                + (value.isEmpty() ? "" : " (default: " + value + ")");
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
