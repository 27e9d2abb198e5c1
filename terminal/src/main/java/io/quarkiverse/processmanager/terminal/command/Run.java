package io.quarkiverse.processmanager.terminal.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

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
    private final List<String> args;
    private final boolean task;
    private final long incarnation;
    private final boolean colours;
    private final Output out;
    private final Answer output;
    private final AtomicInteger interrupts = new AtomicInteger();
    private volatile long printed;
    private volatile Optional<Answer> states = Optional.empty();
    /** The number of the last line of the run; empty until the process is at rest. */
    private volatile OptionalLong last = OptionalLong.empty();
    private volatile Optional<Failure> failure = Optional.empty();
    private volatile Members start = new Members(Map.of());
    private volatile Members end = new Members(Map.of());

    /**
     * The end of the process.
     *
     * @param text a sentence
     * @param code the exit code, if the process has exited with one; 128 + n if signal n has ended the process
     * @param signal the name of the signal that has ended the process, or empty
     * @param success whether the process has done what it was started for
     * @param task whether the process is a task, so that its exit code is a result
     */
    public record Ended(String text, OptionalInt code, String signal, boolean success, boolean task) {
    }

    private Run(Application application, Members row, List<String> args, boolean colours, Output out) {
        this.application = application;
        this.id = row.text("id");
        this.args = List.copyOf(args);
        this.task = row.text("kind").equals("task");
        this.incarnation = row.number("incarnation").orElse(0L);
        this.colours = colours;
        this.out = out;
        // The last line from before tells which lines are new.
        this.output = application.request("logs", Map.of("ids", List.of(id), "follow", true, "last", 1));
    }

    /**
     * Checks that the process can be run. Nothing is started yet; {@link #await()} does that.
     *
     * @param args arguments of this run of a task, behind those of its definition
     * @param colours whether the output keeps its colours
     */
    public static Run of(Application application, String id, List<String> args, boolean colours, Output out) {
        Members row = row(application, id);
        if (!AT_REST.contains(row.text("phase"))) {
            String state = Rows.state(row);
            throw new Failure(Failure.Reason.FAILED, "cannot run process '" + id + "': it " + Rows.verb(state)
                    + (row.text("why").equals(state) ? "" : " (" + row.text("why") + ")") + "; 'logs -f " + id
                    + "' shows its output");
        }
        return new Run(application, row, args, colours, out);
    }

    private static Members row(Application application, String id) {
        try (Answer answer = application.request("status", Map.of("ids", List.of(id)))) {
            return answer.only().members();
        }
    }

    /**
     * Starts the process, prints its output and waits for its end. A {@link #close()} from another thread ends the wait; the
     * process runs on. An output that is closed stops the process.
     */
    public Ended await() {
        skipKeptLines();
        inBackground(this::startAndWatch);
        try {
            while (!isComplete()) {
                output.next().ifPresent(line -> print(line.members()));
            }
        } catch (Failure e) {
            if (!isComplete()) {
                throw e;
            }
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
        return ended();
    }

    /** Whether the process is at rest, and its last line is printed. The lines can lag behind the state. */
    private boolean isComplete() {
        return failure.isPresent() || last.isPresent() && printed >= last.getAsLong();
    }

    private void inBackground(Runnable action) {
        Thread thread = new Thread(action, "run " + id);
        thread.setDaemon(true);
        thread.start();
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
            try (Answer answer = start()) {
                states = Optional.of(answer);
                start = answer.only().members().object("result");
            }
            try (Answer watch = application.request("watch", Map.of())) {
                states = Optional.of(watch);
                end = awaitRest(watch);
            }
            last = OptionalLong.of(lastLine());
        } catch (Failure e) {
            failure = Optional.of(e);
        }
        if (isComplete()) {
            // No line comes that would end the wait for the next one.
            output.close();
        }
    }

    /** A task runs, also if its work is done. A process without a kind can have no arguments, and the application says so. */
    private Answer start() {
        return task || !args.isEmpty() ? application.request("run", Map.of("ids", List.of(id), "args", args))
                : application.request("start", Map.of("ids", List.of(id)));
    }

    private long lastLine() {
        long number = 0;
        try (Answer kept = application.request("logs", Map.of("ids", List.of(id), "last", 1))) {
            for (Optional<Answer.Line> line = kept.next(); line.isPresent(); line = kept.next()) {
                number = line.get().members().number("seq").orElse(number);
            }
        }
        return number;
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

    private void print(Members line) {
        String text = OutputText.text(line, colours);
        if (line.text("stream").equals("stderr")) {
            out.error(text);
        } else {
            out.line(text);
        }
        out.flush();
        printed = line.number("seq").orElse(printed);
        if (out.isClosed() && interrupts.get() == 0) {
            interrupt();
        }
    }

    /**
     * Stops the process, which ends the run. The second call kills the process tree. Returns at once; for any thread.
     *
     * @return how often the method has been called
     */
    public int interrupt() {
        int count = interrupts.incrementAndGet();
        inBackground(() -> {
            try (Answer stopped = application.request("stop", Map.of("ids", List.of(id), "force", count > 1))) {
                stopped.only();
            } catch (Failure e) {
                // The run ends with the process or with the application, and reports that.
            }
        });
        return count;
    }

    private Ended ended() {
        Members exit = end.object("lastExit");
        if (!start.is("ok") && end.number("incarnation").orElse(0L) == incarnation) {
            // The lines behind the first one are the output of an earlier run.
            return new Ended(start.text("message").lines().findFirst().orElse(""), OptionalInt.empty(), "", false,
                    task);
        }
        boolean success = !end.text("phase").equals("FAILED");
        OptionalInt code = exit.number("code").map(number -> OptionalInt.of(number.intValue())).orElse(OptionalInt.empty());
        return new Ended("process '" + id + "' " + Rows.verb(Rows.state(end)) + ": " + end.text("why"), code,
                exit.text("signal"),
                success, task);
    }

    /** Ends the wait. For any thread. */
    @Override
    public void close() {
        output.close();
        states.ifPresent(Answer::close);
    }
}
