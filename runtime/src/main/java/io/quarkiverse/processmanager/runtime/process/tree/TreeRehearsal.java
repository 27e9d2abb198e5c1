package io.quarkiverse.processmanager.runtime.process.tree;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongPredicate;
import java.util.function.Supplier;

import io.quarkiverse.processmanager.StopPolicy;
import io.quarkiverse.processmanager.runtime.process.libc.NativeAccess;
import io.quarkiverse.processmanager.runtime.process.table.Marker;
import io.quarkiverse.processmanager.runtime.process.table.PidCounter;
import io.quarkiverse.processmanager.runtime.process.table.PidScope;
import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;
import io.quarkiverse.processmanager.runtime.process.table.SignalAction;
import io.quarkiverse.processmanager.runtime.process.threads.Owner;
import io.quarkiverse.processmanager.runtime.process.watchdog.Watchdog;
import io.quarkiverse.processmanager.runtime.time.Durations;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/**
 * Stops and kills the trees of imaginary processes, so that the classes and lambdas of the first real stop are loaded and linked.
 * There are so many that most of what is done for each tree is compiled, too: the JVM interprets a method until it has run 200 times.
 * The scans are real. The signals go to pids that no process can have, so they have no effect. For one thread.
 */
public final class TreeRehearsal {

    /** The first of them. Above the highest limit that Linux permits, which is 4,194,304. */
    static final long IMAGINARY_PID = 2_000_000_000;
    static final int TREES = 100;
    /** The starts of a runner have the numbers from 1 on, so no real process has the marker, whatever its id is. */
    private static final long NO_START = 0;
    /** A scan that fails is repeated. The rehearsal takes a part of a second. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ImaginaryTable table;
    private final CallerOwner owner = new CallerOwner();
    private final TreeTerminator terminator;
    private final RunnerId jvm;
    private long untilNanos;
    private int gone;

    /** @param table a table that no other thread uses */
    public TreeRehearsal(ProcessTable table, Watchdog watchdog, RunnerId jvm, Supplier<Optional<NativeAccess>> access) {
        this.table = new ImaginaryTable(table);
        this.jvm = jvm;
        this.terminator = new TreeTerminator(this.table, watchdog, jvm, owner, access);
    }

    /**
     * Returns how many imaginary trees are gone: {@link #TREES} that were stopped, and as many that were killed; fewer if the scans fail
     * for some seconds.
     */
    public int run() {
        return run(PATIENCE);
    }

    int run(Duration patience) {
        untilNanos = SystemClock.nanos() + Durations.nanos(patience);
        List<ProcessTree> stopped = trees();
        terminator.together(() -> stopped.forEach(tree -> terminator.requestStop(tree,
                StopRequest.of("TERM", StopPolicy.Scope.ROOT, Duration.ofSeconds(1)))));
        scan();
        end(stopped);
        table.isAlive = true;
        List<ProcessTree> killed = trees();
        killed.forEach(terminator::kill);
        scan();
        end(killed);
        return gone;
    }

    private List<ProcessTree> trees() {
        return table.entries.stream().map(this::tree).toList();
    }

    private ProcessTree tree(ProcessEntry root) {
        return new ProcessTree(Marker.of(jvm, NO_START, "imaginary"), root.identity(), Optional.empty(),
                new ProcessTree.Observer() {

                    @Override
                    public void treeGone() {
                        gone++;
                    }

                    @Override
                    public void notKilled(List<String> survivors) {
                        // Only a process that exists can survive.
                    }
                });
    }

    private void scan() {
        int before = table.scans;
        while (table.scans == before && isInTime() && owner.runNext()) {
            // A kill waits for others, so the first timer need not scan.
        }
    }

    private void end(List<ProcessTree> trees) {
        table.isAlive = false;
        int all = gone + trees.size();
        trees.forEach(tree -> terminator.rootEnded(tree, leftovers -> {
        }));
        while (gone < all && isInTime() && owner.runNext()) {
            // A scan that may have missed a process is followed by another one.
        }
    }

