package io.quarkiverse.processmanager.runtime.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.processmanager.RestartPolicy;
import io.quarkiverse.processmanager.RestartPolicy.Mode;
import io.quarkiverse.processmanager.probe.ProbeSchedule.Eager;
import io.quarkiverse.processmanager.runtime.definition.RestartSettings;
import io.quarkiverse.processmanager.runtime.rules.text.Words;

class BackoffTest {

    @ParameterizedTest
    @CsvSource({ "1, 500", "2, 1000", "3, 2000", "6, 16000", "7, 30000", "8, 30000" })
    void theDelayDoublesUpToTheLongest(int attempt, long millis) {
        assertThat(Backoff.delay(RestartSettings.DEFAULT, attempt, 0.5)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void jitterMovesItByAtMostItsShareAndNeverBeyondTheLongest() {
        assertThat(Backoff.delay(RestartSettings.DEFAULT, 1, 0)).isEqualTo(Duration.ofMillis(450));
        assertThat(Backoff.delay(RestartSettings.DEFAULT, 1, 1)).isEqualTo(Duration.ofMillis(550));
        assertThat(Backoff.delay(RestartSettings.DEFAULT, 100, 1)).isEqualTo(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @ValueSource(ints = { Integer.MIN_VALUE, -1, 0, 1, 64, 2000, Integer.MAX_VALUE })
    void itIsTotalForAnyAttemptAndAnyPolicy(int attempt) {
        Random random = new Random(attempt);
        for (int i = 0; i < 200; i++) {
            RestartPolicy policy = new RestartSettings(Mode.ALWAYS, Duration.ofMillis(random.nextInt(3)),
                    1 + random.nextDouble() * 999, Duration.ofDays(random.nextInt(400)).plusMillis(2), random.nextDouble(),
                    OptionalInt.of(5), Duration.ofSeconds(1), true);

            assertThat(Backoff.delay(policy, attempt, random.nextDouble())).isBetween(Duration.ZERO, policy.maxDelay());
        }
    }

    @Test
    void noDelayStaysNoDelay() {
        RestartPolicy eager = new RestartSettings(Mode.ALWAYS, Duration.ZERO, 1000, Duration.ofDays(365), 1, OptionalInt.of(5),
                Duration.ofSeconds(1), true);

        assertThat(Backoff.delay(eager, Integer.MAX_VALUE, 1)).isEqualTo(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(longs = { Long.MIN_VALUE, -1, 0, 1, 10, 3600, Long.MAX_VALUE })
    void eagerPausesAreTotalToo(long seconds) {
        assertThat(Eager.CHEAP.pause(Duration.ofSeconds(seconds))).isBetween(Eager.CHEAP.first(), Eager.CHEAP.longest());
        assertThat(Eager.COSTLY.pause(Duration.ofSeconds(seconds))).isBetween(Eager.COSTLY.first(), Eager.COSTLY.longest());
    }

    @ParameterizedTest
    @CsvSource({ "0, 5", "999, 5", "1000, 5", "1100, 25", "2225, 250", "60000, 250" })
    void eagerPausesAreConstantInTheFirstSecond(long millis, long pause) {
        assertThat(Eager.CHEAP.pause(Duration.ofMillis(millis))).isEqualTo(Duration.ofMillis(pause));
    }

    /** The sum of delays that each are 1.2 times the one before: 100, 120, 144 ms. */
    @ParameterizedTest
    @CsvSource({ "0, 100", "100, 120", "220, 144", "4500, 1000", "60000, 1000" })
    void eagerPausesGrowByTheirFactor(long millis, long pause) {
        assertThat(Eager.COSTLY.pause(Duration.ofMillis(millis))).isEqualTo(Duration.ofMillis(pause));
    }

    @ParameterizedTest
    @CsvSource({ "PT0S, 0 ms", "PT0.999S, 999 ms", "PT3.249S, 3.2 s", "PT59.99S, 59.9 s", "PT4M10S, 4 min 10 s",
            "PT26H5M, 26 h 5 min" })
    void durationsReadWell(Duration duration, String words) {
        assertThat(Words.of(duration)).isEqualTo(words);
    }
}
