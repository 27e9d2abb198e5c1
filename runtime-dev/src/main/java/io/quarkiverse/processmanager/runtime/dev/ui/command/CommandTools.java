package io.quarkiverse.processmanager.runtime.dev.ui.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.command.CommandArgument;
import io.quarkiverse.processmanager.probe.CommandResult;
import io.quarkiverse.processmanager.runtime.definition.Secrets;
import io.quarkiverse.processmanager.runtime.dev.ui.ActionResult;
import io.quarkiverse.processmanager.runtime.views.CommandRow;
import io.quarkus.runtime.annotations.DevMCPEnableByDefault;
import io.quarkus.runtime.annotations.JsonRpcDescription;
import io.smallrye.mutiny.Uni;

/** The tools of the Dev MCP server for the commands of processes. */
@Singleton
public class CommandTools {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST_LINES = 100;

    private final ProcessManager manager;

    @Inject
    CommandTools(ProcessManager manager) {
        this.manager = manager;
    }

    /** The end of a run. {@code lines} are the last lines of its output, with masked secrets. */
    public record Ended(boolean ok, int exitCode, List<String> lines) {
    }

    @DevMCPEnableByDefault
    @JsonRpcDescription("List the commands that a process declares for its developers (such as emptying a database), each with its "
            + "arguments, whether it needs a confirmation ('confirm' has the question), why it cannot run now, and its last result")
    public Object listProcessCommands(@JsonRpcDescription("The id of the process") String id) {
        try {
            ManagedProcess process = manager.get(id);
            return CommandRow.of(process.definition(), process.status());
        } catch (ProcessException e) {
            return new ActionResult(false, e.getMessage());
        }
    }

    /**
     * Only the first parameter has a description, because Quarkus 3.33 takes the middle one of all annotations of a method and its
     * parameters, by name, for the description of the tool.
     */
    @DevMCPEnableByDefault
    @JsonRpcDescription("Run a command that a process declares, and wait up to 30 seconds for its end; the answer has its exit code and "
            + "the last lines of its output. 'name' is its name, 'args' its values as a JSON object such as {\"table\": \"stock\"}, empty "
            + "for none. A command with a question can destroy data: ask the user that question first, and pass 'confirmed' true only "
            + "after the user has agreed")
    public Uni<Object> runProcessCommand(@JsonRpcDescription("The id of the process") String id, String name, String args,
            Boolean confirmed) {
        return Uni.createFrom()
                .completionStage(() -> CommandRow.run(manager.get(id), name, Values.parse(args), Boolean.TRUE.equals(confirmed))
                        .result())
                .<Object> map(result -> ended(id, name, Values.parse(args), result))
                .ifNoItem().after(PATIENCE).fail()
                .onFailure(TimeoutException.class).recoverWithItem(() -> new ActionResult(false,
                        "command '" + name + "' still runs; readProcessLog has its output, behind [" + name
                                + "], and cancelProcessCommand kills it"))
                .onFailure(failure -> failure instanceof ProcessException || failure instanceof IllegalArgumentException)
                .recoverWithItem(failure -> new ActionResult(false, String.valueOf(failure.getMessage())));
    }

    @DevMCPEnableByDefault
    @JsonRpcDescription("Kill the present run of a command of a process, with all its descendants; the process itself keeps running. "
            + "'name' is the name of the command")
    public Uni<ActionResult> cancelProcessCommand(@JsonRpcDescription("The id of the process") String id, String name) {
        return Uni.createFrom().completionStage(() -> manager.get(id).cancelCommand(name))
                .map(nothing -> new ActionResult(true, "command '" + name + "' of process '" + id + "' is being killed"))
                .onFailure(ProcessException.class).recoverWithItem(failure -> new ActionResult(false, failure.getMessage()));
    }

    private Ended ended(String id, String name, Map<String, String> values, CommandResult result) {
        List<String> lines = result.lastLines();
        Secrets secrets = manager.find(id).map(process -> secrets(process.definition(), name, values))
                .orElse(Secrets.ofTexts());
        return new Ended(result.exitCode() == 0, result.exitCode(),
                lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size()).stream().map(secrets::quote).toList());
    }

    private static Secrets secrets(ProcessDefinition definition, String name, Map<String, String> values) {
        List<String> given = new ArrayList<>();
        Optional.ofNullable(definition.commands().get(name)).ifPresent(command -> command.arguments().values().stream()
                .filter(CommandArgument::secret).forEach(argument -> given.add(values.getOrDefault(argument.name(), ""))));
        return Secrets.of(definition).with(given);
    }
}
