package io.quarkiverse.processmanager.runtime.config;

import java.lang.System.Logger.Level;
import java.util.Optional;

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
}
