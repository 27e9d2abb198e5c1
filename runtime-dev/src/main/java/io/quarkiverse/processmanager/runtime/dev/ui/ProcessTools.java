package io.quarkiverse.processmanager.runtime.dev.ui;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.definition.LeastReady;
import io.quarkiverse.processmanager.runtime.safe.SearchStoppedException;
import io.quarkiverse.processmanager.runtime.safe.TimedPattern;
import io.quarkiverse.processmanager.runtime.safe.TimedPattern.Deadline;
import io.quarkiverse.processmanager.runtime.views.Counts;
import io.quarkiverse.processmanager.runtime.views.Overview;
import io.quarkiverse.processmanager.runtime.views.ProcessExit;
import io.quarkiverse.processmanager.runtime.views.ProcessRow;
import io.quarkiverse.processmanager.runtime.views.QuotedOutput;
import io.quarkiverse.processmanager.runtime.views.RowSource;
import io.quarkus.runtime.annotations.DevMCPEnableByDefault;
import io.quarkus.runtime.annotations.JsonRpcDescription;
import io.smallrye.mutiny.Uni;

/**
 * The tools of the Dev MCP server, with which a coding agent reads and controls the processes. The answers are small. No
 * parameter is an {@code Optional}, because Quarkus 3.33 does not find such a method.
 */
@Singleton
public class ProcessTools {

    /** The text before a tag where a tool takes an id. */
    private static final String TAG = "tag:";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int USUAL_LINES = 50;
    private static final int MOST_LINES = 500;
    private static final int USUAL_END = 20;
    private static final Duration LONGEST_SEARCH = Duration.ofSeconds(30);
    private static final int LAST_RESULTS = 3;

    private final ProcessManager manager;
    private final ProcessViews views;

    @Inject
    ProcessTools(ProcessManager manager) {
        this.manager = manager;
        this.views = new ProcessViews(manager);
    }

    /**
     * A short summary of a process.
     *
     * @param state the phase, or {@code DONE} or {@code SKIPPED} for a task
     * @param cause the line of output that says why the last start has ended; empty if none is known
     * @param endpoints the addresses, each behind the name of its port
     * @param source what defines the process
     */
    public record Brief(String id, String state, String health, String why, String cause, Map<String, String> endpoints,
            int restarts, List<String> blockedBy, RowSource source) {

        static Brief of(ProcessRow row) {
            Map<String, String> endpoints = new LinkedHashMap<>();
            row.endpoints().forEach(endpoint -> endpoints.put(endpoint.name(), endpoint.url().orElse(endpoint.address())));
            return new Brief(row.id(), row.state(), row.health(), row.why(), row.cause().orElse(""), endpoints, row.restarts(),
                    row.blockedBy(), row.source());
        }
    }

    /** All processes, in the order of the start. */
    public record Processes(String summary, Counts counts, List<Brief> processes) {
    }

    /** Why a process is in its state. */
    public record Explanation(String id, String state, String health, String why, String cause,
            List<ProcessRow.Endpoint> endpoints, List<ProcessRow.Wait> dependsOn, List<String> blockedBy,
            List<String> dependents, List<ProcessDetails.Check> lastChecks, List<ProcessDetails.Check> lastLivenessChecks,
            List<ProcessExit> lastExits, List<String> lastLines) {
    }

    /**
     * All replicas of a process.
     *
     * @param ready how many of them are ready
     * @param worst the one that is farthest from ready
     */
    public record ReplicasExplanation(String id, int replicas, int ready, Explanation worst) {
    }

    @DevMCPEnableByDefault
    @JsonRpcDescription("Find out what is wrong with the processes of the application, and what to do. Call this tool first: one "
            + "answer names each process that is down for a cause of its own, the line of output that decides, the processes that "
            + "it keeps down, and the next steps")
    public Diagnosis diagnoseProcesses() {
        return Diagnosis.of(views.overview(), views::lastStart);
    }

    @DevMCPEnableByDefault
    @JsonRpcDescription("List the processes that run beside the application (databases, front ends, workers) in the order of the "
            + "start, each with its state (STOPPED, WAITING, STARTING, RUNNING, BACKOFF, STOPPING, KILLING, COMPLETED, DONE, "
            + "SKIPPED, FAILED), its health, its addresses and one sentence that gives the reason; with the number of processes "
            + "that are down, running, done, on the way and stopped")
    public Processes listProcesses() {
        Overview overview = views.overview();
        return new Processes(overview.counts().text(), overview.counts(),
                overview.rows().stream().map(Brief::of).toList());
    }

