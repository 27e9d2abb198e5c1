package io.quarkiverse.processmanager.runtime.process.detached;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.quarkiverse.processmanager.StopPolicy;
import io.quarkiverse.processmanager.StopPolicy.Scope;
import io.quarkiverse.processmanager.runtime.definition.Signals;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.process.output.file.FileSlice;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.time.Durations;

/**
 * What the next run needs to know of a process that outlives the application.
 *
 * @param fingerprint identifies its definition
 * @param signal the stop signal
 * @param scope which processes receive the stop signal first
 * @param grace the grace period between the stop signal and the kill
 * @param output where the process writes
 * @param root the root process; absent until it has been started
 */
public record DetachedRecord(String fingerprint, String signal, Scope scope, Duration grace, FileSlice output,
        Optional<ProcessId> root) {

    DetachedRecord with(ProcessId started) {
        return new DetachedRecord(fingerprint, signal, scope, grace, output, Optional.of(started));
    }

    DetachedRecord with(StopPolicy policy) {
        return new DetachedRecord(fingerprint, Signals.forShell(policy.signal()), policy.scope(), policy.timeout(), output,
                root);
    }

    /**
     * The record as lines of text: {@code D} with the fingerprint, {@code S} with the signal, the grace period (ms) and the scope,
     * {@code F} with the offset and the path of the output, {@code P} with the pid and the start time (ticks). A line break in
     * the path would be read as the end of the path.
     */
    List<String> lines() {
        List<String> lines = new ArrayList<>(
                List.of("D " + fingerprint, "S " + signal + " " + Durations.millis(grace) + " " + scope,
                        "F " + output.from() + " " + output.path()));
        root.ifPresent(process -> lines.add("P " + process.pid() + " " + process.startTicks()));
        return lines;
    }

    /** Parses what {@link #lines()} has written; empty if the text is incomplete. */
    static Optional<DetachedRecord> parse(List<String> lines) {
        try {
            String[] stop = field(lines, "S ").split(" ");
            String[] file = field(lines, "F ").split(" ", 2);
            DetachedRecord detached = new DetachedRecord(field(lines, "D "), Signals.forShell(stop[0]), scope(stop),
                    Duration.ofMillis(Long.parseLong(stop[1])), new FileSlice(Path.of(file[1]), Long.parseLong(file[0])),
                    Optional.empty());
            String[] root = field(lines, "P ").split(" ");
            return Optional.of(root.length < 2 ? detached
                    : detached.with(new ProcessId(Long.parseLong(root[0]), Long.parseLong(root[1]))));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** A record of an earlier version has no scope. */
    private static Scope scope(String[] stop) {
        return stop.length > 2 ? Scope.valueOf(stop[2]) : StopSettings.DEFAULT.scope();
    }

    private static String field(List<String> lines, String key) {
        return lines.stream().filter(line -> line.startsWith(key)).map(line -> line.substring(key.length())).findFirst()
                .orElse("");
    }
}
