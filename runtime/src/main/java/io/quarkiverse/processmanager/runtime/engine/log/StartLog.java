package io.quarkiverse.processmanager.runtime.engine.log;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.definition.ChangedSettings;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.definition.external.ExternalDefinition;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkiverse.processmanager.runtime.rules.plan.References;
import io.quarkiverse.processmanager.runtime.rules.text.Words;
import io.quarkiverse.processmanager.runtime.snapshot.Snapshot;

/** Logs what a start or a reload of the application means for its processes, before it happens. */
public final class StartLog {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");

    private StartLog() {
    }

    /**
     * Logs which processes restart because the reload has changed them and why, and which processes start. Returns the ids of
     * both.
     */
    public static List<String> following(Plan plan, Snapshot running) {
        restarting(plan, running).ifPresent(LOG::info);
        List<String> ids = new ArrayList<>(starting(plan, running));
        plan.definitions().stream().filter(next -> restarts(plan, next, running)).map(ProcessDefinition::id).forEach(ids::add);
        return ids;
    }

    private static boolean restarts(Plan plan, ProcessDefinition next, Snapshot running) {
        ProcessStatus status = running.statuses().get(next.id());
        return status != null && status.isAlive()
                && running.plan().find(next.id()).filter(now -> needsRestart(plan, running.plan(), now, next)).isPresent();
    }

    /** The engine restarts no process because a dependency has come or gone, such as a replica of one. */
    private static boolean needsRestart(Plan plan, Plan before, ProcessDefinition now, ProcessDefinition next) {
        return before.findGiven(next.id()).equals(plan.findGiven(next.id()))
                ? References.haveMoved(now.command().references(), next.command().references())
                : ProcessSettings.needRestart(now, next);
    }

    /** The line about the processes whose settings have changed; empty if none restarts. */
    static Optional<String> restarting(Plan plan, Snapshot running) {
        List<String> restarting = new ArrayList<>();
        int others = 0;
        for (ProcessDefinition next : plan.definitions()) {
            ProcessStatus status = running.statuses().get(next.id());
            Optional<ProcessDefinition> now = running.plan().find(next.id());
            if (status == null || !status.isAlive() || now.isEmpty()) {
                continue;
            }
            if (needsRestart(plan, running.plan(), now.get(), next)) {
                restarting.add(next.id() + " (" + ChangedSettings.why(now.get(), next) + ")");
            } else {
                others++;
            }
        }
        return restarting.isEmpty() ? Optional.empty()
                : Optional.of("Restarting " + Words.count(restarting.size(), "process") + ": " + String.join(", ", restarting)
                        + switch (others) {
                            case 0 -> "";
                            case 1 -> "; 1 other keeps running";
                            default -> "; " + others + " others keep running";
                        });
    }

    private static List<String> starting(Plan plan, Snapshot running) {
        List<String> ids = new ArrayList<>();
        List<ProcessDefinition> starting = new ArrayList<>();
        List<String> elsewhere = new ArrayList<>();
        for (ProcessDefinition definition : plan.definitions()) {
            if (definition.start().auto() && !running.statuses().containsKey(definition.id())
                    && !ProcessSettings.startsAfterApp(definition)) {
                ids.add(definition.id());
                if (definition.external()) {
                    elsewhere.add(ExternalDefinition.describe(definition));
                    continue;
                }
                starting.add(definition);
            }
        }
        if (!starting.isEmpty()) {
            LOG.infof("Starting %s: %s", Words.count(starting.size(), "process"), names(plan, starting));
        }
        if (!elsewhere.isEmpty()) {
            LOG.infof("Watching %s elsewhere: %s", elsewhere.size() == 1 ? "1 process that runs"
                    : elsewhere.size() + " processes that run", String.join(", ", elsewhere));
        }
        return ids;
    }

    /** Logs which processes start because the application accepts requests. Returns their ids. */
    public static List<String> startingAfterApp(Plan plan, Snapshot running) {
        List<String> starting = plan.definitions().stream()
                .filter(definition -> definition.start().auto() && ProcessSettings.startsAfterApp(definition))
                .map(ProcessDefinition::id).filter(id -> Optional.ofNullable(running.statuses().get(id))
                        .filter(status -> status.incarnation() > 0 || status.phase() != ProcessPhase.STOPPED).isEmpty())
                .toList();
        if (!starting.isEmpty()) {
            LOG.infof("The application accepts requests; starting %s: %s", Words.count(starting.size(), "process"),
                    String.join(", ", starting));
        }
        return starting;
    }

    /** The console hides output that it has shown so far, and the developer must not search for it. */
    public static void consoleIsQuiet(Optional<Character> monitorKey) {
        LOG.info(quietConsole(monitorKey));
    }

    static String quietConsole(Optional<Character> monitorKey) {
        return "From now on the console shows the output of a process only while it starts or has a problem. To see all output, "
                + monitorKey.map(key -> "press '" + key + "' in the terminal of dev mode, ").orElse("")
                + "open the Dev UI, or set quarkus.process-manager.log.console=all";
    }

    /**
     * The processes with their dependencies: {@code db, worker (10 replicas, after db:healthy), web (after worker:any:running)}. Only
     * the replicas of a process of which some run already are named one by one.
     */
    static String names(Plan plan, List<ProcessDefinition> starting) {
        Set<String> ids = starting.stream().map(ProcessDefinition::id).collect(Collectors.toSet());
        Set<String> groups = new HashSet<>();
        List<String> names = new ArrayList<>();
        for (ProcessDefinition definition : starting) {
            Optional<String> group = group(plan, definition.id(), ids);
            if (group.isPresent() && !groups.add(group.get())) {
                continue;
            }
            List<String> details = new ArrayList<>();
            group.ifPresent(id -> details.add(Words.count(plan.replicas(id).size(), "replica")));
            if (!plan.waitsFor(definition).isEmpty()) {
                details.add("after " + after(plan, definition));
            }
            names.add(group.orElse(definition.id()) + (details.isEmpty() ? "" : " (" + String.join(", ", details) + ")"));
        }
        return String.join(", ", names);
    }

    private static String after(Plan plan, ProcessDefinition definition) {
        Set<String> ids = plan.waitsFor(definition).keySet();
        return definition.dependencies().stream().filter(plan::counts)
                .map(dependency -> group(plan, dependency.id(), ids).map(id -> id + (dependency.any() ? ":any" : ""))
                        .orElse(dependency.id()) + ":"
                        + plan.condition(definition, dependency).name().toLowerCase(Locale.ROOT))
                .distinct().collect(Collectors.joining(", "));
    }

    /** The process of which this one is a replica, if all its replicas are among these ids. */
    private static Optional<String> group(Plan plan, String id, Set<String> ids) {
        return plan.group(id).filter(group -> ids.containsAll(plan.replicas(group)));
    }
}
