package io.quarkiverse.processmanager.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.runtime.control.ControlSocket;
import io.quarkiverse.processmanager.runtime.control.wire.SocketFacts;
import io.quarkiverse.processmanager.runtime.listeners.Listeners;
import io.quarkiverse.processmanager.runtime.process.LineLog;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.assembly.OsProcessRunner;
import io.quarkiverse.processmanager.runtime.process.output.OutputFiles;
import io.quarkiverse.processmanager.runtime.process.threads.EngineThreads;
import io.quarkiverse.processmanager.runtime.rules.Plan;
import io.quarkiverse.processmanager.runtime.supervisor.CreatedPorts;
import io.quarkiverse.processmanager.runtime.supervisor.ProcessManagerFacade;
import io.quarkiverse.processmanager.runtime.supervisor.Supervisor;
import io.quarkiverse.processmanager.runtime.supervisor.ThreadLoop;

/** Our supervisor with real processes, assembled like in the engine. */
final class Ours implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;

    private final Path directory = temporary();
    private final ThreadLoop loop = new ThreadLoop(EngineThreads.factory("loop"));
    private final OsProcessRunner runner = OsProcessRunner.create(directory.resolve("state"));
    private final ExecutorService events = Executors.newSingleThreadExecutor(EngineThreads.factory("events"));
    private boolean files;
    private Optional<ControlSocket> socket = Optional.empty();
    private final BlockingQueue<Mark> marks = new LinkedBlockingQueue<>();
    private final Supervisor supervisor = new Supervisor(loop, runner, () -> 0.5, events, this::record);
    private final ProcessManagerFacade commands = new ProcessManagerFacade(supervisor, events, () -> true,
            new Listeners(runner), CreatedPorts.AS_DECLARED);

    /** The time of an event, or of a line that a child has written, on the clock that the child uses too. */
    private record Mark(String kind, String processId, long nanos) {
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("benchmark");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void record(ProcessEvent event) {
        if (event instanceof ProcessEvent.Started) {
            marks.add(new Mark("started", event.id(), System.nanoTime()));
        } else if (event instanceof ProcessEvent.Metrics) {
            marks.add(new Mark("measured", event.id(), System.nanoTime()));
        }
    }

    /** Records the marks that the children write as their output. */
    Ours listening() {
        runner.outputTo(line -> {
            String[] words = line.text().split(" ");
            if (words.length == 2) {
                marks.add(new Mark(words[0], line.processId(), Long.parseLong(words[1])));
            }
        });
        return this;
    }

    /** Passes the lines of output to a log. */
    Ours listening(LineLog log) {
        runner.outputTo(log);
        return this;
    }

    /** Writes the output of each process to a file of its own. */
    Ours writingFiles() {
        files = true;
        return this;
    }

    /** Opens the socket for the command line. */
    void opensSocket() {
        try {
            socket = Optional.of(ControlSocket.open(commands, new SocketFacts(SocketFacts.PROTOCOL, "benchmark",
                    directory.toString(), ProcessHandle.current().pid(), "dev")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a process without the supervisor. */
    void start(String id, ProcessRunner.Listener listener, String... words) {
        ProcessDefinitionBuilder builder = ProcessDefinition.builder(id).command(words);
        if (files) {
            builder.log(log -> log.file(file -> file.path(directory.resolve(id + ".log"))));
        }
        ProcessDefinition definition = builder.build();
        runner.start(new ProcessRunner.Launch(id, 1, definition.command(), definition.execution(), definition.port(),
                definition.stop(), definition.log()), listener);
    }

    /** The number of lines that were read from the process. */
    long lines(String id) {
        return runner.logs(id, 1).get(0).sequence();
    }

    ProcessManager commands() {
        return commands;
    }

    /** Replaces the plan by these definitions. */
    void run(Collection<ProcessDefinition> definitions) {
        supervisor.reconcile(Plan.of(definitions));
    }

    /** Measures the usage of all processes. */
    void measure() {
        supervisor.measure();
    }

    /** Waits for {@code count} marks of each kind, and returns the last time of each kind, in the order of the kinds. */
    long[] await(int count, String... kinds) {
        long[] last = new long[kinds.length];
        for (int missing = count * kinds.length; missing > 0;) {
            Mark mark = next();
            int kind = List.of(kinds).indexOf(mark.kind());
            if (kind >= 0) {
                last[kind] = Math.max(last[kind], mark.nanos());
                missing--;
            }
        }
        return last;
    }

    private Mark next() {
        try {
            Mark mark = marks.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (mark == null) {
                throw new IllegalStateException("no mark has arrived for " + PATIENCE_SECONDS + " s");
            }
            return mark;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Stops all processes, and returns the time when all were gone. */
    long stopAll() {
        try {
            return commands.stopAll().thenApply(statuses -> System.nanoTime()).toCompletableFuture().get(PATIENCE_SECONDS,
                    TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns {@code count} definitions with different ids. */
    static List<ProcessDefinition> times(int count, IntFunction<ProcessDefinition> definition) {
        List<ProcessDefinition> definitions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            definitions.add(definition.apply(i));
        }
        return definitions;
    }

    @Override
    public void close() {
        socket.ifPresent(ControlSocket::close);
        stopAll();
        runner.close();
        loop.close();
        events.shutdown();
        try {
            Files.deleteIfExists(directory.resolve("state"));
            OutputFiles.delete(directory, "*.log*");
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
