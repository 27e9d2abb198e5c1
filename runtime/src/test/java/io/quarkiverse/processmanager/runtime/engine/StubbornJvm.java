package io.quarkiverse.processmanager.runtime.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.runtime.rules.ShutdownLimits;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;

/** A JVM with a process that ignores its stop signal for ten minutes. */
final class StubbornJvm {

    private StubbornJvm() {
    }

    /** The process creates the file of the first argument when it receives the stop signal. */
    public static void main(String[] arguments) throws InterruptedException {
        Engine engine = SharedEngine.get();
        ProcessDefinition db = ProcessDefinition.builder("db")
                .command("sh", "-c", "trap 'touch " + Path.of(arguments[0]) + "' TERM; while :; do sleep 0.05; done")
                .stop(stop -> stop.timeout(Duration.ofMinutes(10))).build();
        engine.serve(new HostileJvm.NoApplication(), Plan.of(List.of(db)), ShutdownLimits.DEFAULT);
        Awaitility.await().atMost(Duration.ofSeconds(60))
                .until(() -> engine.commands().get("db").status().phase() == ProcessPhase.RUNNING);
        System.out.println("up " + engine.commands().get("db").status().pid().getAsLong());
        Thread.sleep(1_000_000);
    }
}
