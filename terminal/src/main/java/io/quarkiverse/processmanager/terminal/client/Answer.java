package io.quarkiverse.processmanager.terminal.client;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import io.quarkiverse.processmanager.runtime.program.Json;

/** The answer to one request. One thread reads it; any thread closes it, which ends the request. */
public final class Answer implements AutoCloseable {

    private final Lines lines;
    private volatile Optional<Thread> watch = Optional.empty();
    private volatile boolean overdue;

    Answer(Lines lines) {
        this.lines = lines;
    }

    /** The lines as the application sends them. */
    interface Lines {

        /** Waits for the next line. Empty when the application sends no more, and after the close. */
        Optional<String> next() throws IOException;

        /** Ends the request. For any thread. */
        void close();
    }

    /** A line, as text and as an object. */
    public record Line(String text, Members members) {
    }

    /** From now on {@link #next()} fails with {@link Failure.Reason#TIMEOUT} when this time is over. */
    public Answer within(Duration limit) {
        watch = Optional.of(Timeout.after(limit, () -> {
            overdue = true;
            lines.close();
        }));
        return this;
    }

    /**
     * Waits for the next line. Empty at the end of the answer.
     *
     * @throws Failure if the application answers with an error or has ended, or the time is over
     */
    public Optional<Line> next() {
        Optional<String> line;
        try {
            line = lines.next();
        } catch (IOException e) {
            line = Optional.empty();
        }
        if (overdue) {
            throw new Failure(Failure.Reason.TIMEOUT, "the time is over");
        }
        if (line.isEmpty()) {
            throw new Failure(Failure.Reason.NO_APPLICATION, "the connection is lost: the application has ended");
        }
        Members members = new Members(Json.parse(line.get()) instanceof Map<?, ?> map ? map : Map.of());
        if (members.has("error")) {
            throw new Failure(Failure.Reason.FAILED, members.object("error").text("message"));
        }
        return members.is("end") ? Optional.empty() : Optional.of(new Line(line.get(), members));
    }

    /** The only line of an answer. */
    public Line only() {
        Line line = next()
                .orElseThrow(() -> new Failure(Failure.Reason.FAILED, "the answer of the application is empty"));
        next();
        return line;
    }

    @Override
    public void close() {
        watch.ifPresent(Thread::interrupt);
        lines.close();
    }
}
