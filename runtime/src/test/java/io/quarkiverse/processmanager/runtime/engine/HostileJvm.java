package io.quarkiverse.processmanager.runtime.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.probe.ProbeResult;
import io.quarkiverse.processmanager.runtime.rules.ShutdownLimits;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkiverse.processmanager.runtime.supervisor.application.ApplicationServices;
import io.quarkiverse.processmanager.runtime.supervisor.application.CheckRequest;
import io.quarkiverse.processmanager.runtime.supervisor.application.EventSink;

/** Runs hostile programs in the engine of this JVM: the JVM of the tests, or a JVM of its own that then waits to be killed. */
final class HostileJvm {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private HostileJvm() {
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        run(HostileProgram.all("KILL", Path.of(arguments[0]), ProcessHandle.current().pid()));
        System.out.println("up");
        Thread.sleep(1_000_000);
    }

    /** Starts the programs and waits until each has written that it is up. */
    static void run(List<HostileProgram> programs) {
        Engine engine = SharedEngine.get();
        engine.serve(new NoApplication(), Plan.of(programs.stream().map(HostileProgram::definition).collect(
                Collectors.toList())), ShutdownLimits.DEFAULT);
        for (HostileProgram program : programs) {
            Awaitility.await(program.name()).atMost(PATIENCE).pollInterval(Duration.ofMillis(5))
                    .until(() -> isUp(engine.commands().get(program.name())));
        }
    }

    private static boolean isUp(ManagedProcess process) {
        return process.logs(100).stream().map(LogLine::text).anyMatch(line -> line.strip().equals("up"));
    }

    /** An application without listeners. */
    static final class NoApplication implements ApplicationServices, EventSink {

        @Override
        public CompletionStage<ProbeResult> check(CheckRequest request) {
            throw new UnsupportedOperationException(request.processId());
        }

        @Override
        public EventSink events() {
            return this;
        }

        @Override
        public void attached(Map<String, ProcessStatus> statuses) {
            // No listener receives it.
        }

        @Override
        public void publish(ProcessEvent event) {
            // No listener receives it.
        }

        @Override
        public Runnable forget(String processId) {
            return () -> {
            };
        }
    }
}
