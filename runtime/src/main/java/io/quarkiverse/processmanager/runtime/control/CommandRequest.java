package io.quarkiverse.processmanager.runtime.control;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.command.CommandRun;
import io.quarkiverse.processmanager.probe.CommandResult;
import io.quarkiverse.processmanager.runtime.control.wire.JsonText;
import io.quarkiverse.processmanager.runtime.views.CommandRow;

/** Answers requests about the commands of one process: a list, or a run with its output. */
final class CommandRequest {

    private CommandRequest() {
    }

    /** The commands of a process. */
    static Map<String, Object> list(ManagedProcess process) {
        return Map.of("commands",
                CommandRow.of(process.definition(), process.status()).stream().map(CommandRequest::members).toList());
    }

    private static Map<String, Object> members(CommandRow command) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("name", command.name());
        members.put("title", command.title());
        members.put("confirm", command.confirm());
        members.put("refusal", command.refusal());
        members.put("running", command.running());
        members.put("exitCode", command.exitCode());
        members.put("result", command.result());
        members.put("args", command.args().stream().map(CommandRequest::members).toList());
        return members;
    }

    private static Map<String, Object> members(CommandRow.Argument argument) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("name", argument.name());
        members.put("title", argument.title());
        members.put("default", argument.value());
        members.put("choices", argument.choices());
        members.put("required", argument.required());
        members.put("secret", argument.secret());
        return members;
    }

    /** Runs a command, and sends its lines and its result. The command is killed when the client leaves. */
    static void run(ManagedProcess process, Request request, Answer answer) {
        String name = request.text("name")
                .orElseThrow(() -> new IllegalArgumentException("cannot run a command: the request names none"));
        CommandRun run = CommandRow.run(process, name, request.values("args"), request.is("confirmed"));
        Following<LogLine> lines = Following.part(run.output(), LogLines::json, answer,
                () -> run.result().whenComplete((result, error) -> {
                    answer.line(JsonText.of(Map.of("result", result(process.id(), result, error))));
                    answer.end();
                }));
        answer.follow(() -> {
            lines.cancel();
            run.cancel();
        });
        lines.begin(Following.BATCH);
    }

    private static Map<String, Object> result(String id, CommandResult result, Throwable error) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("id", id);
        members.put("ok", error == null && result.exitCode() == 0);
        members.put("exitCode", error == null ? OptionalInt.of(result.exitCode()) : OptionalInt.empty());
        if (error != null) {
            Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
            members.putAll(Refusals.members(cause instanceof ProcessException failure ? failure.reason().name() : "INVALID",
                    String.valueOf(cause.getMessage())));
        }
        return members;
    }
}
