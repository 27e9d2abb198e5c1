package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.ProcessPhase.BACKOFF;
import static io.quarkiverse.processmanager.runtime.supervisor.World.check;
import static io.quarkiverse.processmanager.runtime.supervisor.World.define;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessCheck.OnUnhealthy;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.probe.ProbeResult;
import io.quarkiverse.processmanager.runtime.supervisor.World.Verdicts;

/** The health of a process that is up, and what its checks report. */
class HealthTest {

    private final World world = new World();

    @Test
    void theApplicationFreesWhatItsChecksHaveUsedWhenItEnds() {
        world.reconcile(define("a").health(check(OnUnhealthy.NONE))).advance(Duration.ofSeconds(1));
        assertThat(world.closed).isZero();

        world.supervisor.applicationEnds();
        world.detach();
        assertThat(world.closed).isEqualTo(1);

        world.attach().detach();
        assertThat(world.closed).isEqualTo(2);
    }

    @Test
    void secretsOfTheProcessAreMaskedInWhatACheckReports() {
        world.health("a", Verdicts.HANGING)
                .reconcile(define("a").env("DB_PASSWORD", "s3cr3t").health(check(OnUnhealthy.NONE)))
                .advance(Duration.ofSeconds(1));

        world.answer("a", ProbeResult.failure("psql exited with 2", List.of("role app with s3cr3t", "token=abc")));

        assertThat(world.status("a").why())
                .isEqualTo("waiting for its first successful check: psql exited with 2: role app with *** | token=***");
        assertThat(world.commands.get("a").history().checks()).singleElement().satisfies(
                check -> assertThat(check.detail()).isEqualTo("psql exited with 2: role app with *** | token=***"));
    }

    @Test
    void theSameResultIsMaskedAgainWhenTheSecretsAreOthers() {
        ProbeResult result = ProbeResult.failure("no role for s3cr3t or n3w0ne");
        world.health("a", Verdicts.HANGING)
                .reconcile(define("a").env("DB_PASSWORD", "s3cr3t").health(check(OnUnhealthy.NONE)))
                .advance(Duration.ofSeconds(1));
        world.answer("a", result);
        assertThat(world.status("a").why()).endsWith("no role for *** or n3w0ne");

        world.reconcile(define("a").env("DB_PASSWORD", "n3w0ne").health(check(OnUnhealthy.NONE)))
                .advance(Duration.ofSeconds(1));
        world.answer("a", result);

        assertThat(world.status("a").why()).endsWith("no role for s3cr3t or ***");
    }

    @Test
    void changeWithoutAnEventIsToldToThoseWhoLook() {
        world.health("a", Verdicts.BAD).reconcile(define("a").health(check(OnUnhealthy.NONE)))
                .advance(Duration.ofSeconds(1));
        int events = world.events.size();
        int changes = world.changes;

        world.advance(Duration.ofSeconds(1));

        assertThat(world.events).hasSize(events);
        assertThat(world.changes).isGreaterThan(changes);
    }

    @Test
    void threeFailuresInARowMakeItUnhealthyAndOneSuccessHealthyAgain() {
        world.reconcile(define("a").health(check(OnUnhealthy.NONE))).advance(Duration.ofSeconds(1));

        world.health("a", Verdicts.BAD).advance(Duration.ofSeconds(10));
        assertThat(world.status("a").health()).isEqualTo(Health.HEALTHY);
        world.advance(Duration.ofSeconds(1));
        assertThat(world.status("a").health()).isEqualTo(Health.UNHEALTHY);
        assertThat(world.status("a").why()).isEqualTo("unhealthy: it refuses");
        assertThat(world.runner.started("a")).as("a breakpoint must not kill it").hasSize(1);

        world.health("a", Verdicts.GOOD).advance(Duration.ofSeconds(1));
        assertThat(world.status("a").health()).isEqualTo(Health.HEALTHY);
        assertThat(world.events(ProcessEvent.Healthy.class)).last()
                .satisfies(event -> assertThat(event.recovered()).isTrue());
    }

    @Test
    void unhealthyRestartsWhereThePolicySaysSo() {
        world.reconcile(define("a").health(check(OnUnhealthy.RESTART))).advance(Duration.ofSeconds(1));

        world.health("a", Verdicts.BAD).advance(Duration.ofSeconds(11));

        world.expect("a", BACKOFF);
        assertThat(world.process("a").terminated).isTrue();
        assertThat(world.status("a").why()).startsWith("unhealthy: it refuses, attempt 1 of 5");
    }

    @Test
    void aProbeThatThrowsIsAFailedCheckAndTheChecksGoOn() {
        world.reconcile(define("a").health(check(OnUnhealthy.NONE))).advance(Duration.ofSeconds(1));

        world.health("a", Verdicts.THROWING).advance(Duration.ofSeconds(13));
        assertThat(world.status("a").health()).isEqualTo(Health.UNHEALTHY);
        assertThat(world.status("a").why()).contains("the probe is broken");

        world.health("a", Verdicts.GOOD).advance(Duration.ofSeconds(1));
        assertThat(world.status("a").health()).isEqualTo(Health.HEALTHY);
    }

    @Test
    void aProbeThatHangsIsAFailedCheckAndItsLateAnswerIsDropped() {
        world.reconcile(define("a").health(check(OnUnhealthy.NONE))).advance(Duration.ofSeconds(1));

        world.health("a", Verdicts.HANGING).advance(Duration.ofSeconds(10 + 3 * 7));
        assertThat(world.status("a").why()).isEqualTo("unhealthy: no result of the check within 5.0 s");

        world.health("a", Verdicts.BAD).advance(Duration.ofSeconds(10));
        world.answer("a", ProbeResult.success("much too late"));
        assertThat(world.status("a").health()).isEqualTo(Health.UNHEALTHY);
    }
}
