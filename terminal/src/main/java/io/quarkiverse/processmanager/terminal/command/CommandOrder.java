package io.quarkiverse.processmanager.terminal.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import io.quarkiverse.processmanager.runtime.safe.SafeText;
import io.quarkiverse.processmanager.terminal.client.Answer;
import io.quarkiverse.processmanager.terminal.client.Application;
import io.quarkiverse.processmanager.terminal.client.Failure;
import io.quarkiverse.processmanager.terminal.client.Members;
import io.quarkiverse.processmanager.terminal.text.OutputText;

/** Runs a command of a process, prints its output, and waits for its end. A {@link #close()} from another thread kills the command. */
public final class CommandOrder implements AutoCloseable {

    private final Answer answer;
    private final boolean colours;
    private final Output out;

    private CommandOrder(Answer answer, boolean colours, Output out) {
        this.answer = answer;
        this.colours = colours;
        this.out = out;
    }

    /**
     * The values of words such as {@code table=stock} or {@code --table=stock}.
     *
     * @throws Failure if a word has another form
     */
    public static Map<String, String> values(List<String> words) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String word : words) {
            int sign = word.indexOf('=');
            String name = sign < 0 ? "" : word.substring(word.startsWith("--") ? 2 : 0, sign);
            if (name.isEmpty()) {
                throw new Failure(Failure.Reason.FAILED,
                        "cannot read '" + word + "': write the name and the value of an argument, such as table=stock");
            }
            values.put(name, word.substring(sign + 1));
        }
        return values;
    }

    /** Begins the run. {@code confirmed} says that the user has answered the question of the command. */
    public static CommandOrder begin(Application application, String id, String name, Map<String, String> values,
            boolean confirmed,
            boolean colours, Output out) {
        return new CommandOrder(application.request("command",
                Map.of("ids", List.of(id), "name", name, "args", values, "confirmed", confirmed)), colours, out);
    }

    /** Prints the output to its end. Returns the exit code; empty if the command has none, which has been reported. */
    public OptionalInt await() {
        Members result = new Members(Map.of());
        long last = 0;
        long missing = 0;
        for (Optional<Answer.Line> line = answer.next(); line.isPresent(); line = answer.next()) {
            Members members = line.get().members();
            if (members.has("result")) {
                result = members.object("result");
            } else {
                long number = members.number("seq").orElse(last + 1);
                missing += number - last - 1;
                last = number;
                out.line(OutputText.text(members, colours));
                out.flush();
            }
        }
        if (missing > 0) {
            out.error((missing == 1 ? "1 line of the output is" : missing + " lines of the output are")
                    + " missing above, because the command wrote faster than it was read; a log file of the process has all lines");
            out.flush();
        }
        Optional<Long> code = result.number("exitCode");
        if (code.isEmpty()) {
            out.error(SafeText.plain(result.text("message")));
            out.flush();
            return OptionalInt.empty();
        }
        return OptionalInt.of(code.get().intValue());
    }

    @Override
    public void close() {
        answer.close();
    }
}
