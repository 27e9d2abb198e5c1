package io.quarkiverse.processmanager.runtime.dev.ui.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.smallrye.mutiny.subscription.Cancellable;

class ApplicationStartsTest {

    @Test
    void eachTimeIsRecordedOnceAndReported() {
        List<Boolean> changes = new ArrayList<>();
        Cancellable subscription = ApplicationStarts.changes().subscribe().with(changes::add);

        ApplicationStarts.buildBegins();
        ApplicationStarts.answered();
        assertThat(last().answered()).as("the answer of an application before this one").isEmpty();
        ApplicationStarts.startBegins();
        ApplicationStarts.accepts();
        ApplicationStarts.answered();
        ApplicationStart complete = last();
        ApplicationStarts.accepts();
        ApplicationStarts.answered();
        subscription.cancel();

        assertThat(complete.start()).isPresent();
        assertThat(complete.up()).isPresent();
        assertThat(complete.answered()).isPresent();
        assertThat(last()).isEqualTo(complete);
        assertThat(changes).hasSize(7);
    }

    @Test
    void onlyTheLatestStartsAreKept() {
        for (int number = 0; number < 300; number++) {
            ApplicationStarts.buildBegins();
        }

        assertThat(ApplicationStarts.all()).hasSize(200);
        assertThat(ApplicationStart.of(Instant.EPOCH).startsAt(Instant.EPOCH).startsAt(Instant.MAX).start())
                .contains(Instant.EPOCH);
    }

    private static ApplicationStart last() {
        List<ApplicationStart> all = ApplicationStarts.all();
        return all.get(all.size() - 1);
    }
}
