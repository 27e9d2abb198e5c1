package io.quarkiverse.processmanager.benchmarks.application;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkus.runtime.StartupEvent;

/**
 * Obeys the harness: reads its commands, see {@code c/floor/floor.c}, from the standard input, and writes the report. Without
 * {@code benchmark.driven} it does nothing, as in the measurement of the start of the application.
 */
@Singleton
public class Driver {

    /** An injection of the process manager itself would make the start of the application wait for the start of the engine. */
    private final Instance<ProcessManager> manager;
    private final Path report;
    private final boolean driven;
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    Driver(Instance<ProcessManager> manager, @ConfigProperty(name = "benchmark.report") Path report,
            @ConfigProperty(name = "benchmark.driven", defaultValue = "false") boolean driven) {
        this.manager = manager;
        this.report = report;
        this.driven = driven;
    }

    void started(@Observes StartupEvent event) {
        if (driven) {
            Thread thread = new Thread(this::read, "commands");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void read() {
        write("ready", "-", 0);
        try {
            BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                obey(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void obey(String line) {
        if (line.equals("watch")) {
            running.clear();
            manager.get().on(ProcessEvent.Completed.class, event -> ended(event.id()));
            manager.get().on(ProcessEvent.Crashed.class, event -> ended(event.id()));
        } else if (line.equals("heap")) {
            System.gc();
            write("heap", "-", Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        } else if (line.startsWith("start ")) {
            start(line.substring("start ".length()));
        }
    }

    private void start(String prefix) {
        for (ManagedProcess process : manager.get().processes()) {
            if (process.id().startsWith(prefix)) {
                running.add(process.id());
                process.start();
            }
        }
    }

    private void ended(String id) {
        write("exited", id, 0);
        if (running.remove(id) && running.isEmpty()) {
            write("done", "-", 0);
            // Behind the measured time: to make text of all kept lines is the work of this check, not of the process manager.
            write("missing", "-", missing());
        }
    }

    /** The number of lines that are missing in the part of the output that is kept: between two numbered lines are 799. */
    private long missing() {
        return manager.get().processes().stream().mapToLong(process -> KeptLines.missing(process.logs(Integer.MAX_VALUE)))
                .sum();
    }

    /** Opens the named pipe for each line: the harness takes the end of all writers for the death of all children. */
    private void write(String what, String id, long number) {
        String line = what + " " + id + " " + ProcessHandle.current().pid() + " " + System.nanoTime() + " " + number + "\n";
        try {
            Files.write(report, line.getBytes(StandardCharsets.US_ASCII), StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
