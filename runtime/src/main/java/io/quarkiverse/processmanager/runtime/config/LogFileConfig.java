package io.quarkiverse.processmanager.runtime.config;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

import io.quarkiverse.processmanager.LogFileBuilder;
import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.WithName;

/** The file that the output of one process is written to. */
@ConfigGroup
public interface LogFileConfig {

    /**
     * The file that the output goes to; only its owner can read it. A relative path starts at the same directory as a relative
     * {@code cwd}. Without this property there is no file, except with {@code log.mode=direct}: the output then goes to a file
     * in a private directory, which is deleted with the process.
     */
    Optional<Path> path();

    /**
     * The size beyond which the file becomes a backup and a new file begins. With {@code log.mode=direct} the file becomes a
     * backup only at a start of the process.
     */
    @WithName("rotation.max-file-size")
    @ConfigDocDefault("10M")
    Optional<MemorySize> maxFileSize();

    /**
     * How many backups remain, at least one. The name of the latest backup ends in {@code .1}.
     */
    @WithName("rotation.max-backup-index")
    @ConfigDocDefault("5")
    OptionalInt maxBackupIndex();

    static void apply(LogFileConfig config, LogFileBuilder builder, LaunchContext context) {
        config.path().map(context.directory()::resolve).ifPresent(builder::path);
        builder.rotation(rotation -> {
            config.maxFileSize().map(MemorySize::asLongValue).ifPresent(rotation::maxFileSize);
            config.maxBackupIndex().ifPresent(rotation::maxBackupIndex);
        });
    }
}
