package io.quarkiverse.processmanager.runtime.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.LogFile;
import io.quarkiverse.processmanager.Mode;
import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.Stdin;
import io.quarkiverse.processmanager.TestPolicy;
import io.quarkiverse.processmanager.runtime.definition.ContributedKeys;
import io.quarkiverse.processmanager.runtime.definition.ProgramSettings;
import io.quarkiverse.processmanager.runtime.definition.listen.ListenCheck;

/** Finds the conflicts between definitions: in the names of environment variables, ports, log files and modes. */
final class CrossDefinitionCheck {

    private final Definitions definitions;
    private final List<Problem> problems = new ArrayList<>();

    private CrossDefinitionCheck(Definitions definitions) {
        this.definitions = definitions;
    }

    static List<Problem> problems(Definitions definitions) {
        CrossDefinitionCheck check = new CrossDefinitionCheck(definitions);
        List<ProcessDefinition> processes = definitions.all();
        for (int later = 0; later < processes.size(); later++) {
            for (ProcessDefinition earlier : processes.subList(0, later)) {
                check.compare(earlier, processes.get(later));
            }
        }
        check.checkDependencyModes();
        return check.problems;
    }

    private void compare(ProcessDefinition earlier, ProcessDefinition later) {
        String variable = UnresolvedExpressions.folded(later.id());
        if (UnresolvedExpressions.folded(earlier.id()).equals(variable)) {
            refuse(later, "", "the id '" + later.id() + "' cannot be distinguished from '" + earlier.id()
                    + "' in the environment variable QUARKUS_PROCESSES_" + variable + "_COMMAND");
        }
        later.start().dataDir().filter(path -> earlier.start().dataDir().filter(path::equals).isPresent()
                && overlap(earlier, later) && !isPreparedBy(earlier, later)).ifPresent(path -> refuse(later, "data-dir",
                        path + " is the directory of '"
                                + earlier.id() + "' too; each process has its own, and another one in tests"));
        if (isConsole(earlier) && isConsole(later) && overlap(earlier, later)) {
            refuse(later, "stdin", "is console, as that of '" + earlier.id()
                    + "' is; one process receives the lines of the console, so write open for the other");
        }
        comparePorts(earlier, later);
        compareFiles(earlier, later);
        compareContributions(earlier, later);
    }

    private static boolean isConsole(ProcessDefinition process) {
        return process.command().stdin().filter(Stdin.CONSOLE::equals).isPresent();
    }

    /** Whether the later process is the task that initializes the data of the earlier one. */
    private static boolean isPreparedBy(ProcessDefinition earlier, ProcessDefinition later) {
        return ProgramSettings.task(later.command().program()) == ProgramSettings.Task.INITIALIZATION
                && earlier.dependencies().stream().anyMatch(dependency -> dependency.id().equals(later.id()));
    }

    private void compareContributions(ProcessDefinition earlier, ProcessDefinition later) {
        if (!earlier.start().auto() || !later.start().auto() || !overlap(earlier, later)) {
            return;
        }
        Set<String> others = earlier.config().keySet().stream().map(ContributedKeys::canonical).collect(Collectors.toSet());
        for (String key : later.config().keySet()) {
            if (others.contains(ContributedKeys.canonical(key))) {
                refuse(later, ContributedKeys.setting(key), "is contributed by '" + earlier.id()
                        + "' too, in the same mode; keep one of them, or give the processes different modes");
            }
        }
    }

    /** A port of another machine can be the same; a port that is chosen later is 0. */
    private void comparePorts(ProcessDefinition earlier, ProcessDefinition later) {
        if (!overlap(earlier, later) || !earlier.host().equals(later.host())) {
            return;
        }
        Map<String, Integer> others = ListenCheck.ports(earlier);
        ListenCheck.ports(later).forEach((name, port) -> others.forEach((otherName, other) -> {
            if (port > 0 && port.equals(other)) {
                String which = otherName.isEmpty() ? "the port" : "the port '" + otherName + "'";
                refuse(later, ListenCheck.setting(name), port + " is " + which + " of '" + earlier.id() + "' too");
            }
        }));
    }

    private void compareFiles(ProcessDefinition earlier, ProcessDefinition later) {
        Optional<LogFile> file = later.log().file();
        Optional<LogFile> other = earlier.log().file();
        if (file.isEmpty() || other.isEmpty() || !overlap(earlier, later)) {
            return;
        }
        String path = file.get().path().toString();
        if (file.get().path().equals(other.get().path())) {
            refuse(later, "log.file.path", path + " is the log file of '" + earlier.id() + "' too");
        } else if (isBackup(file.get(), other.get()) || isBackup(other.get(), file.get())) {
            refuse(later, "log.file.path", path + " and the log file of '" + earlier.id() + "', " + other.get().path()
                    + ", are in conflict: one has the name of a backup of the other");
        }
    }

    private boolean overlap(ProcessDefinition earlier, ProcessDefinition later) {
        return !Collections.disjoint(modes(earlier), modes(later));
    }

    private Set<Mode> modes(ProcessDefinition process) {
        Set<Mode> modes = new TreeSet<>(definitions.modesOf(process));
        if (process.start().test().filter(TestPolicy.OFF::equals).isPresent()) {
            modes.remove(Mode.TEST);
        }
        return modes;
    }

    private static boolean isBackup(LogFile backup, LogFile of) {
        String prefix = of.path() + ".";
        String path = backup.path().toString();
        return path.startsWith(prefix) && path.substring(prefix.length()).matches("[0-9]+");
    }

    /** A process would wait for ever for a dependency that does not run in this mode. */
    private void checkDependencyModes() {
        Map<String, ProcessDefinition> byId = new TreeMap<>();
        definitions.all().forEach(process -> byId.put(process.id(), process));
        for (ProcessDefinition process : definitions.all()) {
            for (Dependency dependency : process.dependencies()) {
                ProcessDefinition other = byId.get(dependency.id());
                if (!dependency.mayBeAbsent() && definitions.runsHere(process) && other != null
                        && !definitions.isHere(other)) {
                    boolean off = definitions.modesOf(other).contains(definitions.mode());
                    refuse(process, "depends-on",
                            "'" + other.id() + "' does not run in " + definitions.mode() + " mode" + (off ? " (test=off)" : "")
                                    + ", but '" + process.id()
                                    + "' does; give both the same " + (off ? "test" : "modes")
                                    + ", name it only for the profiles in which it runs, or write "
                                    + other.id()
                                    + "? if '" + process.id() + "' can do without it");
                }
            }
        }
    }

    private void refuse(ProcessDefinition process, String setting, String message) {
        problems.add(new Problem(process.id(), setting, message));
    }
}
