package io.quarkiverse.processmanager.runtime.process.watchdog;

import java.io.IOException;
import java.nio.file.Files;
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

import io.quarkiverse.processmanager.runtime.process.spawn.StartFailure;
import io.quarkiverse.processmanager.runtime.process.state.StateDirectory;
import io.quarkiverse.processmanager.runtime.process.state.StateFile;
import io.quarkiverse.processmanager.runtime.process.table.Cgroup;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;

/**
 * The resident shell that ends what is left when the JVM dies, however it dies, and that sends signals until then. It is told
 * of every process group; the same is written to a state file for the case that both are killed. A shell that dies is replaced.
 * Safe for use by several threads.
 */
public final class ShellWatchdog implements Watchdog {

    private static final Logger LOG = Logger.getLogger(ShellWatchdog.class);
    private static final long RECLAIM_MILLIS = 10_000;
    private static final long FAREWELL_MILLIS = 2_000;
    private static final long SHORT_LIFE_NANOS = 1_000_000_000;
    /** After so many short lives in a row a shell is not replaced by itself, only when it is needed. */
    private static final int SHORT_LIVES = 5;

    private final List<String> shellWords;
    private final Path directory;
    private final RunnerId jvm;
    private final ProcessTable table;
    private final WatchedRoots roots = new WatchedRoots();
    private final Set<Cgroup> cgroups = new LinkedHashSet<>();
    private WatchdogShell shell;
    private StateFile stateFile;
    private boolean opened;
    private boolean closed;
    private boolean failureTold;
    private long shellStarted;
    private int shortLives;

    public ShellWatchdog(List<String> shellWords, Path directory, RunnerId jvm, ProcessTable table) {
        this.shellWords = shellWords;
        this.directory = directory;
        this.jvm = jvm;
        this.table = table;
    }

    @Override
    public synchronized void open() {
        if (opened) {
            return;
        }
        opened = true;
        try {
            StateDirectory.prepare(directory);
            reclaim();
            stateFile = StateFile.create(directory, jvm, table.pidScope());
            stateFile.append("M " + jvm.variable());
        } catch (IOException e) {
            LOG.warnf("cannot keep the state of processes in %s: %s; processes may be left behind if the JVM and its warden are"
                    + " both killed", directory, e);
        }
        shell();
    }

    private void reclaim() throws IOException {
        for (Path file : StateFile.abandoned(directory, table)) {
            try {
                if (WatchdogShell.reclaim(shellWords, file, RECLAIM_MILLIS)) {
                    Files.deleteIfExists(file);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public synchronized void started(ProcessId leader, String signal) {
        note(roots.add(leader, signal));
    }

    @Override
    public synchronized void ended(ProcessId leader) {
        roots.remove(leader).ifPresent(this::note);
    }

    @Override
    public synchronized void confined(Cgroup group) {
        cgroups.add(group);
        note("C " + group.directory());
    }

    @Override
    public synchronized void released(Cgroup group) {
        if (cgroups.remove(group)) {
            note("R " + group.directory());
        }
    }

    private void note(String line) {
        try {
            if (stateFile != null) {
                stateFile.note(line, this::summary);
            }
        } catch (IOException e) {
            LOG.debugf(e, "cannot write %s", stateFile.path());
        }
        try {
            WatchdogShell current = shell();
            if (current != null) {
                current.tell(line);
            }
        } catch (IOException e) {
            // It has just died. The next one is told everything.
            LOG.debug("the warden does not listen", e);
        }
    }

    private List<String> summary() {
        List<String> lines = new ArrayList<>();
        lines.add("M " + jvm.variable());
        cgroups.forEach(group -> lines.add("C " + group.directory()));
        lines.addAll(roots.lines());
        return lines;
    }

    @Override
    public synchronized boolean send(String signal, List<Long> targets) {
        return ask("S " + signal + " " + words(targets)).isPresent();
    }

    @Override
    public synchronized Set<Long> inhabited(Collection<Long> groups) {
        Set<Long> inhabited = new LinkedHashSet<>();
        for (String group : ask("T " + words(groups)).orElse("").strip().split(" +")) {
            if (!group.isEmpty()) {
                inhabited.add(Long.parseLong(group));
            }
        }
        return inhabited;
    }

    private static String words(Collection<Long> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    /** A shell that does not answer is replaced when it is needed again. */
    private Optional<String> ask(String line) {
        WatchdogShell current = shell();
        if (current == null) {
            return Optional.empty();
        }
        try {
            Optional<String> answer = current.ask(line);
            if (answer.isPresent()) {
                return answer;
            }
        } catch (IOException e) {
            LOG.debug("the warden does not listen", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        current.dismiss();
        shell = null;
        return Optional.empty();
    }

    @Override
    public synchronized boolean is(long pid) {
        return shell != null && shell.pid() == pid;
    }

    private WatchdogShell shell() {
        if (shell == null && !closed) {
            try {
                shellStarted = System.nanoTime();
                WatchdogShell started = WatchdogShell.start(shellWords, this::shellEnded);
                for (String line : summary()) {
                    started.tell(line);
                }
                if (stateFile != null) {
                    started.tell("F " + stateFile.path().toAbsolutePath());
                }
                shell = started;
                failureTold = false;
            } catch (IOException e) {
                LOG.logf(failureTold ? Level.DEBUG : Level.WARN,
                        "cannot start the warden: %s; processes are left behind if the JVM is killed",
                        StartFailure.of(e).detail());
                failureTold = true;
            }
        }
        return shell;
    }

    private synchronized void shellEnded(WatchdogShell which) {
        if (shell == which) {
            shell = null;
            shortLives = System.nanoTime() - shellStarted > SHORT_LIFE_NANOS ? 0 : shortLives + 1;
            if (shortLives <= SHORT_LIVES) {
                shell();
            }
        }
    }

    @Override
    public synchronized void close(boolean nothingLeft) {
        if (closed) {
            return;
        }
        closed = true;
        WatchdogShell last = shell;
        shell = null;
        try {
            if (last != null) {
                if (nothingLeft) {
                    last.tell("Q");
                }
                last.finish(nothingLeft ? FAREWELL_MILLIS : 0);
            }
        } catch (IOException e) {
            LOG.debug("the warden was gone already", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        forgetState(nothingLeft);
    }

    private void forgetState(boolean nothingLeft) {
        try {
            if (stateFile != null && nothingLeft) {
                stateFile.delete();
            } else if (stateFile != null) {
                stateFile.close();
            }
        } catch (IOException e) {
            LOG.debugf(e, "cannot delete %s", stateFile.path());
        }
    }
}
