package io.quarkiverse.processmanager.runtime.views;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessHistory;
import io.quarkiverse.processmanager.runtime.time.Durations;

/**
 * The end of one incarnation of a process.
 *
 * @param text a short description, such as {@code exited with 1}
 * @param at milliseconds since the epoch
 * @param uptime milliseconds from the start to the exit
 * @param expected whether the exit code means success, or a stop or a restart was requested
 */
public record ProcessExit(String id, long incarnation, String text, OptionalInt code, Optional<String> signal, long at,
        long uptime, boolean expected) {

    /** The exits in the history of a process, oldest first. */
    public static List<ProcessExit> of(ManagedProcess process) {
        ProcessDefinition definition = process.definition();
        return process.history().ends().stream().map(end -> of(end, definition)).toList();
    }

    private static ProcessExit of(ProcessHistory.End end, ProcessDefinition definition) {
        Exit exit = end.exit();
        return new ProcessExit(definition.id(), end.incarnation(), exit.describe(), exit.code(), exit.signal(),
                exit.time().toEpochMilli(), Durations.millis(exit.uptime()), end.asked() || isSuccess(exit, definition));
    }

    /** Whether an exit has one of the exit codes that mean success, or the start was skipped. */
    public static boolean isSuccess(Exit exit, ProcessDefinition definition) {
        return exit.wasSkipped() || exit.code().isPresent() && definition.successExitCodes().contains(exit.code().getAsInt());
    }
}
