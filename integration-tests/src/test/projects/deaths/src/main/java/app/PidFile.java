package app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;

/**
 * Writes the pid of the JVM that runs the application to a file that the test reads. The start hangs then if the test has made
 * the file {@code stuck}.
 */
class PidFile {

    void write(@Observes StartupEvent start) throws IOException, InterruptedException {
        Path home = Path.of(System.getenv("DEATHS_HOME"));
        Path file = Files.writeString(home.resolve("jvm.part"), Long.toString(ProcessHandle.current().pid()));
        Files.move(file, home.resolve("jvm"));
        if (Files.exists(home.resolve("stuck"))) {
            Thread.currentThread().join();
        }
    }
}
