package io.quarkiverse.processmanager.runtime.process.spawn;

import java.util.List;
import java.util.Optional;

import io.quarkiverse.processmanager.Execution;
import io.quarkiverse.processmanager.TerminalSize;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.table.Cgroup;
import io.quarkiverse.processmanager.runtime.process.table.Marker;

/**
 * One program that a {@link Spawner} starts.
 *
 * @param launch the start of the process that the program belongs to; it has the directory, the environment and the port
 * @param words the program and its arguments
 * @param execution the user and the limits of the program
 * @param marker the environment variable that identifies the members of its tree
 * @param cgroup the control group that confines the program
 * @param terminal the size of the terminal of the program; empty if it has pipes
 */
public record SpawnRequest(ProcessRunner.Launch launch, List<String> words, Execution execution, Marker marker,
        Optional<Cgroup> cgroup, Optional<TerminalSize> terminal) {

    public SpawnRequest {
        words = List.copyOf(words);
    }

    public SpawnRequest confinedTo(Cgroup group) {
        return new SpawnRequest(launch, words, execution, marker, Optional.of(group), terminal);
    }

    /** The same request with a marker that does not name this JVM. */
    public SpawnRequest markedAs(Marker other) {
        return new SpawnRequest(launch, words, execution, other, cgroup, terminal);
    }
}
