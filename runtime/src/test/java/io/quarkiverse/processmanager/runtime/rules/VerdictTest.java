package io.quarkiverse.processmanager.runtime.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.RestartPolicy;
import io.quarkiverse.processmanager.runtime.definition.Exits;

class VerdictTest {

    @ParameterizedTest
    @ValueSource(ints = { 0, 1, 2, 130, 137, 143, 255 })
    void anEndThatWasAskedForIsNeverAFailure(int code) {
        assertThat(verdict(TerminationCause.STOP, code, define()).trigger()).isEqualTo(Trigger.HALT);
        assertThat(verdict(TerminationCause.RESTART, code, define()).trigger()).isEqualTo(Trigger.AGAIN);
    }

    @Test
    void theCodeOfASignalIsAFailureWhenNobodyAsked() {
        Verdict verdict = verdict(TerminationCause.EXIT, 143, define());

        assertThat(verdict.trigger()).isEqualTo(Trigger.RETRY);
        assertThat(verdict.why()).startsWith("killed by SIGTERM (143) after 3.0 s, attempt 1 of 5");
        assertThat(verdict(TerminationCause.EXIT, 143, define().restart(restart -> restart.policy(RestartPolicy.Mode.NEVER)))
                .trigger())
                .isEqualTo(Trigger.GIVE_UP);
    }

    @Test
    void theCodeOfASignalCanBeDeclaredToMeanSuccess() {
        assertThat(verdict(TerminationCause.EXIT, 143, define().successExitCodes(Set.of(0, 143))).trigger())
                .isEqualTo(Trigger.COMPLETE);
    }

    /** The prediction before the exit must agree with the verdict on it. */
    @ParameterizedTest
    @EnumSource(RestartPolicy.Mode.class)
    void theBudgetKnowsBeforehandWhatAFailureLeadsTo(RestartPolicy.Mode mode) {
        ProcessDefinition definition = define()
                .restart(restart -> restart.policy(mode).max(3).resetAfter(Duration.ofSeconds(10)))
                .build();
        for (int attempts = 0; attempts <= 4; attempts++) {
            for (int seconds : new int[] { 0, 9, 10, 30, 60 }) {
                RestartHistory history = new RestartHistory(attempts, Duration.ofSeconds(30));
                Duration up = Duration.ofSeconds(seconds);

                Verdict verdict = Verdict.on(
                        new Verdict.Termination(TerminationCause.OVER_LIMIT, "", exit(0), up, false), definition, history, 0.5);

                assertThat(history.allowsAnother(definition.restart(), up)).isEqualTo(verdict.trigger() == Trigger.RETRY);
            }
        }
    }

    private static ProcessDefinitionBuilder define() {
        return ProcessDefinition.builder("p").command("x");
    }

    private static Verdict verdict(TerminationCause ending, int code, ProcessDefinitionBuilder definition) {
        return Verdict.on(new Verdict.Termination(ending, "", exit(code), Duration.ZERO, false), definition.build(),
                RestartHistory.FRESH, 0.5);
    }

    private static Exit exit(int code) {
        return Exits.of(code, code == 143 ? Optional.of("TERM") : Optional.empty(), Instant.EPOCH, Duration.ofSeconds(3));
    }
}
