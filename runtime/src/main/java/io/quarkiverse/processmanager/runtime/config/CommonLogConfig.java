package io.quarkiverse.processmanager.runtime.config;

import java.lang.System.Logger.Level;
import java.util.Optional;

import io.quarkiverse.processmanager.LogPolicy.Ansi;
import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.quarkus.runtime.configuration.MemorySize;

/** What happens to the output of the processes that say nothing else. */
@ConfigGroup
public interface CommonLogConfig {

    /**
     * The level at which standard output is logged, in the category {@code process.<id>}: {@code trace}, {@code debug},
     * {@code info}, {@code warning}, {@code error}, or {@code off} to keep it out of the log (in YAML write it in quotes).
     */
    @ConfigDocDefault("info")
    Optional<Level> level();

    /**
     * The level at which standard error is logged. Many programs write their ordinary messages there, so it is the same by
     * default.
     */
    @ConfigDocDefault("info")
    Optional<Level> stderrLevel();

    /**
     * How much of the latest output of each process is kept in memory.
     */
    @ConfigDocDefault("1M")
    Optional<MemorySize> bufferSize();

    /**
     * At which length a longer line is cut into several.
     */
    @ConfigDocDefault("16K")
    Optional<MemorySize> lineLength();

    /**
     * What becomes of escape sequences, such as colours: {@code keep} leaves them in the text, {@code strip} takes them out
     * before anything else happens to a line.
     */
    @ConfigDocDefault("keep")
    Optional<Ansi> ansi();
}
