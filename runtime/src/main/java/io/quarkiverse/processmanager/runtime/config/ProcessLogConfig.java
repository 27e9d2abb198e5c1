package io.quarkiverse.processmanager.runtime.config;

import java.lang.System.Logger.Level;
import java.util.Optional;

import io.quarkiverse.processmanager.LogMode;
import io.quarkiverse.processmanager.LogPolicy.Ansi;
import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.quarkus.runtime.configuration.MemorySize;

/** What happens to the output of one process. */
@ConfigGroup
public interface ProcessLogConfig {

    /**
     * The level at which standard output is logged, in the category {@code process.<id>}; {@code off} keeps it out of the log
     * (in YAML write it in quotes). The default is {@code quarkus.process-manager.log.level}.
     */
    Optional<Level> level();

    /**
     * The level at which standard error is logged. The default is {@code quarkus.process-manager.log.stderr-level}.
     */
    Optional<Level> stderrLevel();

    /**
     * How much of the latest output is kept in memory. The default is {@code quarkus.process-manager.log.buffer-size}.
     */
    Optional<MemorySize> bufferSize();

    /**
     * At which length a longer line is cut into several. The default is {@code quarkus.process-manager.log.line-length}.
     */
    Optional<MemorySize> lineLength();

    /**
     * Who takes care of the output: with {@code lines} it is read line by line; with {@code direct} the process writes into its
     * file by itself, which costs the application nothing, and the file is read when somebody looks. Then nothing of it goes to
     * the log. A change restarts the process.
     */
    @ConfigDocDefault("lines")
    Optional<LogMode> mode();

    /**
     * Whether standard error goes the way of standard output, so that the lines of both keep their order; all of them then
     * count as standard output. With {@code log.mode=direct} it always does. A change restarts the process.
     */
    @ConfigDocDefault("false")
    Optional<Boolean> merge();

    /**
     * What becomes of escape sequences, such as colours. The default is {@code quarkus.process-manager.log.ansi}.
     */
    Optional<Ansi> ansi();

    /**
     * File.
     */
    LogFileConfig file();
}
