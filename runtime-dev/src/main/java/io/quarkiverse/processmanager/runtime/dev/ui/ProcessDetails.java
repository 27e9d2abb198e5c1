package io.quarkiverse.processmanager.runtime.dev.ui;

import java.util.List;

import io.quarkiverse.processmanager.ProcessHistory;
import io.quarkiverse.processmanager.runtime.views.LastStart;
import io.quarkiverse.processmanager.runtime.views.ProcessExit;

/**
 * What the Dev UI shows of one process beside its row. Times are milliseconds since the epoch; likely secrets are masked.
 * <p>
 * The parts of the history are records of this package, because the Dev UI writes the JSON: how its mapper writes an
 * {@code Instant} or a {@code Duration} is not under the control of this extension, and the pages calculate with milliseconds.
 *
 * @param words the program and its arguments; with {@code shell} the script and its arguments
 * @param directory the working directory
 * @param startMethod how this JVM starts processes
 * @param inheritsEnvironment whether the process also gets the environment of the application
 * @param environment the variables that are set for the process
 * @param settings the effective settings with their origins
 * @param probes the last results of the health check, oldest first
 * @param liveness the last results of the liveness check, oldest first
 * @param passages the phases of the process, oldest first
 * @param exits the last exits, oldest first
 * @param missingInFile the number of lines that could not be written to the log file
 * @param logFileProblem why the log file cannot be written; empty while it can be written
 * @param lastStart the end of the output of the last start if the process has failed or waits for its next start
 */
public record ProcessDetails(String id, String name, List<String> words, boolean shell, String directory,
        String startMethod, boolean inheritsEnvironment, List<Variable> environment, List<Setting> settings, List<Check> probes,
        List<Check> liveness, List<Passage> passages, List<ProcessExit> exits, long missingInFile,
        String logFileProblem, LastStart lastStart) {

    /**
     * A variable.
     *
     * @param secret whether the value is masked; {@code reveal} returns the true one
     * @param dependency the dependency that the variable is about; empty for a variable of the process itself
     */
    public record Variable(String name, String value, boolean secret, String dependency) {
    }

    /**
     * A setting.
     *
     * @param key the key below the id of the process
     * @param value empty if the setting has no value
     * @param origin {@code property}, {@code pattern}, {@code code} or {@code default}
     * @param source the name of the config source or of the pattern; empty for the other origins
     */
    public record Setting(String key, String value, String origin, String source) {
    }

    /** One result of the health check or of the liveness check, and how many milliseconds the check took. */
    public record Check(long at, boolean ok, long millis, String text, long incarnation) {

        static Check of(ProcessHistory.Check check) {
            return new Check(check.time().toEpochMilli(), check.success(), check.took().toMillis(), check.detail(),
                    check.incarnation());
        }
    }

    /** A period without a change of phase, health or life of the process. */
    public record Passage(long from, String phase, String health, boolean alive, String why, long incarnation) {

        static Passage of(ProcessHistory.Passage passage) {
            return new Passage(passage.since().toEpochMilli(), passage.phase().name(), passage.health().name(), passage.alive(),
                    passage.why(), passage.incarnation());
        }
    }
}
