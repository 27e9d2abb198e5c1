package io.quarkiverse.processmanager.runtime.engine.log;

import static io.quarkiverse.processmanager.runtime.engine.log.LoggedEvents.EXIT;
import static io.quarkiverse.processmanager.runtime.engine.log.LoggedEvents.NOW;
import static io.quarkiverse.processmanager.runtime.engine.log.LoggedEvents.define;
import static io.quarkiverse.processmanager.runtime.engine.log.LoggedEvents.running;
import static io.quarkiverse.processmanager.runtime.engine.log.LoggedEvents.up;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkiverse.processmanager.runtime.snapshot.Snapshot;
import io.quarkiverse.processmanager.runtime.snapshot.Snapshots;

class EventLogTest {

    @RegisterExtension
    final LoggedEvents logged = new LoggedEvents();

    @Test
    void theTerminalThatShowsAStartReplacesTheLinesAboutItsProcesses() {
        logged.shown = true;
        logged.log.startBegins(List.of("db", "api"), List.of("db", "api", "web"), NOW);

        logged.accept(up("db"));
        logged.accept(up("web"));
        logged.accept(up("api"));
        logged.accept(up("api"));

        assertThat(logged.lines).containsExactly("INFO process 'web' is up after 1.0 s",
                "INFO 2 processes ready in 0 ms; slowest: db"
                        + " 1.0 s",
                "INFO process 'api' is up after 1.0 s");
    }

    @Test
    void withoutATerminalTheSummaryFollowsTheLines() {
        logged.log.startBegins(List.of("db", "api"), List.of("db", "api"), NOW);

        logged.accept(up("db"));
        logged.accept(up("api"));

        assertThat(logged.lines).containsExactly("INFO process 'db' is up after 1.0 s", "INFO process 'api' is up after 1.0 s",
                "INFO 2 processes ready in 0 ms; slowest: db 1.0 s");
    }

    @Test
    void aDeveloperGetsTheAddressesOnceWhenAllAreReady() {
        logged.dev = true;
        ProcessDefinition ui = ProcessDefinition.builder("ui").command("serve").port(5173).urlScheme("http").build();
        Plan plan = Plan.of(List.of(ui, define("api")));
        Snapshot early = Snapshots.of(plan, Map.of("ui", running("ui")));
        Snapshot all = Snapshots.of(plan, Map.of("ui", running("ui"), "api", running("api")));

        start("ui", early);
        assertThat(logged.lines).containsExactly("INFO process 'ui' is up after 1.0 s");
        start("api", all);
        assertThat(logged.lines).last().isEqualTo("INFO Processes listen on: http://localhost:5173 (ui)");
        logged.lines.clear();
        start("ui", all);

        assertThat(logged.lines).containsExactly("INFO process 'ui' is up after 1.0 s");
    }

    @Test
    void theLogOfAnotherModeHasNoAddresses() {
        ProcessDefinition ui = ProcessDefinition.builder("ui").command("serve").port(5173).urlScheme("http").build();

        start("ui", Snapshots.of(Plan.of(List.of(ui)), Map.of("ui", running("ui"))));

        assertThat(logged.lines).containsExactly("INFO process 'ui' is up after 1.0 s");
    }

    private void start(String id, Snapshot state) {
        logged.log.startBegins(List.of(id), state.plan().ids(), NOW);
        logged.log.accept(up(id), state);
    }

    @Test
    void theStopOfOneThatIsAliveIsLogged() {
        logged.stopping();
        logged.stopped();

        assertThat(logged.lines).containsExactly("INFO process 'db' has stopped");
    }

    @Test
    void theStopOfOneThatWasDoneLongAgoIsNot() {
        logged.accept(new ProcessEvent.Completed("db", 1, NOW, EXIT, Optional.empty()));
        logged.lines.clear();

        logged.stopped();

        assertThat(logged.lines).isEmpty();
    }

    @Test
    void aKillIsNotReportedAgainAfterTheProcessHasCompleted() {
        logged.stopping();
        logged.killing();
        logged.accept(new ProcessEvent.Completed("db", 1, NOW, EXIT, Optional.empty()));
        logged.lines.clear();

        logged.stopped();

        assertThat(logged.lines).isEmpty();
    }

    @Test
    void aKillIsNotReportedAgainAfterTheProcessHasFailed() {
        logged.stopping();
        logged.killing();
        logged.gaveUp(Reason.UNHEALTHY);
        logged.lines.clear();

        logged.stopped();

        assertThat(logged.lines).isEmpty();
    }

    @Test
    void theEndOfOneThatCouldNotBeKilledIsLogged() {
        logged.stopping();
        logged.killing();
        logged.gaveUp(Reason.NOT_KILLED);
        logged.lines.clear();

        logged.stopped();

        assertThat(logged.lines).containsExactly("INFO process 'db' has stopped: killed after 10.0 s");
    }

    @Test
    void aKillWithoutGraceSaysSo() {
        logged.accept(new ProcessEvent.Killing("db", 1, NOW, Duration.ZERO, List.of("4711 sh")));

        assertThat(logged.lines).containsExactly("WARN process 'db' is killed at once; still alive: 4711 sh");
    }

    /** A second Ctrl-C can come between the stop signal and the first scan. */
    @Test
    void aKillJustBehindTheStopSignalIsAtOnce() {
        logged.stopping();
        logged.accept(new ProcessEvent.Killing("db", 1, NOW, Duration.ofNanos(400_000), List.of("4711 sh")));
        logged.stopped();

        assertThat(logged.lines).containsExactly("WARN process 'db' is killed at once; still alive: 4711 sh",
                "INFO process 'db' has stopped: killed at once");
    }
}
