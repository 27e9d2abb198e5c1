package io.quarkiverse.processmanager.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class MailboxTest {

    private final List<Integer> done = new ArrayList<>();

    @Test
    void whatATaskThrowsDoesNotKeepTheNextOnesFromRunning() {
        Mailbox mailbox = new Mailbox(Runnable::run);

        mailbox.execute(() -> {
            throw new OutOfMemoryError("a test of what a full heap does");
        });
        mailbox.execute(() -> done.add(2));

        assertThat(done).containsExactly(2);
    }

    @Test
    void aTaskRunsThoughThereIsNoRoomForAThread() {
        Mailbox mailbox = new Mailbox(task -> {
            throw new OutOfMemoryError("unable to create native thread");
        });

        mailbox.execute(() -> done.add(1));
        mailbox.execute(() -> done.add(2));

        assertThat(done).containsExactly(1, 2);
    }
}