    @DevMCPEnableByDefault
    @JsonRpcDescription("Explain why a process is down, waiting, unhealthy or restarting: the reason, its dependencies and "
            + "whether they are met, its last health checks and liveness checks, its last exits, and the last lines of its output. "
            + "For a process with replicas: how many are ready, and the same about the worst of them")
    public Object explainProcess(@JsonRpcDescription("The id of the process, as listProcesses returns it") String id) {
        return answer(() -> {
            ManagedProcess process = manager.get(id);
            List<ProcessStatus> replicas = process.replicas().stream().map(ManagedProcess::status).toList();
            ProcessStatus worst = LeastReady.of(replicas);
            return worst.id().equals(process.id()) ? explanation(worst.id())
                    : new ReplicasExplanation(process.id(), replicas.size(),
                            (int) replicas.stream().filter(ProcessStatus::isReady).count(), explanation(worst.id()));
        });
    }

    private Explanation explanation(String id) {
        ProcessRow row = views.row(id);
        ProcessDetails details = views.details(id);
        return new Explanation(id, row.state(), row.health(), row.why(), row.cause().orElse(""), row.endpoints(),
                row.dependsOn(), row.blockedBy(), row.dependents(), last(details.probes()), last(details.liveness()),
                last(details.exits()),
                AnswerLimit.of(QuotedOutput.last(manager.get(id), USUAL_END)).lines());
    }

    @DevMCPEnableByDefault
    @JsonRpcDescription("Read the end of the output (stdout and stderr) of a process, at most 50,000 characters; the answer has "
            + "the number of older lines that it leaves out")
    public Object readProcessLog(@JsonRpcDescription("The id of the process") String id,
            @JsonRpcDescription("The number of lines, at most 500; 0 means 50") Integer lines) {
        return answer(() -> AnswerLimit.of(QuotedOutput.last(manager.get(id), limit(lines))));
    }

    /**
     * Quarkus 3.33 takes the middle one of all annotations of a method and its parameters, by name, for the description of the tool.
     * With a description of the third parameter that would be the one of the first parameter.
     */
    @DevMCPEnableByDefault
    @JsonRpcDescription("Search the output of one process, or of all, for lines that match a regular expression; the answer has "
            + "the last matches ('most' limits their number, at most 500; 0 means 50), each with the id of its process, and the "
            + "number of all matches. A search takes at most 30 seconds, a line has at most 500 characters, and an answer at most "
            + "50,000")
    public Object searchProcessLogs(
            @JsonRpcDescription("A Java regular expression, found anywhere in a line; a leading (?i) ignores case") String regex,
            @JsonRpcDescription("The id of a process; empty for all") String id, Integer most) {
        if (regex == null) {
            return new ActionResult(false, "cannot search the output: the parameter 'regex' has no value");
        }
        Deadline deadline = Deadline.of(LONGEST_SEARCH, PageConnection.current()::isClosed);
        return answer(() -> LineSearch.of(manager, id, TimedPattern.of(regex), deadline, limit(most)));
    }

    @DevMCPEnableByDefault
    @JsonRpcDescription("Start a process and its dependencies, and wait up to 30 seconds until it is ready")
    public Uni<ActionResult> startProcess(
            @JsonRpcDescription("The id of the process, or tag:TAG for all processes with a tag") String id) {
        return id.startsWith(TAG) ? all(() -> manager.startTagged(id.substring(TAG.length())))
                : act(id, ManagedProcess::start, PATIENCE);
    }

    @DevMCPEnableByDefault
    @JsonRpcDescription("Run a task now (a migration, a code generation, a seeding), also if its work is done, with its dependencies, "
            + "and wait up to 30 seconds for its end; readProcessLog has its output")
    public Uni<ActionResult> runTask(@JsonRpcDescription("The id of the task") String id,
            @JsonRpcDescription("Arguments of this run behind those of the definition, in one line with the quoting of a shell; "
                    + "empty for none") String args) {
        return act(id, process -> process.run(ArgumentLine.split(args)), PATIENCE);
    }

