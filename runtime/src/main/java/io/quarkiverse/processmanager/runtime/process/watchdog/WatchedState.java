package io.quarkiverse.processmanager.runtime.process.watchdog;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.runtime.process.state.StateDirectory;
import io.quarkiverse.processmanager.runtime.process.state.StateFile;
import io.quarkiverse.processmanager.runtime.process.table.Cgroup;
import io.quarkiverse.processmanager.runtime.process.table.Marker;
import io.quarkiverse.processmanager.runtime.process.table.PidScope;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;

/**
 * What the shell of a watchdog has to stop, as lines of {@link WatchdogScript}: the mark of the JVM, the roots and the control groups.
 * A state file has the same lines, for the case that JVM and shell are both killed. For one thread at a time.
 */
final class WatchedState {

    private static final Logger LOG = Logger.getLogger(WatchedState.class);

    private final RunnerId jvm;
    private final WatchedRoots roots = new WatchedRoots();
    private final Set<Cgroup> cgroups = new LinkedHashSet<>();
    private final Map<String, SharedRoot> shared = new LinkedHashMap<>();
    private StateFile file;

    WatchedState(RunnerId jvm) {
        this.jvm = jvm;
    }

    /** Creates the file. Without a file, such as on a full disk, the state is in memory only. */
    void createFile(Path directory, PidScope scope) {
        try {
            StateDirectory.prepare(directory);
            file = StateFile.create(directory, jvm, scope);
            file.append(marker());
            file.append(limit());
        } catch (IOException e) {
            LOG.warnf("cannot keep the state of processes in %s: %s; processes may be left behind if the JVM and its watchdog"
                    + " are both killed", directory, why(e));
        }
    }

    private static String why(IOException e) {
        if (e instanceof FileSystemException file && file.getReason() != null) {
            return file.getReason();
        }
        return e.getClass() == IOException.class ? e.getMessage() : e.toString();
    }

    WatchedRoots roots() {
        return roots;
    }

    /** Adds a shared root, and returns the line that declares it. */
    String add(SharedRoot root) {
        shared.put(root.claim(), root);
        return root.line();
    }

    /** Removes a shared root, and returns the line that ends it. Empty if the root is unknown. */
    Optional<String> remove(SharedRoot root) {
        return shared.remove(root.claim()) == null ? Optional.empty() : Optional.of(root.end());
    }

    /** Adds a control group, and returns the line that declares it. */
    String add(Cgroup group) {
        cgroups.add(group);
        return line(group);
    }

    /** Removes a control group, and returns the line that ends it. Empty if the group is unknown. */
    Optional<String> remove(Cgroup group) {
        return cgroups.remove(group) ? Optional.of(WatchdogScript.CGROUP_REMOVED + " " + group.directory()) : Optional.empty();
    }

    /** Whether there is no root. */
    boolean isEmpty() {
        return roots.lines().isEmpty() && shared.isEmpty();
    }

    /** All lines. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(marker());
        lines.add(limit());
        cgroups.forEach(group -> lines.add(line(group)));
        lines.addAll(roots.lines());
        shared.values().forEach(root -> lines.add(root.line()));
        return lines;
    }

    private String marker() {
        return WatchdogScript.MARKER + " " + jvm.variable();
    }

    private String limit() {
        return WatchdogScript.LIMIT + " " + Marker.lockLimits(jvm.variable());
    }

    private static String line(Cgroup group) {
        return WatchdogScript.CGROUP + " " + group.directory();
    }

    /** The line that names the file; empty without a file. */
    Optional<String> fileLine() {
        return file == null ? Optional.empty() : Optional.of(WatchdogScript.FILE + " " + file.path());
    }

    /** Writes lines to the file. */
    void write(String lines) {
        try {
            if (file != null) {
                file.note(lines, this::lines);
            }
        } catch (IOException e) {
            LOG.debugf(e, "cannot write the state file %s", file.path());
        }
    }

    /** Closes the file, and deletes it if nothing is left. */
    void closeFile(boolean nothingLeft) {
        try {
            if (file != null && nothingLeft) {
                file.delete();
            } else if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            LOG.debugf(e, "cannot close the state file %s", file.path());
        }
    }
}
