package io.quarkiverse.processmanager.runtime.process.output.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.runtime.process.output.search.LineSearches;
import io.quarkiverse.processmanager.runtime.process.threads.EngineExecutors;
import io.quarkiverse.processmanager.runtime.process.threads.OwnerThread;

class FileSearchTest {

    @Test
    void aFailureEndsTheSearchAndNotOnlyItsTask() throws Exception {
        ExecutorService pool = Executors.newCachedThreadPool();
        ScheduledExecutorService timer = Executors.newScheduledThreadPool(0);
        EngineExecutors executors = new EngineExecutors(pool, pool, timer, new OwnerThread());
        LineSearches searches = new LineSearches("p", pool);
        // Without a channel each read fails.
        CompletableFuture<String> line = searches.find("ready",
                search -> new FileSearch(search, new FileTail(null, 0), 1_000, searches, executors).resume())
                .toCompletableFuture();

        Throwable error = line.handle((text, failure) -> failure).get(60, TimeUnit.SECONDS);

        assertThat(error).hasMessageContaining("cannot search the output of process 'p'");
        pool.shutdown();
        timer.shutdown();
    }
}
