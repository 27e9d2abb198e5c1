package io.quarkiverse.processmanager.runtime.process.assembly;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.runtime.definition.CommandSettings;
import io.quarkiverse.processmanager.runtime.definition.ExecutionSettings;
import io.quarkiverse.processmanager.runtime.definition.Exits;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.libc.NativeAccess;
import io.quarkiverse.processmanager.runtime.process.libc.NativeProcess;
import io.quarkiverse.processmanager.runtime.process.output.pipe.ChildPipe;
import io.quarkiverse.processmanager.runtime.process.platform.Platform;
import io.quarkiverse.processmanager.runtime.process.spawn.SpawnRequest;
import io.quarkiverse.processmanager.runtime.process.spawn.Spawner;
import io.quarkiverse.processmanager.runtime.process.spawn.StartWay;
import io.quarkiverse.processmanager.runtime.process.table.ListeningPorts;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;
import io.quarkiverse.processmanager.runtime.process.threads.EngineExecutors;
import io.quarkiverse.processmanager.runtime.process.threads.LateOwner;
import io.quarkiverse.processmanager.runtime.process.threads.Owner;
import io.quarkiverse.processmanager.runtime.process.threads.OwnerThread;
import io.quarkiverse.processmanager.runtime.process.tree.ProcessTree;
import io.quarkiverse.processmanager.runtime.process.tree.TreeRehearsal;
import io.quarkiverse.processmanager.runtime.process.tree.TreeTerminator;
import io.quarkiverse.processmanager.runtime.process.watchdog.Watchdog;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/**
 * The services that all processes of one runner share.
 *
 * @param platform the parts that differ between operating systems
 * @param jvm the id of this runner
 * @param spawner starts processes
 * @param watchdog stops the process trees when the JVM dies
 * @param terminator stops process trees
 * @param executors the threads of the process layer
 */
public record ProcessServices(Platform platform, RunnerId jvm, Spawner spawner, Watchdog watchdog, TreeTerminator terminator,
        EngineExecutors executors) {

    private static final long UNTIL_ENDS_ARE_REPORTED_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    static ProcessServices create(Platform platform, Path stateDirectory, UnaryOperator<EngineExecutors> around) {
        RunnerId jvm = RunnerId.create(platform.table());
        Watchdog watchdog = platform.watchdog(stateDirectory, jvm);
        StartWay way = new StartWay(platform::nativeAccess);
        Spawner spawner = new Spawner(platform.sessionStarter(), platform.programs(), jvm, way);
        EngineExecutors executors = around.apply(EngineExecutors.create(new LateOwner(() -> owner(way))));
        return new ProcessServices(platform, jvm, spawner, watchdog,
                new TreeTerminator(platform.table().timely(executors.readers()), watchdog, jvm, executors.owner(),
                        spawner.way()::decided),
                executors);
    }

    /** The event loop reaps and reads, so an exit needs no hand-off if the loop is the owner. */
    private static Owner owner(StartWay way) {
        return way.access().<Owner> map(NativeAccess::events).orElseGet(OwnerThread::new);
    }

    /** Only on the native way: elsewhere the shell of the watchdog sends the signals, and may know other limits of pids. */
    void rehearseStop() {
        if (spawner.way().decided().isPresent()) {
            new TreeRehearsal(platform.table(), watchdog, jvm, spawner.way()::decided).run();
        }
    }

    /** Prepares starts of a process that does not exist, because no process has the empty id. Returns how often. */
    int rehearseStart() {
        return spawner.rehearse(
                new ProcessRunner.Launch("", 1, CommandSettings.of("cat"), ExecutionSettings.DEFAULT, OptionalInt.empty(),
                        StopSettings.DEFAULT, LogSettings.DEFAULT));
    }

    /** Starts the watchdog and the thread of the owner, which only a runner with processes needs. Idempotent. */
    void open() {
        try {
            watchdog.open();
        } finally {
            // Without the owner, not even the failure of the start would be reported.
            executors.owner().open();
        }
    }

    ExecutorService pool() {
        return executors.pool();
    }

    Owner owner() {
        return executors.owner();
    }

    ListeningPorts ports() {
        return platform.ports(spawner.way()::decided);
    }

    ScheduledExecutorService timer() {
        return executors.timer();
    }

    boolean isAlive(ProcessId process) {
        return platform.table().isAlive(process);
    }

    /** The time at which a process was started. */
    Instant startOf(ProcessId process) {
        long age = Math.max(0, platform.table().nowTicks() - process.startTicks());
        return SystemClock.wallTime().minusMillis(age * 1000 / ProcessTable.TICKS_PER_SECOND);
    }

    /** The id of a child that this runner has just started. */
    ProcessId identify(Process process) {
        return platform.identify(process, jvm);
    }

    /** How a child has exited. Only the native way knows whether a signal killed it; the JDK shows a code for both. */
    Exit exitOf(Process exited, Instant time, Duration uptime) {
        int code = exited.exitValue();
        boolean isSignal = !(exited instanceof NativeProcess child) || child.status().signal().isPresent();
        return Exits.of(code, isSignal ? platform.signalOf(code) : Optional.empty(), time, uptime);
    }

    /** Opens a pipe of a child that this runner has just started. */
    ChildPipe openPipe(Process process, InputStream stream, ChildPipe.Descriptor end) {
        return platform.takeOver(process, stream, end, spawner.starters());
    }

    /**
     * Registers a child that has just been started with the watchdog, so that its tree is stopped even if this JVM dies.
     *
     * @return the tree of the child
     */
    ProcessTree register(Process process, SpawnRequest request, String signal, ProcessTree.Observer observer) {
        ProcessId root = identify(process);
        watchdog.started(root, signal);
        return tree(request, root, process, observer);
    }

    /**
     * The tree of this root is gone. Nothing depends on this report: it waits for the next report to the watchdog, or 100 ms together
     * with the ends that follow. An owner that closes drops the timer, because the close of the watchdog follows.
     */
    void unregister(ProcessId root) {
        if (watchdog.ended(root)) {
            owner().after(UNTIL_ENDS_ARE_REPORTED_NANOS, watchdog::reportEnds);
        }
    }

    /** The process tree of a request whose root was spawned. */
    static ProcessTree tree(SpawnRequest request, ProcessId root, Process process, ProcessTree.Observer observer) {
        return new ProcessTree(request.marker(), root, request.cgroup(),
                process instanceof NativeProcess child ? Optional.of(child) : Optional.empty(), observer);
    }

    /** The process tree of a request whose root is not known. */
    static ProcessTree tree(SpawnRequest request, ProcessTree.Observer observer) {
        return new ProcessTree(request.marker(), ProcessId.NONE, request.cgroup(), observer);
    }

    /** Ends the threads; delayed tasks are dropped. */
    void close(long millis) throws InterruptedException {
        executors.close(millis);
        spawner.way().close(millis);
    }
}
