package io.quarkiverse.processmanager.runtime.config;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.logging.Level;

import io.quarkiverse.processmanager.LogBuilder;
import io.quarkiverse.processmanager.LogMode;
import io.quarkiverse.processmanager.LogPolicy.Ansi;
import io.quarkiverse.processmanager.runtime.config.group.CommonLogConfig;
import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.quarkus.runtime.configuration.MemorySize;

/** What happens to the output of one process. */
@ConfigGroup
public interface ProcessLogConfig {

    /**
     * The level of standard output in the log, in the category {@code process.<id>}: a level of {@code quarkus.log.level}, such
     * as {@code DEBUG}, {@code INFO} or {@code WARN} (default: {@code quarkus.process-manager.log.level}). {@code OFF} keeps
     * standard output out of the log (in YAML with quotes).
     */
    Optional<Level> level();

    /**
     * The level of standard error in the log (default: {@code quarkus.process-manager.log.stderr-level}).
     */
    Optional<Level> stderrLevel();

    /**
     * How many lines go to the log in a second, and ten times as many at once (default:
     * {@code quarkus.process-manager.log.rate-limit}); {@code 0} for no limit. Lines over the limit are left out of the log
     * only, and one line has their number.
     */
    OptionalInt rateLimit();

    /**
     * How much of the latest output remains in memory (default: {@code quarkus.process-manager.log.buffer-size}).
     */
    Optional<MemorySize> bufferSize();

    /**
     * The length at which a longer line is cut into several (default: {@code quarkus.process-manager.log.line-length}).
     */
    Optional<MemorySize> lineLength();

    /**
     * How the output is received. With {@code lines} the application reads it line by line. With {@code direct} the process
     * writes directly into its file, which costs the application nothing; the application reads that file on demand, and no
     * line goes to the log. A change restarts the process.
     */
    @ConfigDocDefault("lines")
    Optional<LogMode> mode();

    /**
     * Whether standard error goes into standard output, so that the lines of both keep their order; all lines then count as
     * standard output. With {@code log.mode=direct} standard error always goes into standard output. A change restarts the
     * process.
     */
    @ConfigDocDefault("false")
    Optional<Boolean> merge();

    /**
     * What happens to escape sequences, such as colours (default: {@code quarkus.process-manager.log.ansi}).
     */
    Optional<Ansi> ansi();

    /**
     * The file that the output goes to, and its rotation.
     */
    LogFileConfig file();

    static void apply(ProcessLogConfig config, CommonLogConfig common, LogBuilder builder, LaunchContext context) {
        config.level().or(common::level).ifPresent(builder::level);
        config.stderrLevel().or(common::stderrLevel).ifPresent(builder::stderrLevel);
        (config.rateLimit().isPresent() ? config.rateLimit() : common.rateLimit()).ifPresent(builder::rateLimit);
        config.bufferSize().or(common::bufferSize).map(MemorySize::asLongValue).ifPresent(builder::bufferSize);
        config.lineLength().or(common::lineLength).map(MemorySize::asLongValue).ifPresent(builder::lineLength);
        config.mode().ifPresent(builder::mode);
        config.merge().ifPresent(builder::merge);
        config.ansi().or(common::ansi).ifPresent(builder::ansi);
        builder.file(file -> LogFileConfig.apply(config.file(), file, context));
    }
}
