package io.quarkiverse.processmanager.runtime.process.state;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.quarkiverse.processmanager.runtime.process.table.Marker;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;

/**
 * The process that uses a data directory, as the owner writes it beside the data.
 *
 * @param scope the text of the scope in which the pids are valid
 * @param processId the id of the process in its application
 * @param application the directory in which the application was started
 * @param jvm the JVM of the application
 * @param marker a variable in the environment of each process of the tree; an empty value stands for any value
 * @param root the root of the process tree; empty while the process is being started
 * @param output where a process that outlives the JVM writes
 */
public record DataOwner(String scope, String processId, String application, ProcessId jvm, Marker marker,
        Optional<ProcessId> root, Optional<Output> output) {

    private static final String ROOT = "P ";
    private static final String OUTPUT = "F ";

    /**
     * The output of a process in a file.
     *
     * @param from the offset of its first byte
     */
    public record Output(Path path, long from) {
    }

    /** An owner whose process is being started. */
    public DataOwner(String scope, String processId, String application, ProcessId jvm, Marker marker) {
        this(scope, processId, application, jvm, marker, Optional.empty(), Optional.empty());
    }

    /** The same owner, whose process has been started. */
    public DataOwner with(ProcessId started, Optional<Output> file) {
        return new DataOwner(scope, processId, application, jvm, marker, Optional.of(started), file);
    }

    /** The same process under another owner. */
    public DataOwner with(DataOwner next) {
        return new DataOwner(scope, next.processId, next.application, next.jvm, marker, root, output);
    }

    /** The owner as lines of text. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(
                List.of(scope, processId, application, text(jvm), marker.variable() + "=" + marker.value()));
        root.ifPresent(id -> lines.add(ROOT + text(id)));
        output.ifPresent(file -> lines.add(OUTPUT + file.from() + " " + file.path()));
        return lines;
    }

    /** Parses what {@link #lines()} has written; empty if the text is incomplete. */
    static Optional<DataOwner> parse(List<String> lines) {
        try {
            if (lines.size() < 5) {
                return Optional.empty();
            }
            String[] variable = lines.get(4).split("=", 2);
            DataOwner owner = new DataOwner(lines.get(0), lines.get(1), lines.get(2), id(lines.get(3)),
                    new Marker(variable[0], variable[1]));
            Optional<Output> output = field(lines, OUTPUT).map(text -> text.split(" ", 2))
                    .map(parts -> new Output(Path.of(parts[1]), Long.parseLong(parts[0])));
            return Optional.of(field(lines, ROOT).map(text -> owner.with(id(text), output)).orElse(owner));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> field(List<String> lines, String key) {
        return lines.stream().skip(5).filter(line -> line.startsWith(key)).map(line -> line.substring(key.length()))
                .findFirst();
    }

    private static String text(ProcessId id) {
        return id.pid() + " " + id.startTicks();
    }

    private static ProcessId id(String text) {
        String[] parts = text.split(" ");
        return new ProcessId(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }
}
