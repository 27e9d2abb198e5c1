package io.quarkiverse.processmanager.runtime.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.runtime.time.Moment;

class StartupClockTest {

    private static final Moment BEGIN = new Moment(Instant.EPOCH, 0);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration STANDSTILL = Duration.ofSeconds(1);

    private static StartupClock running() {
        return StartupClock.of(LIMIT).run(BEGIN);
    }

    private static Moment after(long seconds) {
        return BEGIN.plus(Duration.ofSeconds(seconds));
    }

    @Test
    void aPauseKeepsTheTimeThatIsLeft() {
        assertThat(running().pause(after(20)).left()).isEqualTo(Duration.ofSeconds(40));
        assertThat(running().pause(after(20)).run(after(500)).pause(after(510)).left()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void anEndInTimeIsTheEnd() {
        assertThat(running().afterStandstill(after(60), STANDSTILL)).isEmpty();
        assertThat(running().afterStandstill(after(61), STANDSTILL)).isEmpty();
    }

    @Test
    void aStandstillGivesTheTimeBackThatItHasTaken() {
        assertThat(running().afterStandstill(after(70), STANDSTILL)).map(StartupClock::left).hasValue(Duration.ofSeconds(10));
        assertThat(running().afterStandstill(after(7_000), STANDSTILL)).map(StartupClock::left).hasValue(LIMIT);
    }

    @Test
    void aStartHasSixTimesItsLimitAtMost() {
        Duration total = LIMIT;
        Moment now = BEGIN;
        Optional<StartupClock> clock = Optional.of(running());
        while (clock.isPresent()) {
            now = now.plus(clock.get().left()).plus(Duration.ofHours(1));
            clock = clock.get().afterStandstill(now, STANDSTILL);
            if (clock.isPresent()) {
                total = total.plus(clock.get().left());
                // A pause does not make new extensions possible.
                clock = Optional.of(clock.get().run(now).pause(now).run(now));
            }
        }

        assertThat(total).isEqualTo(LIMIT.multipliedBy(6));
    }
}
