package io.quarkiverse.processmanager.runtime.supervisor.command;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.command.CommandStatus;
import io.quarkiverse.processmanager.command.ProcessCommand;
import io.quarkiverse.processmanager.runtime.process.RunningCommand;

/** The present and the last runs of the commands of one process. Confined to the loop. */
public final class CommandRuns {

    private final Map<String, Active> active = new TreeMap<>();
    private Map<String, CommandStatus> status = Map.of();

    private record Active(RunningCommand run, ProcessCommand.When when) {
    }

    /** Whether a run of the command has not ended. */
    public boolean isRunning(String name) {
        return active.containsKey(name);
    }

    /** A run begins. */
    public void begin(ProcessCommand command, RunningCommand run, Instant now) {
        active.put(command.name(), new Active(run, command.when()));
        put(command.name(), new CommandStatus(true, now, OptionalInt.empty(), ""));
    }

    /** The run has ended; {@code result} says how, as a part of a sentence. */
    public void ended(String name, Exit exit, String result) {
        active.remove(name);
        CommandStatus begun = status.get(name);
        if (begun != null) {
            put(name, new CommandStatus(false, begun.since(), exit.code(), result));
        }
    }

    private void put(String name, CommandStatus changed) {
        Map<String, CommandStatus> next = new TreeMap<>(status);
        next.put(name, changed);
        status = Collections.unmodifiableMap(next);
    }

    /** Kills a run. Returns whether there is one. */
    public boolean cancel(String name) {
        Active run = active.get(name);
        if (run != null) {
            run.run().cancel();
        }
        return run != null;
    }

    /**
     * The process is ending or has ended: kills the runs that need it.
     *
     * @param exit the exit of the process; empty while its root process is alive
     * @param why why the process ends, as a part of a sentence
     */
    public void processIsDown(Optional<Exit> exit, String why) {
        for (Active run : active.values()) {
            if (run.when() == ProcessCommand.When.RUNNING) {
                exit.ifPresentOrElse(
                        known -> run.run().cancel(Reason.NOT_RUNNING,
                                "was killed, because it needs the running process, which has ended: " + known),
                        () -> run.run().cancel(Reason.SUPERSEDED,
                                "was killed, because it needs the running process, which is ending: " + why));
            }
        }
    }

    /** The names of the commands whose runs need the process to be down. Its start waits for their end. */
    public List<String> holdingUp() {
        List<String> names = new ArrayList<>();
        active.forEach((name, run) -> {
            if (run.when() == ProcessCommand.When.STOPPED) {
                names.add(name);
            }
        });
        return names;
    }

    /** The process is removed: kills all runs. */
    public void cancelAll() {
        active.values().forEach(run -> run.run().cancel());
    }

    /** The runs by the names of their commands; empty until the first one. */
    public Map<String, CommandStatus> status() {
        return status;
    }
}
