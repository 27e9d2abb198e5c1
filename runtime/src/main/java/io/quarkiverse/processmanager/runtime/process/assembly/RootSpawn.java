package io.quarkiverse.processmanager.runtime.process.assembly;

import java.io.IOException;
import java.util.Optional;

import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.Stdin;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.input.ProcessInput;
import io.quarkiverse.processmanager.runtime.process.libc.NativeAccess;
import io.quarkiverse.processmanager.runtime.process.output.FileCapture;
import io.quarkiverse.processmanager.runtime.process.output.OutputCapture;
import io.quarkiverse.processmanager.runtime.process.spawn.PreparedCommand;
import io.quarkiverse.processmanager.runtime.process.spawn.Redirection;
import io.quarkiverse.processmanager.runtime.process.spawn.SpawnRequest;
import io.quarkiverse.processmanager.runtime.process.spawn.Spawner;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartFailure;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartRefusedException;
import io.quarkiverse.processmanager.runtime.process.table.Cgroup;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.tree.ProcessTree;
import io.quarkiverse.processmanager.runtime.time.Moment;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/**
 * Spawns the commands of one start: prepares a command, spawns its root, begins to read its output and registers it for the case
 * that this JVM dies. The calling thread may block.
 */
final class RootSpawn {

    private final StartScope scope;
    private final Spawner spawner;
    private final StopSequence stop;
    private final ProcessTree.Observer ofAborted;
    private Optional<Cgroup> cgroup = Optional.empty();

    /** @param ofAborted receives the end of a tree whose spawn was aborted */
    RootSpawn(StartScope scope, StopSequence stop, ProcessTree.Observer ofAborted) {
        this.scope = scope;
        this.spawner = scope.services().spawner();
        this.stop = stop;
        this.ofAborted = ofAborted;
    }

    /** The control group of the process, if it has one. */
    Optional<Cgroup> cgroup() {
        return cgroup;
    }

    /**
     * Spawns the command that must succeed before the process starts.
     *
     * @throws StartRefusedException if the command cannot be started
     * @throws AbortedSpawnException if the spawn was aborted
     */
    SpawnedRoot preStart(OutputCapture output, ProcessTree.Observer observer) throws IOException {
        SpawnRequest request = spawner.preStart(scope.launch());
        return spawn(request, command -> {
            Moment start = SystemClock.now();
            Process process = spawner.spawn(command, Stdin.NONE, output.redirection());
            output.started(process);
            return root(process, start, command, scope.services().register(process, request, PreStart.SIGNAL, observer));
        });
    }

    /**
     * Spawns the command of the process.
     *
     * @throws StartRefusedException if the command cannot be started
     * @throws AbortedSpawnException if the spawn was aborted
     */
    SpawnedRoot command(OutputCapture output, ProcessTree.Observer observer) throws IOException {
        SpawnRequest own = notifying(spawner.request(scope.launch()));
        SpawnRequest request = scope.outlivesJvm() ? own.markedAs(scope.lastingMarker()) : confine(own);
        return spawn(request, command -> {
            Redirection redirection = output.redirection();
            if (scope.detachment().isDetached() && output instanceof FileCapture direct) {
                scope.detachment().starting(direct.slice(), stop.policy());
            }
            if (scope.data().isShared()) {
                // If this JVM dies before it knows the root, the marker shows the processes.
                scope.watch(ProcessId.NONE, stop.signal());
            }
            Moment start = SystemClock.now();
            Process process = spawner.spawn(command, scope.input(), redirection);
            // This comes first: until the pipes are taken over, output may be lost when the child exits.
            output.started(process);
            scope.notices().started(process);
            SpawnedRoot root = root(process, start, command, register(process, request, observer));
            spawner.started(request, command);
            return root;
        });
    }

    private SpawnRequest notifying(SpawnRequest request) throws IOException {
        ProcessRunner.Notice notice = scope.launch().notice();
        if (!notice.isWanted()) {
            return request;
        }
        NativeAccess access = spawner.way().access().filter(way -> !scope.outlivesJvm()).orElseThrow(() -> spawner
                .needsNativeWay("health.notify=" + (notice.socket() ? "socket" : "fd:" + notice.descriptor().orElse(0))));
        scope.notices().open(access);
        return request.notifying(scope.notices().variables(), scope.notices().descriptor());
    }

    private SpawnRequest confine(SpawnRequest request) throws StartRefusedException {
        return switch (scope.launch().execution().isolation()) {
            case SESSION -> request;
            case CGROUP -> confinedTo(scope.runner().side().groups().create(request), request);
            case AUTO -> scope.runner().side().groups().createIfPossible(request).map(group -> confinedTo(group, request))
                    .orElse(request);
        };
    }

    private SpawnRequest confinedTo(Cgroup group, SpawnRequest request) {
        cgroup = Optional.of(group);
        return request.confinedTo(group);
    }

    /** Spawns a command that has been prepared. */
    @FunctionalInterface
    private interface Spawning {
        SpawnedRoot of(PreparedCommand command) throws IOException;
    }

    private SpawnedRoot spawn(SpawnRequest request, Spawning spawning) throws IOException {
        Optional<PreparedCommand> prepared = Optional.empty();
        try {
            PreparedCommand command = spawner.prepare(request);
            prepared = Optional.of(command);
            return spawning.of(command);
        } catch (IOException e) {
            cgroup.ifPresent(Cgroup::remove);
            spawner.refused(request);
            throw prepared.isPresent() ? prepared.get().refusal(e) : e;
        } catch (RuntimeException | OutOfMemoryError e) {
            // The JDK also throws these when no more threads can be created; the process may exist then.
            scope.services().terminator().kill(ProcessServices.tree(request, ofAborted));
            throw new AbortedSpawnException(e instanceof OutOfMemoryError shortage ? StartFailure.of(shortage)
                    : new StartFailure(Reason.SPAWN_FAILED, String.valueOf(e.getMessage())), e);
        }
    }

    private SpawnedRoot root(Process process, Moment start, PreparedCommand command, ProcessTree tree) {
        ProcessInput input = new ProcessInput(process, command.wiring().terminal().isPresent(), scope.services().pool());
        return new SpawnedRoot(process, command.spawned(), new StartedChild(tree, input, start));
    }

    /**
     * Registers the child for the case that this JVM dies: with the watchdog, or as a record for the next run if it is
     * detached.
     */
    private ProcessTree register(Process process, SpawnRequest request, ProcessTree.Observer observer) {
        if (!scope.outlivesJvm()) {
            return scope.services().register(process, request, stop.signal(), observer);
        }
        ProcessId root = scope.services().identify(process);
        if (scope.detachment().isDetached()) {
            scope.detachment().started(root);
        }
        scope.watch(root, stop.signal());
        return ProcessServices.tree(request, root, process, observer);
    }
}
