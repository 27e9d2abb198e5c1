package io.quarkiverse.processmanager.runtime.control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.Stdin;
import io.quarkiverse.processmanager.StopOptions;
import io.quarkiverse.processmanager.runtime.control.wire.JsonText;
import io.quarkiverse.processmanager.runtime.views.Overview;
import io.quarkiverse.processmanager.runtime.views.RowFacts;
import io.quarkiverse.processmanager.runtime.views.RowSource;
import io.quarkiverse.processmanager.runtime.views.Rows;
import io.quarkiverse.processmanager.runtime.views.StartStep;

/**
 * Answers requests with the process manager. A request names declared or created processes by their ids, and none brings a
 * command line: no program can be started through it that the application does not have. A request can run a task with further
 * arguments, and a declared command with values for its arguments. For any thread that may be blocked.
 */
final class Requests {

    /** The text before a tag where a request takes ids. An id has no colon. */
    private static final String TAG = "tag:";
    private static final String SCALE = "scale";
    private static final String RESTART = "restart";
    private static final String SEND = "send";
    private static final Set<String> ABOUT_ONE = Set.of("status", "why");

    private final ProcessManager manager;
    /** The answers do not have the source of a process. */
    private final RowFacts facts;

    Requests(ProcessManager manager) {
        this.manager = manager;
        this.facts = RowFacts.of(manager, id -> RowSource.CONFIGURATION);
    }

    void answer(String line, Answer answer) {
        try {
            answer(withProcesses(Request.parse(line)), answer);
        } catch (IllegalArgumentException | ProcessException e) {
            Refusals.send(answer, e);
        }
    }

    /**
     * The request with the ids of processes only: of those that have a tag, in place of {@code tag:frontend}, and of the replicas, in
     * place of a process that has some. A question about one process is about the replica that is least ready. A restart of all
     * replicas stays one command, because they restart one after the other.
     */
    private Request withProcesses(Request request) {
        if (request.command().equals(SCALE)) {
            return request;
        }
        boolean one = ABOUT_ONE.contains(request.command());
        Set<String> ids = new LinkedHashSet<>();
        for (String id : request.ids()) {
            if (id.startsWith(TAG)) {
                manager.tagged(id.substring(TAG.length())).forEach(process -> ids.add(process.id()));
            } else if (one) {
                ids.add(manager.get(id).status().id());
            } else if (request.command().equals(RESTART)) {
                ids.add(id);
            } else {
                known(request, id).replicas().forEach(replica -> ids.add(replica.id()));
            }
        }
        return request.withIds(List.copyOf(ids));
    }

    /** The first word of a line that has no quotes is taken for the line, and the others for ids. */
    private ManagedProcess known(Request request, String id) {
        return manager.find(id).orElseGet(() -> {
            try {
                return manager.get(id);
            } catch (ProcessException e) {
                throw request.command().equals(SEND) ? new ProcessException(e.reason(), id, e.getMessage()
                        + "; 'send' takes the line first, in quotes if it has spaces, and then the ids") : e;
            }
        });
    }

    private void answer(Request request, Answer answer) {
        request.ids().forEach(manager::get);
        switch (request.command()) {
            case "ps" -> all(answer, RowJson.of(overview(manager.status()), request.ids()));
            case "status" -> all(answer, ProcessJson.status(manager, overview(manager.status()), request.id()));
            case "why" -> all(answer, ProcessJson.why(manager, overview(manager.status()), request.id()));
            case "plan" -> all(answer, PlanJson.of(StartStep.of(Rows.read(manager, RowFacts.NONE))));
            case "watch" -> Following.of(manager.statusUpdates(),
                    update -> JsonText.of(RowJson.of(overview(update.statuses()))), answer).begin(1);
            case "events" -> events(request, answer);
            case "logs" -> new LogLines(manager, request, answer).begin();
            case "start" -> command(request, answer, ManagedProcess::start);
            case "run" -> command(request, answer, process -> process.run(request.texts("args").toArray(String[]::new)));
            case RESTART -> command(request, answer, ManagedProcess::restart);
            case "stop" -> command(request, answer, request.is("force")
                    ? process -> process.stop(StopOptions.within(Duration.ZERO))
                    : ManagedProcess::stop);
            case SCALE -> scale(request, answer);
            case "signal" -> signal(request, answer);
            case SEND -> send(request, answer);
            case "commands" -> all(answer, CommandRequest.list(manager.get(request.id())));
            case "command" -> CommandRequest.run(manager.get(request.id()), request, answer);
            default -> throw new IllegalArgumentException("cannot answer: there is no command '" + request.command() + "'");
        }
    }

    private Overview overview(Map<String, ProcessStatus> statuses) {
        return Rows.read(manager, facts).of(statuses);
    }

