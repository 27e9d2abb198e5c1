package io.quarkiverse.processmanager.runtime.process.detached;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.quarkiverse.processmanager.runtime.process.output.FileSlice;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.definition.Signals;

/**
 * What the next start has to know of a process that outlives the application.
 *
 * @param fingerprint stands for its definition
 * @param signal asks it to end
 * @param grace how long that may take
 * @param output where it writes to
 * @param root which process it is; absent until it is known to have been started
 */
public record DetachedRecord(String fingerprint, String signal, Duration grace, FileSlice output, Optional<ProcessId> root) {

    DetachedRecord with(ProcessId started) {
        return new DetachedRecord(fingerprint, signal, grace, output, Optional.of(started));
    }

    DetachedRecord with(String newSignal, Duration newGrace) {
        return new DetachedRecord(fingerprint, newSignal, newGrace, output, root);
    }

    /** As lines of text; a line break in the path of the file would be read as the end of the path. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(List.of("D " + fingerprint, "S " + signal + " " + grace.toMillis(),
                "F " + output.from() + " " + output.path()));
        root.ifPresent(identity -> lines.add("P " + identity.pid() + " " + identity.startTicks()));
        return lines;
    }

    /** Reads what {@link #lines()} has written; nothing if that is torn. */
    static Optional<DetachedRecord> parse(List<String> lines) {
        try {
            String[] stop = field(lines, "S ").split(" ");
            String[] file = field(lines, "F ").split(" ", 2);
            DetachedRecord detached = new DetachedRecord(field(lines, "D "), Signals.forShell(stop[0]),
                    Duration.ofMillis(Long.parseLong(stop[1])), new FileSlice(Path.of(file[1]), Long.parseLong(file[0])),
                    Optional.empty());
            String[] root = field(lines, "P ").split(" ");
            return Optional.of(root.length < 2 ? detached
                    : detached.with(new ProcessId(Long.parseLong(root[0]), Long.parseLong(root[1]))));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static String field(List<String> lines, String key) {
        return lines.stream().filter(line -> line.startsWith(key)).map(line -> line.substring(key.length())).findFirst()
                .orElse("");
    }
}