    private boolean isInTime() {
        return SystemClock.nanos() - untilNanos < 0;
    }

    /** The processes of the machine and the imaginary ones. */
    private static final class ImaginaryTable implements ProcessTable {

        private final ProcessTable real;
        private final List<ProcessEntry> entries = new ArrayList<>();
        private boolean isAlive = true;
        private int scans;

        private ImaginaryTable(ProcessTable real) {
            this.real = real;
            long now = real.nowTicks();
            for (long pid = IMAGINARY_PID; pid < IMAGINARY_PID + TREES; pid++) {
                entries.add(new ProcessEntry(new ProcessId(pid, now), ProcessHandle.current().pid(), pid, pid, 'S', 0, false));
            }
        }

        @Override
        public List<ProcessEntry> all() {
            return with(real.all());
        }

        @Override
        public List<ProcessEntry> except(LongPredicate skipped) {
            return with(real.except(skipped));
        }

        @Override
        public List<ProcessEntry> among(Set<Long> pids) {
            return with(real.among(pids));
        }

        private List<ProcessEntry> with(List<ProcessEntry> others) {
            scans++;
            List<ProcessEntry> more = new ArrayList<>(others);
            if (isAlive) {
                more.addAll(entries);
            }
            return more;
        }

        @Override
        public Optional<ProcessEntry> read(long pid) {
            if (pid < IMAGINARY_PID) {
                return real.read(pid);
            }
            return isAlive ? Optional.of(entries.get((int) (pid - IMAGINARY_PID))) : Optional.empty();
        }

        @Override
        public Optional<String> variable(long pid, String name) {
            return real.variable(pid, name);
        }

        @Override
        public EnvironmentRead readEnvironment(long pid, String name) {
            return real.readEnvironment(pid, name);
        }

        @Override
        public String command(long pid) {
            return real.command(ProcessHandle.current().pid());
        }

        @Override
        public Optional<String> user(long pid) {
            return real.user(pid);
        }

        @Override
        public SignalAction actionOn(long pid, String signal) {
            return real.actionOn(ProcessHandle.current().pid(), signal);
        }

        @Override
        public OptionalLong forkCounter() {
            return real.forkCounter();
        }

        @Override
        public Optional<PidCounter> pidCounter() {
            return real.pidCounter();
        }

        @Override
        public long nowTicks() {
            return real.nowTicks();
        }

        @Override
        public PidScope pidScope() {
            return real.pidScope();
        }
    }

    /** Runs the tasks on the thread of the rehearsal, when it calls {@link #runNext()}. */
    private static final class CallerOwner implements Owner {

        private final Queue<Runnable> tasks = new ArrayDeque<>();
        private Optional<Later> later = Optional.empty();

        /** A task with the time from which on it may run. */
        private record Later(long dueNanos, Runnable task) {
        }

        /** Waits for the timer and runs its task. Returns false if there is none. */
        private boolean runNext() {
            runTasks();
            Optional<Later> next = later;
            later = Optional.empty();
            next.ifPresent(one -> {
                LockSupport.parkNanos(Math.max(0, one.dueNanos - SystemClock.nanos()));
                one.task.run();
                runTasks();
            });
            return next.isPresent();
        }

        private void runTasks() {
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
        }

        @Override
        public void open() {
            // The thread runs.
        }

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        /** The terminator has one timer at a time. It cancels the last one when it has the next one. */
        @Override
        public Timer after(long delayNanos, Runnable task) {
            Later next = new Later(SystemClock.nanos() + delayNanos, task);
            later = Optional.of(next);
            return () -> {
                if (later.isPresent() && later.get() == next) {
                    later = Optional.empty();
                }
            };
        }

        @Override
        public void close(long millis) {
            // There is no thread.
        }
    }
}
