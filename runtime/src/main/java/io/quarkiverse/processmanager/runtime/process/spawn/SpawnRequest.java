package io.quarkiverse.processmanager.runtime.process.spawn;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import io.quarkiverse.processmanager.Execution;
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
 * @param wiring what connects the program with this JVM beside its pipes
 */
public record SpawnRequest(ProcessRunner.Launch launch, List<String> words, Execution execution, Marker marker,
        Optional<Cgroup> cgroup, Wiring wiring) {

    public SpawnRequest {
        words = List.copyOf(words);
    }

    public SpawnRequest confinedTo(Cgroup group) {
        return new SpawnRequest(launch, words, execution, marker, Optional.of(group), wiring);
    }

    /** The same request with a marker that does not name this JVM. */
    public SpawnRequest markedAs(Marker other) {
        return new SpawnRequest(launch, words, execution, other, cgroup, wiring);
    }

    /** The same request for a program that reports on these channels that it is ready. */
    public SpawnRequest notifying(Map<String, String> variables, OptionalInt descriptor) {
        return new SpawnRequest(launch, words, execution, marker, cgroup,
                new Wiring(wiring.terminal(), variables, descriptor));
    }
}
