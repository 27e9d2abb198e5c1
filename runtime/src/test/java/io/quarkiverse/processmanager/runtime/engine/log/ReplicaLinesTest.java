package io.quarkiverse.processmanager.runtime.engine.log;

import static io.quarkiverse.processmanager.runtime.engine.log.LoggedEvents.GRACE;
import static io.quarkiverse.processmanager.runtime.engine.log.LoggedEvents.NOW;
import static io.quarkiverse.processmanager.runtime.engine.log.LoggedEvents.define;
import static io.quarkiverse.processmanager.runtime.engine.log.LoggedEvents.failed;
import static io.quarkiverse.processmanager.runtime.engine.log.LoggedEvents.up;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.definition.Exits;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkiverse.processmanager.runtime.rules.replica.Replicas;
import io.quarkiverse.processmanager.runtime.snapshot.Snapshots;

/** The lines about replicas that fail together. */
class ReplicaLinesTest {

    @RegisterExtension
    final LoggedEvents logged = new LoggedEvents();

    @Test
    void theReplicasThatFailTogetherAreOneLine() {
        replicas(50);
        for (int index = 49; index >= 0; index--) {
            if (index != 7) {
                logged.accept(crashed("worker-" + index, 1));
            }
        }
        logged.accept(crashed("worker-7", 2));
        logged.accept(crashed("db", 1));
        logged.later.forEach(Runnable::run);

        assertThat(logged.lines).containsExactly("WARN process 'db': exited with 1 after 10.0 s, attempt 1 of 5",
                "WARN 49 replicas of process 'worker' have exited and start again: worker-0 to worker-6, worker-8 to worker-49;"
                        + " process 'worker-49': exited with 1 after 10.0 s, attempt 1 of 5",
                "WARN process 'worker-7': exited with 2 after 10.0 s, attempt 1 of 5");
    }

    @Test
    void theReplicasThatGiveUpTogetherAreOneLineWithAllThatDoNotStart() {
        List<ProcessDefinition> all = Replicas.expand(List.of(ProcessDefinition.builder("worker").command("run").replicas(2)
                .build(), define("web", "worker")));
        logged.snapshot = Snapshots.of(Plan.of(all), Map.of("worker-0", failed("worker-0", Reason.EXITED, NOW), "worker-1",
                failed("worker-1", Reason.EXITED, NOW), "web", failed("web", Reason.DEPENDENCY_FAILED, NOW)));

        logged.accept(new ProcessEvent.GaveUp("worker-0", 1, NOW, Reason.EXITED, "why", List.of("a", "b")));
        logged.accept(new ProcessEvent.GaveUp("worker-1", 1, NOW, Reason.EXITED, "why not", List.of("c")));
        logged.accept(new ProcessEvent.GaveUp("web", 1, NOW, Reason.DEPENDENCY_FAILED, "worker-0 failed", List.of()));
        logged.later.forEach(Runnable::run);

        assertThat(logged.lines).containsExactly("ERROR 2 replicas of process 'worker' have failed: worker-0, worker-1; process"
                + " 'worker-0' has failed: why; not started because of that: web; the last lines of its output:\n    a\n    b");
    }

    @Test
    void theLinesAboutOneReplicaKeepTheirOrder() {
        replicas(2);

        logged.accept(crashed("worker-0", 1));
        logged.accept(up("worker-1"));
        logged.accept(up("worker-0"));
        logged.later.forEach(Runnable::run);

        assertThat(logged.lines).containsExactly("INFO process 'worker-1' is up after 1.0 s",
                "WARN process 'worker-0': exited with 1 after 10.0 s, attempt 1 of 5",
                "INFO process 'worker-0' is up after 1.0 s");
    }

    @Test
    void atTheEndNoFailureWaits() {
        replicas(2);
        logged.accept(crashed("worker-0", 1));

        logged.log.writeAll();
        logged.accept(crashed("worker-1", 1));

        assertThat(logged.lines).hasSize(2);
        logged.later.forEach(Runnable::run);
        assertThat(logged.lines).hasSize(2);
    }

    private void replicas(int count) {
        logged.snapshot = Snapshots.of(Plan.of(Replicas.expand(List.of(ProcessDefinition.builder("worker").command("run")
                .replicas(count).build(), define("db")))), Map.of());
    }

    private static ProcessEvent crashed(String id, int code) {
        Exit exit = Exits.of(code, Optional.empty(), NOW, GRACE);
        return new ProcessEvent.Crashed(id, 1, NOW, exit, exit + ", attempt 1 of 5", true, 1, OptionalInt.of(5), GRACE);
    }
}
