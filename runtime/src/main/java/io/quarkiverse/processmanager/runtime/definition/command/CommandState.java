package io.quarkiverse.processmanager.runtime.definition.command;

import java.util.Optional;

import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.command.ProcessCommand;

/** Whether the state of a process allows a command: one rule for the engine and for all views. */
public final class CommandState {

    private CommandState() {
    }

    /** Why the command cannot run in this phase, as the end of a sentence; empty if it can run. */
    public static Optional<String> refusal(ProcessCommand command, ProcessPhase phase) {
        boolean up = phase == ProcessPhase.STARTING || phase == ProcessPhase.RUNNING;
        return switch (command.when()) {
            case RUNNING -> up ? Optional.empty() : Optional.of("it needs the running process");
            case STOPPED -> phase.isAtRest() ? Optional.empty() : Optional.of("it needs the process to be down");
            case ALWAYS -> Optional.empty();
        };
    }
}
