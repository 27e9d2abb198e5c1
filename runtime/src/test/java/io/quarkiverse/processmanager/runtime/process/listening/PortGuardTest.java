package io.quarkiverse.processmanager.runtime.process.listening;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.runtime.definition.listen.PortClaim;
import io.quarkiverse.processmanager.runtime.process.RunningProcess.PortHolders;
import io.quarkiverse.processmanager.runtime.process.platform.Platform;
import io.quarkiverse.processmanager.runtime.process.table.ListeningPorts;
import io.quarkiverse.processmanager.runtime.process.table.Marker;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.threads.EngineExecutors;
import io.quarkiverse.processmanager.runtime.process.tree.ProcessTree;

class PortGuardTest {

    private final QuickPool pool = new QuickPool();
    private final System system = new System();
    private final PortGuard guard = new PortGuard(new ListeningScope(Platform.ofThisMachine(), system, null, null,
            new EngineExecutors(pool, null, null, null), null, Map::of), "db");

    /** A pool whose thread has done its work before the caller can wait for it. */
    private static final class QuickPool extends ThreadPoolExecutor {

        QuickPool() {
            super(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        }

        @Override
        public void execute(Runnable task) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            super.execute(() -> {
                task.run();
                done.complete(null);
            });
            assertThat(done).succeedsWithin(Duration.ofSeconds(60));
        }
    }

    /** A system on which the process itself listens. */
    private static final class System implements ListeningPorts {

        volatile Thread asked;

        @Override
        public List<ListeningSocket> on(int port) {
            asked = Thread.currentThread();
            return List.of(new ListeningSocket(1, "0"));
        }

        @Override
        public boolean isHolder(long pid, Set<Long> sockets) {
            return true;
        }

        @Override
        public Map<Long, Set<Long>> holders(Set<Long> sockets) {
            return Map.of();
        }
    }

    @AfterEach
    void close() {
        pool.shutdownNow();
    }

    /** The caller is the loop of the supervisor, which must not wait for the system. */
    @Test
    void theCallerNeverReadsTheSockets() {
        ProcessTree tree = new ProcessTree(new Marker("QPM", "1-db"), new ProcessId(ProcessHandle.current().pid(), 1),
                Optional.empty(), new ProcessTree.Observer() {

                    @Override
                    public void treeGone() {
                    }

                    @Override
                    public void notKilled(List<String> survivors) {
                    }
                });

        CompletableFuture<PortHolders> holders = guard.whileRunning(List.of(new PortClaim(80, "port")),
                () -> Optional.of(tree));

        assertThat(holders).isCompletedWithValue(new PortHolders(Optional.empty(), Set.of(80)));
        assertThat(system.asked).isNotNull().isNotSameAs(Thread.currentThread());
    }
}
