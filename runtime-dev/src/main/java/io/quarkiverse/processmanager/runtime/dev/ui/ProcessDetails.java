package io.quarkiverse.processmanager.runtime.dev.ui;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * All that the Dev UI shows of one process beside its row. Moments are milliseconds since the epoch; what is most likely a
 * secret is masked.
 *
 * @param words the program and its arguments; with {@code shell} the script and its arguments
 * @param directory the working directory
 * @param inheritsEnvironment whether it also gets the environment of the application
 * @param environment what is set for it
 * @param settings how it is defined, and where that comes from
 * @param probes the last results of its health check, oldest first
 * @param passages what it has gone through, oldest first
 * @param exits how its last runs have ended, oldest first
 * @param lastLines the end of its output if it has failed or is about to be started again
 */
public record ProcessDetails(String id, String name, List<String> words, boolean shell, String directory,
        boolean inheritsEnvironment, List<Variable> environment, List<Setting> settings, List<Check> probes,
        List<Passage> passages, List<End> exits, List<String> lastLines) {

    /** A variable; {@code secret} says that the value is not the true one, which a call of {@code reveal} tells. */
    public record Variable(String name, String value, boolean secret) {
    }

    /**
     * A setting.
     *
     * @param key below the id of the process
     * @param origin {@code property}, {@code pattern}, {@code code} or {@code default}
     * @param source the name of the config source or of the pattern; empty for the others
     */
    public record Setting(String key, String value, String origin, String source) {
    }

    /** One result of the health check, and how long it took. */
    public record Check(long at, boolean ok, long millis, String text, long incarnation) {
    }

    /** A time in which nothing important changed. */
    public record Passage(long from, String phase, String health, boolean alive, String why, long incarnation) {
    }

    /** The end of one run, and how many milliseconds it was up. */
    public record End(String text, OptionalInt code, Optional<String> signal, long at, long uptime, long incarnation,
            boolean expected) {
    }
}
