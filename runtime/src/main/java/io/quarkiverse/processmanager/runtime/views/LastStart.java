package io.quarkiverse.processmanager.runtime.views;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.runtime.definition.Secrets;

/**
 * The last lines of the last start of a process, as a report quotes them. The lines of the starts before are left out.
 *
 * @param lines oldest first
 * @param deciding the index of the line that says why the start has ended; empty if no line is an error message
 */
public record LastStart(List<String> lines, OptionalInt deciding) {

    /** A report without a line. */
    public static final LastStart NONE = of(List.of());

    public LastStart {
        lines = List.copyOf(lines);
    }

    static LastStart of(List<String> lines) {
        return new LastStart(lines, DecidingLine.in(lines));
    }

    /** The last lines of the last start of the process, at most so many. */
    public static LastStart of(ManagedProcess process, int count) {
        long incarnation = process.status().incarnation();
        return of(Secrets.of(process.definition()).quoteLast(
                most -> process.logs(most).stream().filter(line -> line.incarnation() == incarnation).toList(), count));
    }

    /** The deciding line without white space around it. */
    public Optional<String> cause() {
        return deciding.isPresent() ? Optional.of(lines.get(deciding.getAsInt()).strip()) : Optional.empty();
    }
}
