package io.quarkiverse.processmanager.runtime.control;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessHistory;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessPlan;
import io.quarkiverse.processmanager.runtime.safe.SecretText;
import io.quarkiverse.processmanager.runtime.time.Durations;
import io.quarkiverse.processmanager.runtime.views.Causes;
import io.quarkiverse.processmanager.runtime.views.Overview;
import io.quarkiverse.processmanager.runtime.views.ProcessExit;
import io.quarkiverse.processmanager.runtime.views.QuotedOutput;

/** The answers about one process. Its command and its environment are those of the plan, which masks secrets. */
final class ProcessJson {

    private static final int LAST_LINES = 20;

    private ProcessJson() {
    }

    /** The row of the process, with its command, its environment, its latest checks and exits, and its last lines. */
    static Map<String, Object> status(ProcessManager manager, Overview overview, String id) {
        ManagedProcess process = manager.get(id);
        ProcessPlan.Step step = manager.plan().steps().stream().filter(one -> one.id().equals(id)).findFirst()
                .orElseThrow(() -> removed(id));
        ProcessHistory history = process.history();
        Map<String, Object> members = overview.rows().stream().filter(row -> row.id().equals(id)).findFirst()
                .map(RowJson::of).orElseThrow(() -> removed(id));
        members.put("command", step.words());
        members.put("shell", step.shell());
        members.put("directory", SecretText.mask(step.directory().toString()));
        members.put("inheritsEnvironment", step.inheritsEnvironment());
        members.put("environment", step.environment());
        members.put("checks", history.checks().stream().map(ProcessJson::check).toList());
        members.put("liveness", process.status().liveness().name());
        members.put("livenessChecks", history.liveness().stream().map(ProcessJson::check).toList());
        members.put("exits", ProcessExit.of(process).stream().map(RowJson::of).toList());
        members.put("lastLines", lastLines(process));
        return members;
    }

    /** The chain of the causes. The processes that nothing else blocks have their last lines if they have failed. */
    static Map<String, Object> why(ProcessManager manager, Overview overview, String id) {
        List<Causes.Cause> causes = Causes.of(overview, id);
        return Map.of("causes", causes.stream().map(cause -> cause(manager, cause)).toList());
    }

    private static Map<String, Object> cause(ProcessManager manager, Causes.Cause cause) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("id", cause.row().id());
        members.put("depth", cause.depth());
        members.put("root", cause.root());
        members.put("phase", cause.row().phase());
        members.put("state", cause.row().state());
        members.put("health", cause.row().health());
        members.put("down", cause.row().down());
        members.put("why", cause.row().why());
        members.put("lastLines", cause.root() && cause.row().down()
                ? manager.find(cause.row().id()).map(ProcessJson::lastLines).orElse(List.of())
                : List.of());
        return members;
    }

    private static List<String> lastLines(ManagedProcess process) {
        ProcessPhase phase = process.status().phase();
        return phase != ProcessPhase.FAILED && phase != ProcessPhase.BACKOFF ? List.of()
                : QuotedOutput.last(process, LAST_LINES);
    }

    private static Map<String, Object> check(ProcessHistory.Check check) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("time", check.time());
        members.put("ok", check.success());
        members.put("tookMillis", Durations.millis(check.took()));
        members.put("detail", check.detail());
        members.put("incarnation", check.incarnation());
        return members;
    }

    private static ProcessException removed(String id) {
        return new ProcessException(ProcessException.Reason.NOT_FOUND, id,
                "cannot describe process '" + id + "': it has just been removed");
    }
}
