package io.quarkiverse.processmanager.runtime.process;

import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What all processes of one runner share.
 *
 * @param spawner makes them
 * @param guard knows of them when the JVM dies
 * @param reaper ends them
 * @param crew the threads that do it
 */
record Machine(Spawner spawner, Guard guard, Reaper reaper, Crew crew) {

    static Machine create(Platform platform, Path stateDirectory) {
        JvmIdentity jvm = JvmIdentity.create(platform.table());
        Guard guard = platform.guard(stateDirectory, jvm);
        return new Machine(new Spawner(platform, jvm), guard, new Reaper(platform.table(), guard, jvm),
                Crew.create());
    }

    ExecutorService pool() {
        return crew.pool();
    }

    ScheduledExecutorService timer() {
        return crew.timer();
    }

    boolean isAlive(ProcessIdentity identity) {
        return spawner.isAlive(identity);
    }

    /** When a process was started. */
    Instant startOf(ProcessIdentity identity) {
        return spawner.startOf(identity);
    }

    /** Makes a control group for what is going to be started. */
    Cgroup confine(Spawner.Order order) throws StartRefused {
        Cgroup group = CgroupHome.create(spawner.name(order));
        guard.confined(group);
        return group;
    }

    /** Follows a child that has just been started until nothing of it is left, also without this JVM. */
    ProcessTree adopt(Process process, Spawner.Order order, String signal, ProcessTree.Observer observer) {
        ProcessIdentity root = spawner.identify(process);
        guard.started(root, signal);
        return order.tree(root, observer);
    }

    /** Ends the threads; what is still to be done is dropped. */
    void close(long millis) throws InterruptedException {
        reaper.close();
        crew.close(millis);
    }
}
