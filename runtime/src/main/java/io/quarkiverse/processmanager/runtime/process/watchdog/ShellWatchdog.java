package io.quarkiverse.processmanager.runtime.process.watchdog;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;
import org.jspecify.annotations.Nullable;

import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartFailure;
import io.quarkiverse.processmanager.runtime.process.table.Cgroup;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/**
 * A watchdog that runs the {@link WatchdogScript} in a resident shell. The shell stops the processes that are left when the JVM
 * dies, however the JVM dies, and sends signals until then. The shell receives every process group; a state file receives the
 * same lines, for the case that JVM and shell are both killed. A shell that dies is replaced. Safe for use by several threads.
 */
public final class ShellWatchdog implements Watchdog {

    private static final Logger LOG = Logger.getLogger(ShellWatchdog.class);
    private static final long EXIT_MILLIS = 2_000;
    private static final long EARLY_EXIT_NANOS = 1_000_000_000;
    /** After more early exits in a row a dead shell is not replaced at once, only when it is needed. */
    private static final int EARLY_EXITS = 5;

    /**
     * An answer has no name, so one question is asked at a time. Starts and exits, which hold the lock of this object, do not wait for
     * it.
     */
    private final Object question = new Object();
    private final List<String> shellWords;
    private final Path directory;
    private final ProcessTable table;
    private final WatchedState watched;
    /** The ends of trees wait for another line, because each write wakes the shell while a restart or a stop needs the processors. */
    private final List<String> unwritten = new ArrayList<>();
    private WatchdogShell shell;
    private boolean opened;
    private boolean closed;
    private boolean failureLogged;
    private long shellStarted;
    private int earlyExits;

    public ShellWatchdog(List<String> shellWords, Path directory, RunnerId jvm, ProcessTable table) {
        this.shellWords = shellWords;
        this.directory = directory;
        this.table = table;
        this.watched = new WatchedState(jvm);
    }

    @Override
    public synchronized void open() {
        if (opened) {
            return;
        }
        opened = true;
        watched.createFile(directory, table.pidScope());
        Reclaim.reportMissingTools();
        Reclaim.run(shellWords, directory, table);
        shell();
    }

    @Override
    public synchronized void started(ProcessId leader, String signal) {
        writeLine(watched.roots().add(leader, signal));
    }

    @Override
    public synchronized void member(ProcessId root, ProcessId member) {
        watched.roots().addMember(root, member).ifPresent(this::writeLine);
    }

    @Override
    public synchronized boolean ended(ProcessId leader) {
        boolean none = unwritten.isEmpty();
        Optional<String> line = watched.roots().remove(leader);
        if (line.isPresent()) {
            unwritten.add(line.get());
        }
        return none && line.isPresent();
    }

    @Override
    public synchronized void reportEnds() {
        if (!closed && !unwritten.isEmpty()) {
            write();
        }
    }

    @Override
    public synchronized void shared(SharedRoot root) {
        writeLine(watched.add(root));
    }

    @Override
    public synchronized void unshared(SharedRoot root) {
        watched.remove(root).ifPresent(this::writeLine);
    }

    @Override
    public synchronized void cgroupCreated(Cgroup group) {
        writeLine(watched.add(group));
    }

    @Override
    public synchronized void cgroupRemoved(Cgroup group) {
        watched.remove(group).ifPresent(this::writeLine);
    }

    private void writeLine(String line) {
        unwritten.add(line);
        write();
    }

    private void write() {
        String lines = String.join("\n", unwritten);
        unwritten.clear();
        watched.write(lines);
        try {
            WatchdogShell current = shell();
            if (current != null) {
                current.send(lines);
            }
        } catch (IOException e) {
            // The shell has just died. The next shell receives all lines.
            LOG.debug("cannot write to the watchdog", e);
        }
    }

    @Override
    public boolean send(String signal, List<Long> targets) {
        return query(WatchdogScript.SIGNAL + " " + signal + " " + words(targets)).isPresent();
    }

    @Override
    public Set<Long> nonEmptyGroups(Collection<Long> groups) {
        Set<Long> nonEmpty = new LinkedHashSet<>();
        for (String group : query(WatchdogScript.CHECK + " " + words(groups)).orElse("").strip().split(" +")) {
            if (!group.isEmpty()) {
                nonEmpty.add(Long.parseLong(group));
            }
        }
        return nonEmpty;
    }

    private static String words(Collection<Long> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    /** Replaces a shell that does not answer with the next use. */
    private Optional<String> query(String line) {
        synchronized (question) {
            WatchdogShell asked = current();
            if (asked == null) {
                return Optional.empty();
            }
            try {
                Optional<String> answer = asked.query(line);
                if (answer.isPresent()) {
                    return answer;
                }
            } catch (IOException e) {
                LOG.debug("cannot write to the watchdog", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
            replace(asked);
            return Optional.empty();
        }
    }

    private synchronized @Nullable WatchdogShell current() {
        return shell();
    }

    /** Kills the shell, unless it is needed no more or was closed meanwhile: a closed shell stops what is left. */
    private synchronized void replace(WatchdogShell mute) {
        if (shell == mute) {
            mute.kill();
            shell = null;
        }
    }

    @Override
    public synchronized boolean isOwnProcess(long pid) {
        return shell != null && shell.pid() == pid;
    }

    private WatchdogShell shell() {
        if (shell == null && !closed) {
            try {
                shellStarted = SystemClock.nanos();
                WatchdogShell started = WatchdogShell.start(shellWords, this::shellEnded);
                for (String line : watched.lines()) {
                    started.send(line);
                }
                Optional<String> file = watched.fileLine();
                if (file.isPresent()) {
                    started.send(file.get());
                }
                shell = started;
                failureLogged = false;
            } catch (IOException e) {
                LOG.logf(failureLogged ? Level.DEBUG : Level.WARN,
                        "cannot start the watchdog: %s; processes are left behind if the JVM is killed",
                        StartFailure.of(e).detail());
                failureLogged = true;
            }
        }
        return shell;
    }

    private synchronized void shellEnded(WatchdogShell ended) {
        if (shell == ended) {
            shell = null;
            earlyExits = SystemClock.nanos() - shellStarted > EARLY_EXIT_NANOS ? 0 : earlyExits + 1;
            if (earlyExits <= EARLY_EXITS) {
                shell();
            }
        }
    }

    /** The thread that reads from the shell keeps the shell and its input alive, and so the watchdog, until the JVM dies. */
    @Override
    public synchronized void release() {
        reportEnds();
        if (watched.isEmpty()) {
            close(true);
        }
        closed = true;
    }

    @Override
    public synchronized void close(boolean nothingLeft) {
        if (closed) {
            return;
        }
        if (!nothingLeft) {
            reportEnds();
        }
        closed = true;
        WatchdogShell last = shell;
        shell = null;
        // In this order: the shell kills each process that still has the file open.
        watched.closeFile(nothingLeft);
        try {
            if (last != null && nothingLeft) {
                last.end(EXIT_MILLIS);
            } else if (last != null) {
                last.close();
            }
        } catch (IOException e) {
            LOG.debug("cannot write to the watchdog, which has already ended", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