    @DevMCPEnableByDefault
    @JsonRpcDescription("Stop a process and all its descendants, and wait up to 30 seconds until they are gone")
    public Uni<ActionResult> stopProcess(
            @JsonRpcDescription("The id of the process, or tag:TAG for all processes with a tag") String id) {
        return id.startsWith(TAG) ? all(() -> manager.stopTagged(id.substring(TAG.length())))
                : act(id, ManagedProcess::stop, PATIENCE);
    }

    @DevMCPEnableByDefault
    @JsonRpcDescription("Stop a process and start it again, and wait up to 30 seconds until it is ready")
    public Uni<ActionResult> restartProcess(@JsonRpcDescription("The id of the process") String id) {
        return act(id, ManagedProcess::restart, PATIENCE);
    }

    @DevMCPEnableByDefault
    @JsonRpcDescription("Change the number of replicas of a process that has some, and wait up to 30 seconds until the new ones are "
            + "ready and the others are gone")
    public Uni<ActionResult> scaleProcess(
            @JsonRpcDescription("The id of the process without an index: worker for worker-0 and worker-1") String id,
            @JsonRpcDescription("The number of replicas, from 1 to 1000") Integer replicas) {
        return all(() -> manager.get(id).scale(replicas == null ? 0 : replicas));
    }

    @DevMCPEnableByDefault
    @JsonRpcDescription("Wait until a process is running and, if it has a health check, healthy. The tool starts "
            + "nothing, and fails at once if the process is down")
    public Uni<ActionResult> awaitProcessHealthy(@JsonRpcDescription("The id of the process") String id,
            @JsonRpcDescription("The longest time to wait in seconds; 0 means 30") Integer seconds) {
        Duration timeout = seconds == null || seconds <= 0 ? PATIENCE : Duration.ofSeconds(seconds);
        return act(id, ManagedProcess::whenReady, timeout);
    }

    private Uni<ActionResult> act(String id, Function<ManagedProcess, CompletionStage<ProcessStatus>> action,
            Duration patience) {
        return Uni.createFrom().completionStage(() -> action.apply(manager.get(id)))
                .map(status -> new ActionResult(true, describe(status)))
                .ifNoItem().after(patience)
                .recoverWithItem(
                        () -> notDone(patience, describe(manager.get(id).status()) + "; explainProcess has the details"))
                .onFailure(ProcessException.class).recoverWithItem(failure -> ActionResult.refused(failure.getMessage()));
    }

    private static Uni<ActionResult> all(Supplier<CompletionStage<Map<String, ProcessStatus>>> command) {
        return Uni.createFrom().completionStage(command)
                .map(statuses -> new ActionResult(true,
                        statuses.values().stream().map(ProcessTools::describe).collect(Collectors.joining("\n"))))
                .ifNoItem().after(PATIENCE).recoverWithItem(() -> notDone(PATIENCE, "listProcesses shows its progress"))
                .onFailure(ProcessException.class).recoverWithItem(failure -> ActionResult.refused(failure.getMessage()));
    }

    /** An agent must not repeat a command that is still in progress. */
    private static ActionResult notDone(Duration patience, String more) {
        return new ActionResult(false, "not done after " + patience.toSeconds() + " s, and still in progress: " + more);
    }

    private static String describe(ProcessStatus status) {
        return "process '" + status.id() + "' is " + status.phase() + ", " + status.health() + ": " + status.why();
    }

    private static Object answer(Supplier<?> question) {
        try {
            return question.get();
        } catch (ProcessException e) {
            return ActionResult.refused(e.getMessage());
        } catch (PatternSyntaxException e) {
            return new ActionResult(false, "cannot search for '" + e.getPattern() + "': " + e.getDescription());
        } catch (SearchStoppedException e) {
            return new ActionResult(false, "cannot search the output: " + e.getMessage());
        }
    }

    private static int limit(Integer lines) {
        return lines == null || lines <= 0 ? USUAL_LINES : Math.min(MOST_LINES, lines);
    }

    private static <T> List<T> last(List<T> list) {
        return list.isEmpty() ? Collections.emptyList() : list.subList(Math.max(0, list.size() - LAST_RESULTS), list.size());
    }
}
