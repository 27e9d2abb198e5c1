package io.quarkiverse.processmanager.runtime.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.runtime.rules.Plan;

/**
 * What the configuration declares, and everything that is wrong with it. The only step from configuration to records; nothing
 * behind it sees a mapping.
 *
 * @param processes all processes in the order of their ids, also those that do not run in the mode of the application. A
 *        process
 *        with a problem is there with what could be understood of it, so that the plan does not miss it
 * @param problems everything that is wrong, apart from what is the plan's matter
 * @param shutdownTimeout how long the stop of all may take
 */
public record Definitions(List<DeclaredProcess> processes, List<Problem> problems, Duration shutdownTimeout) {

    public Definitions {
        processes = List.copyOf(processes);
        problems = List.copyOf(problems);
    }

    /** With the patterns of the extension. */
    public static Definitions read(ProcessesConfig config, Site site) {
        return read(config, site, KnownPatterns.builtIn());
    }

    public static Definitions read(ProcessesConfig config, Site site, KnownPatterns patterns) {
        Set<String> ids = config.ids();
        Map<String, Map<String, String>> unresolved = UnresolvedExpressions.find(config.raw(), ids);
        List<DeclaredProcess> processes = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (String id : ids) {
            DefinitionReader reader = new DefinitionReader(id, config, site, unresolved.getOrDefault(id, Map.of()),
                    patterns);
            processes.add(reader.read());
            problems.addAll(reader.problems());
        }
        problems.addAll(Neighbours.problems(processes, site.mode()));
        Duration shutdownTimeout = config.common().shutdownTimeout();
        if (shutdownTimeout.isNegative() || shutdownTimeout.isZero()) {
            problems.add(new Problem("", "shutdown-timeout", shutdownTimeout.toMillis() + " ms is not longer than zero"));
        }
        Duration interval = config.common().metrics().interval();
        if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
            problems.add(new Problem("", "metrics.interval", interval.toMillis() + " ms is shorter than one second"));
        }
        return new Definitions(processes, problems, shutdownTimeout);
    }

    /** Everything that is wrong: with each process by itself, and with all of them as a plan. */
    public List<Problem> allProblems() {
        List<Problem> found = new ArrayList<>(problems);
        found.addAll(Plan.problems(all()));
        return found;
    }

    /** The plan of the processes that run in the mode of the application. {@link #allProblems()} has checked it. */
    public Plan plan() {
        return Plan.ofChecked(running());
    }

    /** All definitions. */
    public List<ProcessDefinition> all() {
        return processes.stream().map(DeclaredProcess::definition).toList();
    }

    /** Those that run in the mode of the application. */
    public List<ProcessDefinition> running() {
        return processes.stream().filter(DeclaredProcess::runsHere).map(DeclaredProcess::definition).toList();
    }

    /** The ids of those that do not run in the mode of the application. */
    public List<String> idle() {
        return processes.stream().filter(process -> !process.runsHere()).map(DeclaredProcess::id).toList();
    }
}
