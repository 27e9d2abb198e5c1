package io.quarkiverse.processmanager.runtime.process.assembly;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.runtime.definition.Exits;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/** Looks for the product of a launch in the file system. The caller's thread may block. */
final class TaskProduct {

    private TaskProduct() {
    }

    /** The exit of a start that is skipped because the product exists. */
    static Optional<Exit> skip(ProcessRunner.Launch launch) {
        return launch.product().filter(product -> product.skips() && exists(product, launch))
                .map(product -> Exits.skipped(product.path(), SystemClock.wallTime()));
    }

    /** Whether the product of a launch exists. */
    static boolean exists(ProcessRunner.Launch launch) {
        return exists(launch.product().orElseThrow(), launch);
    }

    private static boolean exists(ProcessRunner.Product product, ProcessRunner.Launch launch) {
        return Files.exists(launch.command().directory().orElse(Path.of("")).toAbsolutePath().resolve(product.path()));
    }
}
