package io.quarkiverse.processmanager.runtime.process.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.runtime.process.state.StateDirectory;
import io.quarkiverse.processmanager.runtime.process.state.StateFile;
import io.quarkiverse.processmanager.runtime.process.table.Cgroup;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;
import io.quarkiverse.processmanager.runtime.process.watchdog.OrphanedRoots;
import io.quarkiverse.processmanager.runtime.process.watchdog.Watchdog;
import io.quarkiverse.processmanager.runtime.process.watchdog.WatchedRoots;

/**
 * Records the processes of this JVM on a system without signals and sessions. No watchdog process outlives the JVM. When the
 * JVM is killed, the next one reads the state file and kills the processes that are left. Safe for use by several threads.
 */
final class WindowsWatchdog implements Watchdog {

    private static final Logger LOG = Logger.getLogger(WindowsWatchdog.class);
    private static final Logger ENGINE = Logger.getLogger("io.quarkiverse.processmanager");

    private final Path directory;
    private final RunnerId jvm;
    private final WindowsProcessTable table;
    private final Taskkill taskkill;
    private final WatchedRoots roots = new WatchedRoots();
    private Optional<StateFile> stateFile = Optional.empty();
    private boolean opened;

    WindowsWatchdog(Path directory, RunnerId jvm, WindowsProcessTable table, Taskkill taskkill) {
        this.directory = directory;
        this.jvm = jvm;
        this.table = table;
        this.taskkill = taskkill;
    }

    @Override
    public synchronized void open() {
        if (opened) {
            return;
        }
        opened = true;
        try {
            StateDirectory.prepare(directory);
            stateFile = Optional.of(StateFile.create(directory, jvm, table.pidScope()));
        } catch (IOException e) {
            LOG.warnf("cannot keep the state of processes in %s: %s; processes are left if the JVM is killed", directory,
                    e);
        }
        StateFile.abandoned(directory, table).forEach(this::reclaimAndDelete);
    }

    /** Another JVM can do the same at the same time. */
    private void reclaimAndDelete(Path file) {
        try {
            reclaim(file);
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.debugf("cannot stop the processes of the state file %s: %s", file, e);
        }
    }

    private void reclaim(Path file) throws IOException {
        List<String> killed = new ArrayList<>();
        for (ProcessId root : OrphanedRoots.of(Files.readAllLines(file))) {
            Optional<ProcessHandle> handle = ProcessHandle.of(root.pid());
            if (handle.isPresent() && table.isAlive(root)) {
                List<ProcessHandle> tree = new ArrayList<>(List.of(handle.get()));
                tree.addAll(handle.get().descendants().toList());
                killed.add(table.command(root.pid()) + " (pid " + root.pid() + ")");
                taskkill.kill(tree);
            }
        }
        if (!killed.isEmpty()) {
            ENGINE.infof("Killed what an earlier run had left behind, because its JVM was killed: %s",
                    String.join(", ", killed));
        }
    }

    @Override
    public synchronized void started(ProcessId leader, String signal) {
        note(roots.add(leader, signal));
    }

    /** Leaves the processes to the next JVM. */
    @Override
    public synchronized void release() {
        close(roots.lines().isEmpty());
    }

    @Override
    public synchronized boolean ended(ProcessId leader) {
        table.forget(leader);
        roots.remove(leader).ifPresent(this::note);
        // The line is written, and there is no shell that it could wake.
        return false;
    }

    private void note(String line) {
        try {
            if (stateFile.isPresent()) {
                stateFile.get().note(line, () -> List.copyOf(roots.lines()));
            }
        } catch (IOException e) {
            LOG.debug("cannot write the state file", e);
        }
    }

    @Override
    public void cgroupCreated(Cgroup group) {
        throw new IllegalStateException("Windows has no control groups");
    }

    @Override
    public void cgroupRemoved(Cgroup group) {
        throw new IllegalStateException("Windows has no control groups");
    }

    /** Maps a signal to what Windows has: KILL kills the processes, CONT does nothing, all others request a stop. */
    @Override
    public boolean send(String signal, List<Long> targets) {
        List<ProcessHandle> processes = new ArrayList<>();
        for (long target : targets) {
            processes.addAll(table.members(target));
        }
        if (processes.isEmpty() || signal.equals("CONT")) {
            return true;
        }
        if (signal.equals("KILL")) {
            taskkill.kill(processes);
            return true;
        }
        return taskkill.requestStop(processes);
    }

    /** Always empty: Windows has no process groups. */
    @Override
    public Set<Long> nonEmptyGroups(Collection<Long> groups) {
        return Set.of();
    }

    @Override
    public boolean hasSignals() {
        return false;
    }

    @Override
    public boolean isOwnProcess(long pid) {
        return false;
    }

    @Override
    public synchronized void close(boolean nothingLeft) {
        try {
            if (stateFile.isPresent() && nothingLeft) {
                stateFile.get().delete();
            } else if (stateFile.isPresent()) {
                stateFile.get().close();
            }
        } catch (IOException e) {
            LOG.debug("cannot delete the state file", e);
        }
    }
}
