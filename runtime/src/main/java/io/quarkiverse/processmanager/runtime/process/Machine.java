package io.quarkiverse.processmanager.runtime.process;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What all processes of one runner share.
 *
 * @param spawner makes them
 * @param warden outlives the JVM for them
 * @param reaper ends them
 * @param pool where everything about them that takes a moment is done
 * @param timer for what is due later
 */
record Machine(Spawner spawner, Warden warden, Reaper reaper, ExecutorService pool, ScheduledExecutorService timer) {

    private static final int THREADS = 8;

    static Machine create(SessionStarter starter, Warden warden, JvmIdentity jvm) {
        return new Machine(new Spawner(starter, jvm), warden, new Reaper(warden, jvm), EngineThreads.pool("worker", THREADS),
                EngineThreads.timer("timer"));
    }

    /** Follows a child that has just been started until nothing of it is left. */
    ProcessTree adopt(Process process, Spawner.Order order, String signal, ProcessTree.Observer observer) {
        // A root that is gone already cannot be asked when it was started; not before this JVM in any case.
        ProcessIdentity jvm = JvmIdentity.ofThisJvm();
        ProcessIdentity root = new ProcFiles().read(process.pid()).filter(entry -> entry.parent() == jvm.pid())
                .map(ProcessEntry::identity).orElse(new ProcessIdentity(process.pid(), jvm.startTicks()));
        warden.started(root, signal);
        return new ProcessTree(order.number(), root, observer);
    }

    /** Ends the threads; what is still to be done is dropped. */
    void close(long millis) throws InterruptedException {
        reaper.close();
        timer.shutdownNow();
        pool.shutdown();
        timer.awaitTermination(millis, TimeUnit.MILLISECONDS);
        pool.awaitTermination(millis, TimeUnit.MILLISECONDS);
    }
}
