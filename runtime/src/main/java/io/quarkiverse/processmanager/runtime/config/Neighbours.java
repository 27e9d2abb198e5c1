package io.quarkiverse.processmanager.runtime.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.LogFile;
import io.quarkiverse.processmanager.Mode;
import io.quarkiverse.processmanager.Problem;

/** Where the declarations of two processes collide: in their environment names, ports, log files and modes. */
final class Neighbours {

    private final List<DeclaredProcess> processes;
    private final Mode mode;
    private final List<Problem> problems = new ArrayList<>();

    private Neighbours(List<DeclaredProcess> processes, Mode mode) {
        this.processes = processes;
        this.mode = mode;
    }

    static List<Problem> problems(List<DeclaredProcess> processes, Mode mode) {
        Neighbours neighbours = new Neighbours(processes, mode);
        for (int later = 0; later < processes.size(); later++) {
            for (DeclaredProcess earlier : processes.subList(0, later)) {
                neighbours.compare(earlier, processes.get(later));
            }
        }
        neighbours.dependenciesRun();
        return neighbours.problems;
    }

    private void compare(DeclaredProcess earlier, DeclaredProcess later) {
        String variable = UnresolvedExpressions.folded(later.id());
        if (UnresolvedExpressions.folded(earlier.id()).equals(variable)) {
            refuse(later, "", "the id '" + later.id() + "' cannot be told from '" + earlier.id()
                    + "' in the environment variable QUARKUS_PROCESSES_" + variable + "_COMMAND");
        }
        OptionalInt port = later.definition().port();
        if (port.isPresent() && port.equals(earlier.definition().port())
                && !Collections.disjoint(earlier.modes(), later.modes())) {
            refuse(later, "port", port.getAsInt() + " is the port of '" + earlier.id() + "' too");
        }
        compareFiles(earlier, later);
    }

    private void compareFiles(DeclaredProcess earlier, DeclaredProcess later) {
        Optional<LogFile> file = later.definition().log().file();
        Optional<LogFile> other = earlier.definition().log().file();
        if (file.isEmpty() || other.isEmpty() || Collections.disjoint(earlier.modes(), later.modes())) {
            return;
        }
        String path = file.get().path().toString();
        if (file.get().path().equals(other.get().path())) {
            refuse(later, "log.file.path", path + " is the log file of '" + earlier.id() + "' too");
        } else if (isBackup(file.get(), other.get()) || isBackup(other.get(), file.get())) {
            refuse(later, "log.file.path", path + " and the log file of '" + earlier.id() + "', " + other.get().path()
                    + ", get in each other's way: one has the name of a backup of the other");
        }
    }

    private static boolean isBackup(LogFile backup, LogFile of) {
        String prefix = of.path() + ".";
        String path = backup.path().toString();
        return path.startsWith(prefix) && path.substring(prefix.length()).matches("[0-9]+");
    }

    /** A process that waits for one that nobody starts would wait for ever. */
    private void dependenciesRun() {
        Map<String, DeclaredProcess> byId = new TreeMap<>();
        processes.forEach(process -> byId.put(process.id(), process));
        for (DeclaredProcess process : processes) {
            for (Dependency dependency : process.definition().dependencies()) {
                DeclaredProcess other = byId.get(dependency.id());
                if (process.runsHere() && other != null && !other.runsHere()) {
                    refuse(process, "depends-on", "'" + other.id() + "' does not run in " + mode + " mode, but '" + process.id()
                            + "' does; give both the same modes, or name it only for the profiles in which it runs");
                }
            }
        }
    }

    private void refuse(DeclaredProcess process, String setting, String message) {
        problems.add(new Problem(process.id(), setting, message));
    }
}
