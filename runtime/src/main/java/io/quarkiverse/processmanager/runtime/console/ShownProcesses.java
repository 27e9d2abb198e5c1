package io.quarkiverse.processmanager.runtime.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.console.ConsoleFlow.Portion;
import io.quarkiverse.processmanager.runtime.console.ConsoleSelection.Change;
import io.quarkiverse.processmanager.runtime.definition.ConsoleOutput;
import io.quarkiverse.processmanager.runtime.rules.Witness;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/** What the console shows of each process. Confined by the lock of its owner. */
final class ShownProcesses {

    private final Map<String, ShownProcess> processes = new LinkedHashMap<>();
    private Optional<ConsoleOutput> mode = Optional.empty();
    private final Witness comingUp = new Witness();
    private boolean settled;

    /** Lines of one process. */
    record Written(String processId, Portion<LogLine> portion) {
    }

    /** Applies a setting; a new one to all processes anew. */
    void mode(Optional<ConsoleOutput> output) {
        if (!mode.equals(output)) {
            mode = output;
            processes.clear();
        }
    }

    ShownProcess get(String id) {
        return processes.computeIfAbsent(id,
                added -> new ShownProcess(added, mode.filter(now -> ConsoleSelection.atFirst(now, settled)).isPresent()));
    }

    /** Applies an event, as far as no line is needed for that. */
    Change accept(ProcessEvent event, ConsoleOutput now) {
        ShownProcess process = get(event.id());
        if (event instanceof ProcessEvent.Starting && event.incarnation() == 1) {
            process.restartCount(event.time());
        }
        Change change = ConsoleSelection.after(event, now, settled);
        if (change == Change.SHOW) {
            process.show();
        }
        return change;
    }

    boolean isSettled() {
        return settled;
    }

    /** Whether a process starts. */
    boolean areComingUp(Map<String, ProcessStatus> statuses) {
        return comingUp.isThere(statuses.keySet(), id -> {
            ProcessStatus status = statuses.get(id);
            return status != null && ConsoleSelection.isComingUp(status);
        });
    }

    /** The processes of the application are up. */
    boolean settle() {
        settled = true;
        return true;
    }

    boolean arePending() {
        return processes.values().stream().anyMatch(ShownProcess::isPending);
    }

    /**
     * The lines that are due.
     *
     * @param least the number of lines of each process that are due in any case
     */
    List<Written> next(int least, LineSettings settings) {
        List<Written> all = new ArrayList<>();
        for (ShownProcess process : processes.values()) {
            int limit = ConsoleWriter.limit(settings.rateLimit(process.id()));
            Portion<LogLine> portion = least > 0 ? process.nextAtLeast(least, limit, SystemClock.nanos())
                    : process.next(limit, SystemClock.nanos());
            if (!portion.isEmpty()) {
                all.add(new Written(process.id(), portion));
            }
        }
        return all;
    }
}
