package io.quarkiverse.processmanager.runtime.dev.ui;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.PatternSyntaxException;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.safe.SearchStoppedException;
import io.quarkiverse.processmanager.runtime.safe.TimedPattern;
import io.quarkiverse.processmanager.runtime.safe.TimedPattern.Deadline;
import io.quarkiverse.processmanager.runtime.views.ProcessExit;
import io.quarkiverse.processmanager.runtime.views.ProcessRow;
import io.quarkiverse.processmanager.runtime.views.QuotedOutput;
import io.quarkus.runtime.annotations.DevMCPEnableByDefault;
import io.quarkus.runtime.annotations.JsonRpcDescription;
import io.smallrye.mutiny.Uni;

/**
 * The tools of the Dev MCP server, with which a coding agent reads and controls the processes. The answers are small. No
 * parameter is an {@code Optional}, because Quarkus 3.33 does not find such a method.
 */
@Singleton
public class ProcessTools {

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

    /** A short summary of a process. */
    public record Brief(String id, String phase, String health, String why, int restarts, List<String> blockedBy) {
    }

    /** Why a process is in its state. */
    public record Explanation(String id, String phase, String health, String why, List<ProcessRow.Wait> dependsOn,
            List<String> blockedBy, List<String> dependents, List<ProcessDetails.Check> lastChecks,
            List<ProcessExit> lastExits, List<String> lastLines) {
    }

    @DevMCPEnableByDefault
    @JsonRpcDescription("List the processes that run beside the application (databases, front ends, workers), each with its "
            + "phase (STOPPED, WAITING, STARTING, RUNNING, BACKOFF, STOPPING, KILLING, COMPLETED, FAILED), its health and one "
            + "sentence that gives the reason")
    public List<Brief> listProcesses() {
        List<ProcessRow> rows = views.allRows();
        return rows.stream().map(row -> new Brief(row.id(), row.phase(), row.health(), row.why(), row.restarts(),
                row.blockedBy())).toList();
    }

    @DevMCPEnableByDefault
    @JsonRpcDescription("Explain why a process is down, waiting, unhealthy or restarting: the reason, its dependencies and "
            + "whether they are met, its last health checks, its last exits, and the last lines of its output")
    public Object explainProcess(@JsonRpcDescription("The id of the process, as listProcesses returns it") String id) {
        return answer(() -> {
            ProcessRow row = views.row(id);
            ProcessDetails details = views.details(id);
            return new Explanation(id, row.phase(), row.health(), row.why(), row.dependsOn(), row.blockedBy(), row.dependents(),
                    last(details.probes()), last(details.exits()), QuotedOutput.last(manager.get(id), USUAL_END));
        });
    }

    @DevMCPEnableByDefault
    @JsonRpcDescription("Read the end of the output (stdout and stderr) of a process")
    public Object readProcessLog(@JsonRpcDescription("The id of the process") String id,
            @JsonRpcDescription("The number of lines, at most 500; 0 means 50") Integer lines) {
        return answer(() -> QuotedOutput.last(manager.get(id), limit(lines)));
    }

    @DevMCPEnableByDefault
    @JsonRpcDescription("Search the output of one process, or of all, for lines that match a regular expression; the last "
            + "matches are returned, each with the id of its process")
    public Object searchProcessLogs(
            @JsonRpcDescription("A Java regular expression, found anywhere in a line; a leading (?i) ignores case") String regex,
            @JsonRpcDescription("The id of a process; empty for all") String id,
            @JsonRpcDescription("The number of matches, at most 500; 0 means 50") Integer most) {
        Deadline deadline = Deadline.of(LONGEST_SEARCH, PageConnection.current()::isClosed);
        return answer(() -> LineSearch.of(manager, id, TimedPattern.of(regex), deadline, limit(most)));
    }

    @DevMCPEnableByDefault
    @JsonRpcDescription("Start a process and its dependencies, and wait up to 30 seconds until it is ready")
    public Uni<ActionResult> startProcess(@JsonRpcDescription("The id of the process") String id) {
        return act(id, ManagedProcess::start, PATIENCE);
    }

    @DevMCPEnableByDefault
    @JsonRpcDescription("Stop a process and all its descendants, and wait up to 30 seconds until they are gone")
    public Uni<ActionResult> stopProcess(@JsonRpcDescription("The id of the process") String id) {
        return act(id, ManagedProcess::stop, PATIENCE);
    }

    @DevMCPEnableByDefault
    @JsonRpcDescription("Stop a process and start it again, and wait up to 30 seconds until it is ready")
    public Uni<ActionResult> restartProcess(@JsonRpcDescription("The id of the process") String id) {
        return act(id, ManagedProcess::restart, PATIENCE);
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
                .recoverWithItem(() -> new ActionResult(false, "not done yet: " + describe(manager.get(id).status())))
                .onFailure(ProcessException.class).recoverWithItem(failure -> ActionResult.refused(failure.getMessage()));
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
