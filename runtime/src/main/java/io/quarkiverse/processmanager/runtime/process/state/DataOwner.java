package io.quarkiverse.processmanager.runtime.process.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.quarkiverse.processmanager.runtime.process.table.ProcessId;

/**
 * The process that uses a data directory, as the owner writes it beside the data.
 *
 * @param scope the text of the scope in which the pids are valid
 * @param processId the id of the process in its application
 * @param application the directory in which the application was started
 * @param jvm the JVM of the application
 * @param root the root of the process tree; empty while the process is being started
 * @param ready whether a line of its output has shown that the process is ready
 */
public record DataOwner(String scope, String processId, String application, ProcessId jvm, Optional<ProcessId> root,
        boolean ready) {

    private static final String READY = "ready";

    /** An owner whose process is being started. */
    public DataOwner(String scope, String processId, String application, ProcessId jvm) {
        this(scope, processId, application, jvm, Optional.empty(), false);
    }

    /** The same owner, whose process has been started. */
    public DataOwner with(ProcessId started) {
        return new DataOwner(scope, processId, application, jvm, Optional.of(started), ready);
    }

    /** The same owner, whose process is ready. */
    public DataOwner whenReady() {
        return new DataOwner(scope, processId, application, jvm, root, true);
    }

    /** The owner as lines of text. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(scope, processId, application, text(jvm)));
        root.ifPresent(id -> lines.add(text(id)));
        if (ready) {
            lines.add(READY);
        }
        return lines;
    }

    /** Parses what {@link #lines()} has written; empty if the text is incomplete. */
    static Optional<DataOwner> parse(List<String> lines) {
        try {
            if (lines.size() < 4) {
                return Optional.empty();
            }
            boolean ready = lines.get(lines.size() - 1).equals(READY);
            boolean started = lines.size() > (ready ? 5 : 4);
            return Optional.of(new DataOwner(lines.get(0), lines.get(1), lines.get(2), id(lines.get(3)),
                    started ? Optional.of(id(lines.get(4))) : Optional.empty(), ready));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static String text(ProcessId id) {
        return id.pid() + " " + id.startTicks();
    }

    private static ProcessId id(String text) {
        String[] parts = text.split(" ");
        return new ProcessId(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }
}
