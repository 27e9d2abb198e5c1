package io.quarkiverse.processmanager.runtime.process.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.runtime.process.platform.Platform;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;

class SharedUseTest {

    private static final int ROUNDS = 3000;

    private final ProcessTable table = Platform.ofThisMachine().table();

    @TempDir
    Path data;

    @Test
    void anApplicationThatBeginsWhileAnotherOneEndsHasItsClaim() {
        CompletableFuture<Optional<IOException>> first = CompletableFuture.supplyAsync(() -> beginAndEnd("first"));
        CompletableFuture<Optional<IOException>> second = CompletableFuture.supplyAsync(() -> beginAndEnd("second"));

        assertThat(first.join()).isEmpty();
        assertThat(second.join()).isEmpty();
        assertThat(data).isEmptyDirectory();
    }

    private Optional<IOException> beginAndEnd(String processId) {
        SharedUse use = new SharedUse(data, RunnerId.create(table), processId, table);
        for (int i = 0; i < ROUNDS; i++) {
            try {
                use.begin();
            } catch (IOException e) {
                return Optional.of(e);
            }
            use.end();
        }
        return Optional.empty();
    }
}
