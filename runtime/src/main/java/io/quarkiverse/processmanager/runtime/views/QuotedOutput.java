package io.quarkiverse.processmanager.runtime.views;

import java.util.List;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.runtime.definition.Secrets;

/** Lines of output as a report quotes them: without control sequences, and with the secrets of the process masked. */
public final class QuotedOutput {

    private QuotedOutput() {
    }

    /** The last lines of the process, at most so many. */
    public static List<String> last(ManagedProcess process, int count) {
        return Secrets.of(process.definition()).quoteLast(process::logs, count);
    }

    /** These lines of the process. */
    public static List<String> of(ManagedProcess process, List<LogLine> lines) {
        return lines.isEmpty() ? List.of() : Secrets.of(process.definition()).quote(lines);
    }
}
