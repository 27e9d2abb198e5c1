package io.quarkiverse.processmanager.runtime.engine;

import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.awaitility.Awaitility;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.probe.ProbeResult;
import io.quarkiverse.processmanager.runtime.definition.NativeWay;
import io.quarkiverse.processmanager.runtime.rules.ShutdownLimits;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkiverse.processmanager.runtime.supervisor.application.ApplicationServices;
import io.quarkiverse.processmanager.runtime.supervisor.application.CheckRequest;
import io.quarkiverse.processmanager.runtime.supervisor.application.EventSink;

/**
 * A JVM that starts, stops, restarts and reloads processes in a random order until it is killed, or until it reads a line. It then
 * settles: starts all processes, checks what it knows of them, stops all, and writes {@code settled} or what is wrong.
 */
final class ChaosJvm {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 10;

    private final Path directory;
    private final Random random;
    private final Engine engine = Engine.standalone();
    private int reloads;

    private ChaosJvm(Path directory, long seed) {
        this.directory = directory;
        this.random = new Random(seed);
    }

    /** @param arguments the working directory of the processes, the seed, and the way in which processes are started */
    public static void main(String[] arguments) throws IOException {
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> System.out.println(thread.getName() + " ends: " + error));
        Path directory = Path.of(arguments[0]);
        // A helper of the JDK that outlives this JVM has it, too.
        FileOutputStream held = new FileOutputStream(directory.resolve("held").toFile());
        ChaosJvm chaos = new ChaosJvm(directory, Long.parseLong(arguments[1]));
        chaos.engine.nativeWay(arguments[2].equals("portable") ? NativeWay.OFF : NativeWay.AUTO);
        chaos.run(new BufferedReader(new InputStreamReader(System.in)));
        held.close();
        System.exit(0);
    }

    private void run(BufferedReader input) throws IOException {
        serve();
        System.out.println("up");
        while (!input.ready()) {
            act();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(40)));
        }
        String wrong = settle();
        System.out.println(wrong.isEmpty() ? "settled" : "wrong: " + wrong);
        engine.close();
        System.out.println("closed");
    }

    private void act() {
        List<ManagedProcess> all = List.copyOf(engine.commands().processes());
        if (all.isEmpty()) {
            // The JVM ends.
            return;
        }
        ManagedProcess one = all.get(random.nextInt(all.size()));
        switch (random.nextInt(8)) {
            case 0, 1 -> one.start();
            case 2, 3 -> one.stop();
            case 4, 5 -> one.restart();
            case 6 -> engine.commands().startAll();
            default -> reload();
        }
    }

    private void reload() {
        reloads++;
        engine.applicationEnds();
        engine.detach();
        serve();
    }

    private void serve() {
        engine.serve(new Checks(), Plan.of(definitions()), ShutdownLimits.DEFAULT);
    }

    /**
     * Trees of several kinds, with commands beside them. A reload changes one process, and declares or removes another. A child
     * with a cleared environment stays in the session of its root: in another one, no scan finds it after a kill of the root.
     */
    private List<ProcessDefinition> definitions() {
        List<ProcessDefinition> all = new ArrayList<>();
        all.add(define("plain", "exec sleep 1000").build());
        all.add(define("changed", "echo " + reloads + "; sleep 1000 & wait").build());
        all.add(define("stubborn", "trap '' TERM; sleep 1000; sleep 1000").dependsOn("plain", Dependency.Condition.STARTED)
                .build());
        all.add(define("wiped", "env -i sleep 1000 & env -i sh -c 'sleep 1000 & wait' & wait").build());
        all.add(define("away", "(setsid sh -c 'sleep 1000 </dev/null >/dev/null 2>&1 &'); exec sleep 1000")
                .health(health -> health.command("true").interval(Duration.ofMillis(100))).build());
        all.add(define("short", "sleep 0.2; exit 1").build());
        all.add(define("polite", "exec sleep 1000").stop(stop -> stop.command("sleep", "0.05")).build());
        if (reloads % 2 == 0) {
            all.add(define("sometimes", "setsid sleep 1000 & sleep 1000 & wait").build());
        }
        return all;
    }

    private ProcessDefinitionBuilder define(String id, String script) {
        return ProcessDefinition.builder(id).command(script).shell(true).cwd(directory)
                .stop(stop -> stop.timeout(Duration.ofMillis(300)))
                .restart(restart -> restart.delay(Duration.ofMillis(20)).maxDelay(Duration.ofMillis(100)).unlimited());
    }

    /** What is wrong; empty if all processes can be started and stopped. */
    private String settle() {
        for (ManagedProcess process : engine.commands().processes()) {
            if (!process.id().equals("short")) {
                try {
                    long pid = restarted(process).pid().orElse(0);
                    if (ProcessHandle.of(pid).isEmpty()) {
                        return process.id() + " is ready without a process, pid " + pid;
                    }
                } catch (Exception e) {
                    return process.id() + " does not start: " + e + ", " + process.status();
                }
            }
        }
        Awaitility.await("one watchdog").atMost(PATIENCE).until(ChaosJvm::watchdogs, count -> count == 1);
        try {
            engine.commands().stopAll().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            return "not all processes stop: " + e + ", " + engine.commands().status();
        }
        return engine.commands().status().values().stream().filter(ProcessStatus::isAlive).findFirst()
                .map(status -> status.id() + " is alive after the stop of all: " + status).orElse("");
    }

    /** On a busy machine, a kill can exceed its time limit. The process can start when it is gone. */
    private static ProcessStatus restarted(ManagedProcess process) throws Exception {
        for (int attempt = 1;; attempt++) {
            try {
                return process.restart().thenCompose(status -> process.whenReady()).toCompletableFuture()
                        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                boolean notKilled = e.getCause() instanceof ProcessException failure
                        && failure.reason() == ProcessException.Reason.NOT_KILLED;
                if (!notKilled || attempt == ATTEMPTS) {
                    throw e;
                }
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
            }
        }
    }

    private static long watchdogs() {
        return ProcessHandle.current().children()
                .filter(child -> HostileProgram.words(child.pid()).contains("process-manager-watchdog")).count();
    }

    /** An application whose checks run a command. */
    private record Checks() implements ApplicationServices {

        @Override
        public CompletionStage<ProbeResult> check(CheckRequest request) {
            return request.process().run(List.of("true"), request.timeout()).thenApply(ended -> ended.exitCode() == 0
                    ? ProbeResult.success("exited with 0")
                    : ProbeResult.failure("exited with " + ended.exitCode()));
        }

        @Override
        public EventSink events() {
            return new HostileJvm.NoApplication();
        }
    }
}
