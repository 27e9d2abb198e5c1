package io.quarkiverse.processmanager.runtime.control;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import io.quarkiverse.processmanager.runtime.views.Counts;
import io.quarkiverse.processmanager.runtime.views.Overview;
import io.quarkiverse.processmanager.runtime.views.ProcessExit;
import io.quarkiverse.processmanager.runtime.views.ProcessRow;

/** The members of the JSON objects for rows. The guide documents them, so a member keeps its name and its meaning. */
final class RowJson {

    private RowJson() {
    }

    static Map<String, Object> of(Overview overview) {
        return of(overview, List.of());
    }

    /** @param ids the processes to show; empty for all. The counts are those of all processes */
    static Map<String, Object> of(Overview overview, List<String> ids) {
        Map<String, Object> members = new LinkedHashMap<>();
        Counts counts = overview.counts();
        members.put("total", counts.total());
        members.put("running", counts.running());
        members.put("done", counts.done());
        members.put("down", counts.down());
        members.put("moving", counts.moving());
        members.put("stopped", counts.stopped());
        members.put("processes", overview.rows().stream()
                .filter(row -> ids.isEmpty() || ids.contains(row.id())).map(RowJson::of).toList());
        return members;
    }

    static Map<String, Object> of(ProcessRow row) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("id", row.id());
        members.put("name", row.name());
        members.put("tags", row.tags());
        members.put("kind", row.kind().isEmpty() ? null : row.kind());
        members.put("phase", row.phase());
        members.put("state", row.state());
        members.put("health", row.health());
        members.put("down", row.down());
        members.put("ready", row.ready());
        members.put("rank", row.rank());
        members.put("startsLater", row.startsLater());
        members.put("why", row.why());
        members.put("cause", row.cause());
        members.put("since", time(row.since()));
        members.put("until", time(row.until()));
        members.put("pid", row.pid());
        members.put("port", row.port());
        members.put("ports", row.ports());
        members.put("url", row.url());
        members.put("endpoints", row.endpoints().stream().map(RowJson::of).toList());
        members.put("startedAt", time(row.startedAt()));
        members.put("restarts", row.restarts());
        members.put("attempt", row.attempt());
        members.put("attempts", row.attempts());
        members.put("incarnation", row.incarnation());
        members.put("lastExit", row.lastExit().map(RowJson::of));
        members.put("lastRun", row.lastRun().map(RowJson::of));
        members.put("nextRun", time(row.nextRun()));
        members.put("queued", row.queued());
        members.put("cpuPercent", row.cpu());
        members.put("memoryBytes", row.memory());
        members.put("threads", row.threads());
        members.put("processes", row.processes());
        members.put("dependsOn", row.dependsOn().stream().map(RowJson::of).toList());
        members.put("dependents", row.dependents());
        members.put("blockedBy", row.blockedBy());
        members.put("actions", row.actions());
        members.put("detached", row.detached());
        members.put("replicaOf", row.replicaOf());
        members.put("external", row.external());
        return members;
    }

    static Map<String, Object> of(ProcessExit exit) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("incarnation", exit.incarnation());
        members.put("text", exit.text());
        members.put("code", exit.code());
        members.put("signal", exit.signal());
        members.put("time", time(exit.at()));
        members.put("uptimeMillis", exit.uptime());
        members.put("expected", exit.expected());
        return members;
    }

    private static Map<String, Object> of(ProcessRow.LastExit exit) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("text", exit.text());
        members.put("code", exit.code());
        members.put("signal", exit.signal());
        members.put("time", time(exit.at()));
        members.put("expected", exit.expected());
        return members;
    }

    private static Map<String, Object> of(ProcessRow.LastRun run) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("text", run.text());
        members.put("success", run.success());
        members.put("time", time(run.at()));
        members.put("durationMillis", run.millis());
        members.put("args", run.args());
        return members;
    }

    private static Map<String, Object> of(ProcessRow.Wait wait) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("id", wait.id());
        members.put("condition", wait.condition());
        members.put("met", wait.met());
        members.put("failed", wait.failed());
        members.put("any", wait.any());
        return members;
    }

    private static Map<String, Object> of(ProcessRow.Endpoint endpoint) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("name", endpoint.name());
        members.put("scheme", endpoint.scheme().isEmpty() ? null : endpoint.scheme());
        members.put("host", endpoint.host());
        members.put("port", endpoint.port());
        members.put("address", endpoint.address());
        members.put("url", endpoint.url());
        return members;
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    private static String time(OptionalLong millis) {
        return millis.isPresent() ? time(millis.getAsLong()) : null;
    }
}
