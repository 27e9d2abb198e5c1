package io.quarkiverse.processmanager.terminal.command;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.PatternSyntaxException;

import io.quarkiverse.processmanager.runtime.safe.SafeText;
import io.quarkiverse.processmanager.runtime.safe.SearchStoppedException;
import io.quarkiverse.processmanager.runtime.safe.TimedPattern;
import io.quarkiverse.processmanager.runtime.safe.TimedPattern.Deadline;
import io.quarkiverse.processmanager.terminal.client.Answer;
import io.quarkiverse.processmanager.terminal.client.Application;
import io.quarkiverse.processmanager.terminal.client.Failure;
import io.quarkiverse.processmanager.terminal.client.Members;

/**
 * Prints the output of processes. The expression runs here, so that a slow one costs the application nothing. An expression that
 * needs more than a second for one line ends the command.
 *
 * @param ids the processes; without any, all
 * @param follow whether to go on with each new line
 * @param last at most so many kept lines, the last ones
 * @param grep only lines in which the expression is found
 * @param since only lines that are not older than this
 */
public record Logs(List<String> ids, boolean follow, OptionalInt last, Optional<TimedPattern> grep, Optional<Duration> since) {

    /** Requests the lines. */
    public Answer request(Application application, Instant now) {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("ids", ids);
        options.put("follow", follow);
        if (last.isPresent() && grep.isEmpty()) {
            options.put("last", last.getAsInt());
        }
        since.ifPresent(age -> options.put("since", now.minus(age).toEpochMilli()));
        return application.request("logs", options);
    }

    /** Prints the answer. Returns at its end, or when the output is closed. */
    public void print(Answer answer, Function<Answer.Line, String> form, Output out) {
        // With an expression the last lines are known only at the end of the kept ones.
        ArrayDeque<Answer.Line> held = new ArrayDeque<>();
        boolean holding = last.isPresent() && grep.isPresent();
        for (Optional<Answer.Line> next = answer.next(); next.isPresent(); next = answer.next()) {
            if (next.get().members().is("live")) {
                held.forEach(line -> out.line(form.apply(line)));
                held.clear();
                holding = false;
                out.flush();
            } else if (matches(next.get().members(), out)) {
                held.add(next.get());
                if (!holding) {
                    out.line(form.apply(held.remove()));
                } else if (held.size() > last.getAsInt()) {
                    held.remove();
                }
                if (follow && !holding) {
                    out.flush();
                }
            }
            if (follow && out.isClosed()) {
                return;
            }
        }
        held.forEach(line -> out.line(form.apply(line)));
        out.flush();
    }

    /** Colours do not come between the parts of an expression. */
    private boolean matches(Members line, Output out) {
        if (grep.isEmpty() || line.has("leftOut")) {
            return true;
        }
        try {
            return grep.get().isIn(SafeText.plain(line.text("text")), Deadline.perLine(out::isClosed));
        } catch (SearchStoppedException e) {
            throw new Failure(Failure.Reason.FAILED, "cannot search for '" + grep.get().regex() + "': " + e.getMessage());
        }
    }

    /** The expression of a user, if there is one. */
    public static Optional<TimedPattern> expression(String regex) {
        try {
            return Optional.ofNullable(regex).map(TimedPattern::of);
        } catch (PatternSyntaxException e) {
            throw new Failure(Failure.Reason.FAILED,
                    "cannot search for '" + regex + "': it is no Java expression, " + e.getDescription());
        }
    }
}
