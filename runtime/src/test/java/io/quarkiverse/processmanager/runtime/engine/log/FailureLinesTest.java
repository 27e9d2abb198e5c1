package io.quarkiverse.processmanager.runtime.engine.log;

import static io.quarkiverse.processmanager.runtime.engine.log.LoggedEvents.EXIT;
import static io.quarkiverse.processmanager.runtime.engine.log.LoggedEvents.NOW;
import static io.quarkiverse.processmanager.runtime.engine.log.LoggedEvents.define;
import static io.quarkiverse.processmanager.runtime.engine.log.LoggedEvents.failed;
import static io.quarkiverse.processmanager.runtime.engine.log.LoggedEvents.failedTask;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkiverse.processmanager.runtime.snapshot.Snapshots;

/** The lines about failures: one line for each cause. */
class FailureLinesTest {

    @RegisterExtension
    final LoggedEvents logged = new LoggedEvents();

    @Test
    void aFailureIsOneLineWithAllThatDoNotStartBecauseOfIt() {
        logged.snapshot = Snapshots.of(
                Plan.of(List.of(define("db"), define("api", "db"), define("web", "api"), define("old", "db"))),
                Map.of("db", failed("db", Reason.EXITED, NOW), "api", failed("api", Reason.DEPENDENCY_FAILED, NOW), "web",
                        failed("web", Reason.DEPENDENCY_FAILED, NOW), "old",
                        failed("old", Reason.DEPENDENCY_FAILED, NOW.minusSeconds(60))));

        logged.gaveUp(Reason.EXITED);
        blocked("api");
        blocked("web");

        assertThat(logged.lines).containsExactly("ERROR process 'db' has failed: why; not started because of that: api, web");
    }

    @Test
    void theFailedRunsOfAScheduleAreCountedInFewLines() {
        logged.snapshot = Snapshots.of(Plan.of(List.of(ProcessDefinition.builder("tick").command("run")
                .schedule(schedule -> schedule.every(Duration.ofSeconds(1))).build())),
                Map.of("tick", failedTask("tick")));

        for (int run = 0; run < 12; run++) {
            logged.accept(new ProcessEvent.GaveUp("tick", 1, NOW, Reason.EXITED, "why", List.of()));
        }
        logged.accept(new ProcessEvent.Completed("tick", 1, NOW, EXIT, Optional.empty()));
        logged.accept(new ProcessEvent.GaveUp("tick", 1, NOW, Reason.EXITED, "why", List.of()));

        assertThat(logged.lines.stream().filter(line -> line.startsWith("WARN"))).containsExactly(
                "WARN process 'tick' has failed: why; its schedule runs it again",
                "WARN process 'tick' has failed: why; 10 runs in a row have failed",
                "WARN process 'tick' has failed: why; its schedule runs it again");
        assertThat(logged.lines).hasSize(4).noneMatch(line -> line.startsWith("ERROR")).element(2).asString()
                .endsWith("; the 12 runs before it failed");
    }

    @Test
    void aDependentThatFailsLaterHasALineOfItsOwn() {
        logged.snapshot = Snapshots.of(Plan.of(List.of(define("db"), define("api", "db"))),
                Map.of("db", failed("db", Reason.EXITED, NOW), "api", failed("api", Reason.DEPENDENCY_FAILED, NOW)));
        logged.gaveUp(Reason.EXITED);
        logged.accept(new ProcessEvent.Waiting("api", 1, NOW, List.of("db")));

        blocked("api");

        assertThat(logged.lines).containsExactly("ERROR process 'db' has failed: why; not started because of that: api",
                "ERROR process 'api' has failed: db failed: why");
    }

    private void blocked(String id) {
        logged.accept(new ProcessEvent.GaveUp(id, 1, NOW, Reason.DEPENDENCY_FAILED, "db failed: why", List.of()));
    }

    @Test
    void aFailureThatIsTheErrorOfTheStartHasNoLine() {
        logged.log.waitBegins(Set.of("db", "cache"));
        logged.gaveUp("db");
        logged.gaveUp("cache");
        assertThat(logged.lines).isEmpty();

        logged.log.waitIsOver(Optional.of("db"));

        assertThat(logged.lines).containsExactly("ERROR process 'cache' has failed: why");
    }

    @Test
    void theEventOfThatFailureCanComeAfterTheError() {
        logged.log.waitBegins(Set.of("db"));
        logged.log.waitIsOver(Optional.of("db"));

        logged.gaveUp("db");
        logged.gaveUp("db");

        assertThat(logged.lines).as("the second one is another failure").hasSize(1);
    }

    @Test
    void aLaterFailureIsLogged() {
        logged.log.waitBegins(Set.of("db", "cache"));
        logged.log.waitIsOver(Optional.of("db"));
        logged.accept(new ProcessEvent.Starting("db", 2, NOW));
        logged.lines.clear();

        logged.gaveUp("db");
        logged.gaveUp("cache");

        assertThat(logged.lines).hasSize(2);
    }
}
