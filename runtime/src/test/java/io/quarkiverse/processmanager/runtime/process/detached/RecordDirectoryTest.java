package io.quarkiverse.processmanager.runtime.process.detached;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordDirectoryTest {

    @TempDir
    Path state;

    @Test
    void withoutADirectoryOfAnyApplicationTheNameIsNotNeeded() {
        assertThat(RecordDirectory.hasRecords(state, () -> {
            throw new AssertionError("not to be called");
        })).isFalse();
        assertThat(RecordDirectory.hasRecords(state.resolve("absent"), () -> "shop")).isFalse();
    }

    @Test
    void onlyARecordOfTheApplicationCounts() throws IOException {
        Path ours = Files.createDirectory(RecordDirectory.of(state, RecordDirectory.key("shop")));
        Files.createFile(ours.resolve("lock"));
        assertThat(RecordDirectory.hasRecords(state, () -> "shop")).isFalse();

        Files.createFile(ours.resolve("db" + RecordDirectory.RECORD));

        assertThat(RecordDirectory.hasRecords(state, () -> "shop")).isTrue();
        assertThat(RecordDirectory.hasRecords(state, () -> "bank")).isFalse();
    }
}
