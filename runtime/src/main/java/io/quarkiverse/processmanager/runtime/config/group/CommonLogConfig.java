package io.quarkiverse.processmanager.runtime.config.group;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.logging.Level;

import io.quarkiverse.processmanager.LogPolicy.Ansi;
import io.quarkiverse.processmanager.runtime.definition.ConsoleOutput;
import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.quarkus.runtime.configuration.MemorySize;

/** What happens to the output of the processes that have no setting of their own. */
@ConfigGroup
public interface CommonLogConfig {

    /**
     * The level of standard output in the log, in the category {@code process.<id>}: a level of {@code quarkus.log.level}, such
     * as {@code DEBUG}, {@code INFO} or {@code WARN}. {@code OFF} keeps standard output out of the log (in YAML with quotes).
     */
    @ConfigDocDefault("INFO")
    Optional<Level> level();

    /**
     * The level of standard error in the log. It has the default of standard output, because many programs write their ordinary
     * messages to standard error.
     */
    @ConfigDocDefault("INFO")
    Optional<Level> stderrLevel();

    /**
     * How many lines of each process go to the log in a second, and ten times as many at once; {@code 0} for no limit. Lines
     * over the limit are left out of the log only, and one line has their number.
     */
    @ConfigDocDefault("100")
    OptionalInt rateLimit();

    /**
     * How much of the latest output of each process remains in memory.
     */
    @ConfigDocDefault("1M")
    Optional<MemorySize> bufferSize();

    /**
     * The length at which a longer line is cut into several.
     */
    @ConfigDocDefault("16K")
    Optional<MemorySize> lineLength();

    /**
     * What happens to escape sequences, such as colours: {@code keep} leaves them in the text, {@code strip} removes them
     * before anything else happens to a line.
     */
    @ConfigDocDefault("keep")
    Optional<Ansi> ansi();

    /**
     * Which output of the processes the console of the application shows, each line with the id of its process
     * ({@code db | text}). {@code auto} shows all lines until all processes are up. From then on it shows the lines of a process
     * that starts or has a problem: with a crash, a failure or a failed health check its last 20 lines, and then all lines until
     * the process is up and healthy. {@code problems} shows the lines of a process with a problem, {@code all} all lines,
     * {@code off} none. In production the console shows the records of the log, as the other handlers of the log do, unless this
     * key is set.
     */
    @ConfigDocDefault("auto in dev mode, all in tests, no value in production")
    Optional<ConsoleOutput> console();
}
