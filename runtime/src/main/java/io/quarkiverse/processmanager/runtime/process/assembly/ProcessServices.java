package io.quarkiverse.processmanager.runtime.process.assembly;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;

import io.quarkiverse.processmanager.runtime.process.output.ChildPipe;
import io.quarkiverse.processmanager.runtime.process.platform.Platform;
import io.quarkiverse.processmanager.runtime.process.spawn.CgroupHome;
import io.quarkiverse.processmanager.runtime.process.spawn.SpawnRequest;
import io.quarkiverse.processmanager.runtime.process.spawn.Spawner;
import io.quarkiverse.processmanager.runtime.process.spawn.StartRefusedException;
import io.quarkiverse.processmanager.runtime.process.table.Cgroup;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;
import io.quarkiverse.processmanager.runtime.process.threads.EngineExecutors;
import io.quarkiverse.processmanager.runtime.process.tree.ProcessTree;
import io.quarkiverse.processmanager.runtime.process.tree.TreeTerminator;
import io.quarkiverse.processmanager.runtime.process.watchdog.Watchdog;

/**
 * What all processes of one runner share.
 *
 * @param platform what the operating system does in its own way
 * @param jvm names this runner
 * @param spawner makes them
 * @param watchdog knows of them when the JVM dies
 * @param terminator ends them
 * @param executors the threads that do it
 */
public record ProcessServices(Platform platform, RunnerId jvm, Spawner spawner, Watchdog watchdog, TreeTerminator terminator,
        EngineExecutors executors) {

    static ProcessServices create(Platform platform, Path stateDirectory) {
        RunnerId jvm = RunnerId.create(platform.table());
        Watchdog watchdog = platform.watchdog(stateDirectory, jvm);
        Spawner spawner = new Spawner(platform.sessionStarter(), platform.programs(), jvm);
        return new ProcessServices(platform, jvm, spawner, watchdog,
                new TreeTerminator(platform.table(), watchdog, jvm), EngineExecutors.create());
    }

    ExecutorService pool() {
        return executors.pool();
    }

    ScheduledExecutorService timer() {
        return executors.timer();
    }

    boolean isAlive(ProcessId identity) {
        return platform.table().isAlive(identity);
    }

    /** When a process was started. */
    Instant startOf(ProcessId identity) {
        long age = Math.max(0, platform.table().nowTicks() - identity.startTicks());
        return Instant.now().minusMillis(age * 1000 / ProcessTable.TICKS_PER_SECOND);
    }

    /** Which process a child is that this runner has just started. */
    ProcessId identify(Process process) {
        return platform.identify(process, jvm);
    }

    /** Opens the pipe of a child that this runner has just started. */
    ChildPipe openPipe(Process process, InputStream stream, ChildPipe.Descriptor end) {
        return platform.takeOver(process, stream, end, spawner.starters());
    }

    /** Makes a control group for what is going to be started. */
    Cgroup confine(SpawnRequest request) throws StartRefusedException {
        Cgroup group = CgroupHome.create(request.marker().variable() + "_" + request.marker().value());
        watchdog.cgroupCreated(group);
        return group;
    }

    /** Follows a child that has just been started until nothing of it is left, also without this JVM. */
    ProcessTree adopt(Process process, SpawnRequest request, String signal, ProcessTree.Observer observer) {
        ProcessId root = identify(process);
        watchdog.started(root, signal);
        return tree(request, root, observer);
    }

    /** The tree of an request, with its root if that is known. */
    static ProcessTree tree(SpawnRequest request, ProcessId root, ProcessTree.Observer observer) {
        return new ProcessTree(request.marker(), root, request.cgroup(), observer);
    }

    /** Ends the threads; what is still to be done is dropped. */
    void close(long millis) throws InterruptedException {
        terminator.close();
        executors.close(millis);
    }
}
