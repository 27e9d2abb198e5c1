package io.quarkiverse.processmanager.runtime.process.output.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessException;

class LineSearchesTest {

    /** Else a health check would wait until its timeout, and no search for the same expression would ever begin. */
    @Test
    void aSearchThatCannotBeginFails() {
        LineSearches searches = new LineSearches("p", Runnable::run);

        CompletableFuture<String> line = searches.find("ready", search -> {
            searches.activate(search);
            throw new OutOfMemoryError("on purpose");
        }).toCompletableFuture();

        assertThat(line).isCompletedExceptionally();
        assertThat(line.handle((text, error) -> error).join()).isInstanceOf(ProcessException.class)
                .hasMessageContaining("cannot search the output of process 'p' for 'ready'").hasMessageContaining("on purpose");
        assertThat(searches.active()).isEmpty();
    }
}
