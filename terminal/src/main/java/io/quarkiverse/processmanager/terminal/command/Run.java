package io.quarkiverse.processmanager.terminal.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import io.quarkiverse.processmanager.terminal.client.Answer;
import io.quarkiverse.processmanager.terminal.client.Application;
import io.quarkiverse.processmanager.terminal.client.Failure;
import io.quarkiverse.processmanager.terminal.client.Members;
import io.quarkiverse.processmanager.terminal.text.OutputText;
import io.quarkiverse.processmanager.terminal.text.Rows;

/**
 * Starts a process that does not run, prints its output, and waits until it is at rest again: a task has completed or failed, a
 * service is stopped or has failed. Starts its dependencies, too, as {@code start} does.
 */
public final class Run implements AutoCloseable {

    private static final Set<String> AT_REST = Set.of("STOPPED", "COMPLETED", "FAILED");

    private final Application application;
    private final String id;
    private final long incarnation;
    private final boolean colours;
    private final Output out;
    private final Answer output;
    private long printed;
    private volatile Optional<Answer> states = Optional.empty();
    private volatile boolean over;
    private volatile Optional<Failure> failure = Optional.empty();
    private volatile Members start = new Members(Map.of());
    private volatile Members end = new Members(Map.of());

    /**
     * The end of the process.
     *
     * @param text a sentence
     * @param code the exit code, if the process has exited with one
     * @param signal the name of the signal that has ended the process, or empty
     * @param success whether the process has done what it was started for
     */
    public record Ended(String text, OptionalInt code, String signal, boolean success) {
    }

    private Run(Application application, Members row, boolean colours, Output out) {
        this.application = application;
        this.id = row.text("id");
        this.incarnation = row.number("incarnation").orElse(0L);
        this.colours = colours;
        this.out = out;
        // The last line from before tells which lines are new.
        this.output = application.request("logs", Map.of("ids", List.of(id), "follow", true, "last", 1));
    }

    /**
     * Checks that the process can be run. Nothing is started yet; {@link #await()} does that.
     *
     * @param colours whether the output keeps its colours
     */
    public static Run of(Application application, String id, boolean colours, Output out) {
        Members row = row(application, id);
        if (!AT_REST.contains(row.text("phase"))) {
            throw new Failure(Failure.Reason.FAILED, "cannot run process '" + id + "': it is " + Rows.state(row) + " ("
                    + row.text("why") + "); 'logs -f " + id + "' shows its output");
        }
        return new Run(application, row, colours, out);
    }

    private static Members row(Application application, String id) {
        try (Answer answer = application.request("status", Map.of("ids", List.of(id)))) {
            return answer.only().members();
        }
    }

    /**
     * Starts the process, prints its output and waits for its end. A {@link #close()} from another thread ends the wait; the
     * process runs on.
     */
    public Ended await() {
        Thread watcher = new Thread(this::startAndWatch, "run " + id);
        watcher.setDaemon(true);
        try {
            skipKeptLines();
            watcher.start();
            for (Optional<Answer.Line> line = output.next(); line.isPresent(); line = output.next()) {
                print(line.get().members());
            }
        } catch (Failure e) {
            if (!over) {
                throw e;
            }
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
        printRest();
        return ended();
    }

    private void skipKeptLines() {
        Optional<Answer.Line> line = output.next();
        while (line.isPresent() && !line.get().members().is("live")) {
            printed = line.get().members().number("seq").orElse(printed);
            line = output.next();
        }
    }

    private void startAndWatch() {
        try {
            try (Answer answer = application.request("start", Map.of("ids", List.of(id)))) {
                states = Optional.of(answer);
                start = answer.only().members().object("result");
            }
            try (Answer watch = application.request("watch", Map.of())) {
                states = Optional.of(watch);
                end = awaitRest(watch);
            }
        } catch (Failure e) {
            failure = Optional.of(e);
        }
        over = true;
        output.close();
    }

    /** A start that has failed can still have restarts left. */
    private Members awaitRest(Answer watch) {
        for (Optional<Answer.Line> line = watch.next(); line.isPresent(); line = watch.next()) {
            Members row = line.get().members().objects("processes").stream().filter(one -> one.text("id").equals(id))
                    .findFirst().orElseThrow(() -> new Failure(Failure.Reason.FAILED,
                            "cannot wait for process '" + id + "': it has been removed"));
            if (AT_REST.contains(row.text("phase"))) {
                return row;
            }
        }
        throw new Failure(Failure.Reason.NO_APPLICATION, "the application has ended");
    }

    /** The stream of the output can lag behind the end of the process, but the last lines are kept. */
    private void printRest() {
        try (Answer kept = application.request("logs", Map.of("ids", List.of(id)))) {
            for (Optional<Answer.Line> line = kept.next(); line.isPresent(); line = kept.next()) {
                long number = line.get().members().number("seq").orElse(0L);
                if (printed > 0 && number > printed + 1) {
                    print(new Members(Map.of("leftOut", number - printed - 1)));
                }
                if (number > printed) {
                    print(line.get().members());
                }
            }
        }
    }

    private void print(Members line) {
        if (out.isClosed()) {
            throw new Failure(Failure.Reason.FAILED, "the output is closed");
        }
        printed = line.number("seq").orElse(printed);
        out.line(OutputText.text(line, colours));
        out.flush();
    }

    private Ended ended() {
        Members exit = end.object("lastExit");
        if (!start.is("ok") && end.number("incarnation").orElse(0L) == incarnation) {
            return new Ended(start.text("message"), OptionalInt.empty(), "", false);
        }
        boolean success = !end.text("phase").equals("FAILED");
        OptionalInt code = exit.number("code").map(number -> OptionalInt.of(number.intValue())).orElse(OptionalInt.empty());
        return new Ended("process '" + id + "' is " + Rows.state(end) + ": " + end.text("why"), code, exit.text("signal"),
                success);
    }

    /** Ends the wait. For any thread. */
    @Override
    public void close() {
        output.close();
        states.ifPresent(Answer::close);
    }
}
