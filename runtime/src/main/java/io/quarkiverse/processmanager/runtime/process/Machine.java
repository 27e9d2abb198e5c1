package io.quarkiverse.processmanager.runtime.process;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What all processes of one runner share.
 *
 * @param platform what the operating system does in its own way
 * @param jvm names this runner
 * @param spawner makes them
 * @param guard knows of them when the JVM dies
 * @param reaper ends them
 * @param crew the threads that do it
 */
record Machine(Platform platform, JvmIdentity jvm, Spawner spawner, Guard guard, Reaper reaper, Crew crew) {

    static Machine create(Platform platform, Path stateDirectory) {
        JvmIdentity jvm = JvmIdentity.create(platform.table());
        Guard guard = platform.guard(stateDirectory, jvm);
        Spawner spawner = new Spawner(platform.sessionStarter(), platform.programs(), jvm);
        return new Machine(platform, jvm, spawner, guard,
                new Reaper(platform.table(), guard, jvm), Crew.create());
    }

    ExecutorService pool() {
        return crew.pool();
    }

    ScheduledExecutorService timer() {
        return crew.timer();
    }

    boolean isAlive(ProcessIdentity identity) {
        return platform.table().isAlive(identity);
    }

    /** When a process was started. */
    Instant startOf(ProcessIdentity identity) {
        long age = Math.max(0, platform.table().nowTicks() - identity.startTicks());
        return Instant.now().minusMillis(age * 1000 / ProcessTable.TICKS_PER_SECOND);
    }

    /** Which process a child is that this runner has just started. */
    ProcessIdentity identify(Process process) {
        return platform.identify(process, jvm);
    }

    /** Opens the pipe of a child that this runner has just started. */
    ChildPipe openPipe(Process process, InputStream stream, ChildPipe.End end) {
        return platform.takeOver(process, stream, end, spawner.starters());
    }

    /** Makes a control group for what is going to be started. */
    Cgroup confine(SpawnRequest request) throws StartRefused {
        Cgroup group = CgroupHome.create(request.marker().variable() + "_" + request.marker().value());
        guard.confined(group);
        return group;
    }

    /** Follows a child that has just been started until nothing of it is left, also without this JVM. */
    ProcessTree adopt(Process process, SpawnRequest request, String signal, ProcessTree.Observer observer) {
        ProcessIdentity root = identify(process);
        guard.started(root, signal);
        return tree(request, root, observer);
    }

    /** The tree of an request, with its root if that is known. */
    static ProcessTree tree(SpawnRequest request, ProcessIdentity root, ProcessTree.Observer observer) {
        return new ProcessTree(request.marker(), root, request.cgroup(), observer);
    }

    /** Ends the threads; what is still to be done is dropped. */
    void close(long millis) throws InterruptedException {
        reaper.close();
        crew.close(millis);
    }
}
