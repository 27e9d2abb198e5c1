package io.quarkiverse.processmanager.runtime.supervisor.life;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.probe.CommandResult;
import io.quarkiverse.processmanager.runtime.definition.Exits;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.definition.external.ExternalDefinition;
import io.quarkiverse.processmanager.runtime.process.RunningProcess;

/**
 * An incarnation of a process that runs elsewhere: it lasts as long as the application watches the process. The operating-system
 * layer never receives it, so nothing is spawned, scanned or signalled.
 */
record External(String processId, IncarnationListener listener, Instant since) implements RunningProcess.Absent {

    /** Begins to watch the process. A task is done: its run elsewhere cannot be seen from here. */
    static RunningProcess watch(ProcessDefinition definition, IncarnationListener listener, Instant now) {
        External external = new External(definition.id(), listener, now);
        if (ProcessSettings.isTask(definition)) {
            listener.exited(Exits.notStarted(Reason.SKIPPED, "taken as done: it runs elsewhere", now), 0);
            listener.gone();
        } else {
            listener.elsewhere();
        }
        return external;
    }

    /** The sentence of the status while no check has succeeded. */
    static String why(ProcessDefinition definition) {
        String note = ProcessSettings.of(definition).traits().location().note();
        return "runs elsewhere" + (definition.healthCheck().isPresent() || definition.port().isPresent()
                ? ", at " + ExternalDefinition.address(definition)
                : "") + (note.isEmpty() ? "" : "; " + note);
    }

    /** The application watches it no longer. */
    @Override
    public void terminate(Duration grace) {
        listener.exited(Exits.notStarted(Reason.EXTERNAL, "runs elsewhere, and is no longer watched", since), 0);
        listener.gone();
    }

    @Override
    public void kill() {
        terminate(Duration.ZERO);
    }

    @Override
    public CompletionStage<Void> signal(String name) {
        return CompletableFuture.failedStage(refusal("signal"));
    }

    @Override
    public CompletionStage<CommandResult> run(List<String> words, Duration timeout) {
        return CompletableFuture.failedStage(refusal("run a command beside"));
    }

    private ProcessException refusal(String command) {
        return new ProcessException(Reason.EXTERNAL, processId,
                "cannot " + command + " process '" + processId + "': it runs elsewhere");
    }
}