    private static void all(Answer answer, Map<String, Object> members) {
        answer.line(JsonText.of(members));
        answer.end();
    }

    private void events(Request request, Answer answer) {
        List<String> ids = request.ids();
        boolean metrics = request.is("metrics");
        Following.of(manager.events(), (ProcessEvent event) -> (ids.isEmpty() || ids.contains(event.id()))
                && (metrics || !(event instanceof ProcessEvent.Metrics)) ? JsonText.of(EventJson.of(event)) : "", answer)
                .begin(Following.BATCH);
    }

    private void signal(Request request, Answer answer) {
        String name = request.text("signal")
                .orElseThrow(() -> new IllegalArgumentException("cannot signal: the request names no signal"));
        command(request, answer, process -> process.signal(name).thenApply(nothing -> process.status()));
    }

    /** Changes the number of replicas, and sends the status of each of them when all starts and stops are over. */
    private void scale(Request request, Answer answer) {
        String id = request.id();
        int replicas = (int) Math.min(Integer.MAX_VALUE, request.number("replicas", 0));
        manager.get(id).scale(replicas).whenComplete((statuses, error) -> {
            if (error == null) {
                statuses.values().forEach(status -> answer.line(JsonText.of(Map.of("result", success(status.id(), status)))));
            } else {
                answer.line(JsonText.of(Map.of("result", failure(id, error))));
            }
            answer.end();
        });
    }

    /** Sends a line, to the process that has the console unless the request names processes. */
    private void send(Request request, Answer answer) {
        String line = request.text("line")
                .orElseThrow(() -> new IllegalArgumentException("cannot send: the request has no line"));
        command(request.ids().isEmpty() ? request.withIds(List.of(console())) : request, answer,
                process -> process.send(line).thenApply(nothing -> process.status()));
    }

    private String console() {
        return manager.processes().stream()
                .filter(process -> process.definition().command().stdin().filter(Stdin.CONSOLE::equals).isPresent())
                .map(ManagedProcess::id).findFirst().orElseThrow(() -> new IllegalArgumentException(
                        "cannot send: name a process; without a name, the line is for the process with stdin=console, and there"
                                + " is none"));
    }

    /** Commands several processes at the same time, and sends a line for each result as soon as it is there. */
    private void command(Request request, Answer answer, Function<ManagedProcess, CompletionStage<ProcessStatus>> command) {
        List<String> ids = request.ids();
        if (ids.isEmpty()) {
            throw new IllegalArgumentException("cannot " + request.command() + ": the request names no process");
        }
        Map<String, CompletableFuture<?>> results = new LinkedHashMap<>();
        List<ManagedProcess> processes = new ArrayList<>(manager.processes());
        Collections.reverse(processes);
        ids.stream().map(manager::get).filter(Requests::hasReplicas).forEach(processes::add);
        for (ManagedProcess process : processes) {
            String id = process.id();
            if (ids.contains(id)) {
                CompletableFuture<?>[] before = request.command().equals("stop") ? dependents(id, results)
                        : new CompletableFuture<?>[0];
                results.put(id, CompletableFuture.allOf(before).thenCompose(nothing -> command.apply(process))
                        .handle((status, error) -> {
                            answer.line(
                                    JsonText.of(Map.of("result", error == null ? success(id, status) : failure(id, error))));
                            return null;
                        }));
            }
        }
        CompletableFuture.allOf(results.values().toArray(CompletableFuture[]::new))
                .whenComplete((nothing, error) -> answer.end());
    }

    /** The stops of the dependents of a process, which come before its own stop. */
    private CompletableFuture<?>[] dependents(String id, Map<String, CompletableFuture<?>> results) {
        return results.entrySet().stream()
                .filter(one -> manager.get(one.getKey()).definition().dependencies().stream()
                        .anyMatch(dependency -> dependency.id().equals(id)))
                .map(Map.Entry::getValue).toArray(CompletableFuture[]::new);
    }

    /** Whether the id stands for several processes, none of which has it. */
    private static boolean hasReplicas(ManagedProcess process) {
        return process.replicas().stream().noneMatch(replica -> replica.id().equals(process.id()));
    }

    /** @param id of the process, or of the replicas for which the status of the least ready one stands */
    private static Map<String, Object> success(String id, ProcessStatus status) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("id", id);
        members.put("ok", true);
        members.put("phase", status.phase());
        members.put("health", status.health());
        members.put("why", status.why());
        return members;
    }

    private static Map<String, Object> failure(String id, Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("id", id);
        members.put("ok", false);
        members.putAll(Refusals.members(cause instanceof ProcessException failure ? failure.reason().name() : "INVALID",
                String.valueOf(cause.getMessage())));
        return members;
    }
}
