package io.quarkiverse.processmanager.runtime.engine;

import static io.quarkiverse.processmanager.runtime.engine.ApplicationChecks.PATIENCE;
import static io.quarkiverse.processmanager.runtime.engine.ApplicationChecks.health;
import static io.quarkiverse.processmanager.runtime.engine.ApplicationChecks.liveness;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.probe.Probe;
import io.quarkiverse.processmanager.probe.ProbeContext;
import io.quarkiverse.processmanager.probe.ProbeResult;
import io.quarkiverse.processmanager.probe.TcpProbe;
import io.quarkiverse.processmanager.runtime.listeners.Listeners;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

/** Probes of applications that block the thread which calls them. */
class BlockingProbesTest {

    private static final ProbeResult FINE = ProbeResult.success("it is fine");

    /** One worker is not enough for two calls. */
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setWorkerPoolSize(2));
    private Application application = new Application(vertx, new Listeners(null));
    private final Gate gate = new Gate();

    /** A probe that blocks until the gate is open. */
    private static final class Gate implements Probe {

        private final CountDownLatch open = new CountDownLatch(1);
        private final AtomicInteger calls = new AtomicInteger();
        private final AtomicInteger returns = new AtomicInteger();

        @Override
        public CompletionStage<ProbeResult> check(ProbeContext context) {
            calls.incrementAndGet();
            pass();
            returns.incrementAndGet();
            return CompletableFuture.completedStage(FINE);
        }

        void pass() {
            try {
                open.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        void awaitCalls(int expected) {
            await().atMost(PATIENCE).until(() -> calls.get() == expected);
        }
    }

    /** A probe that promises not to block. */
    private record Quick(CompletionStage<ProbeResult> result) implements Probe {

        @Override
        public CompletionStage<ProbeResult> check(ProbeContext context) {
            context.shared(Client.class, Client::new);
            return result;
        }

        @Override
        public boolean isBlocking() {
            return false;
        }
    }

    private static final class Client implements AutoCloseable {

        private static final AtomicInteger CLOSED = new AtomicInteger();

        @Override
        public void close() {
            CLOSED.incrementAndGet();
        }
    }

    @AfterEach
    void close() throws Exception {
        gate.open.countDown();
        vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private CompletableFuture<ProbeResult> check(String processId, Probe probe) {
        return application.check(health(processId, probe)).toCompletableFuture();
    }

    @Test
    void theChecksOfOtherProcessesDoNotWait() throws Exception {
        CompletableFuture<ProbeResult> blocked = check("db", gate);
        gate.awaitCalls(1);

        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            assertThat(check("web", new TcpProbe("localhost", server.getLocalPort()))).succeedsWithin(PATIENCE)
                    .matches(ProbeResult::success);
        }
        assertThat(check("own", new Quick(CompletableFuture.completedStage(FINE)))).succeedsWithin(PATIENCE).isEqualTo(FINE);
        assertThat(check("lambda", context -> CompletableFuture.completedStage(FINE))).succeedsWithin(PATIENCE)
                .isEqualTo(FINE);
        assertThat(blocked).isNotDone();

        gate.open.countDown();
        assertThat(blocked).succeedsWithin(PATIENCE).isEqualTo(FINE);
    }

    @Test
    void theNextCheckFailsUntilTheCallHasReturned() {
        CompletableFuture<ProbeResult> late = check("db", gate);
        gate.awaitCalls(1);
        late.cancel(false);

        assertThat(check("db", gate)).succeedsWithin(PATIENCE)
                .isEqualTo(ProbeResult.failure("the previous check of process 'db' has not returned"));
        assertThat(application.check(liveness("db", context -> CompletableFuture.completedStage(FINE))).toCompletableFuture())
                .succeedsWithin(PATIENCE).isEqualTo(FINE);
        assertThat(gate.calls).hasValue(1);

        gate.open.countDown();
        await().atMost(PATIENCE).until(() -> check("db", gate).get(), FINE::equals);
        assertThat(gate.returns.get()).isEqualTo(gate.calls.get());
    }

    /** The prober begins the next check in the answer. */
    @Test
    void theCallHasReturnedWhenItsAnswerComes() {
        gate.open.countDown();
        CompletionStage<ProbeResult> answer = check("db", gate);
        for (int i = 0; i < 200; i++) {
            answer = answer.thenCompose(result -> {
                assertThat(result).isEqualTo(FINE);
                return check("db", gate);
            });
        }

        assertThat(answer.toCompletableFuture()).succeedsWithin(PATIENCE).isEqualTo(FINE);
    }

    @Test
    void aCheckThatIsCancelledBeforeAWorkerIsFreeCallsNothing() {
        check("a", gate);
        check("b", gate);
        gate.awaitCalls(2);
        AtomicInteger calls = new AtomicInteger();
        Probe counting = context -> {
            calls.incrementAndGet();
            return CompletableFuture.completedStage(FINE);
        };
        check("db", counting).cancel(false);
        CompletableFuture<ProbeResult> queued = check("db", counting);
        assertThat(queued).isNotDone();

        gate.open.countDown();

        assertThat(queued).succeedsWithin(PATIENCE).isEqualTo(FINE);
        assertThat(calls).hasValue(1);
    }

    @Test
    void aCallHasAWorkerOfTheApplicationAndItsClassLoaderAndMayWaitForAnotherProbe() throws Exception {
        ClassLoader own = Thread.currentThread().getContextClassLoader();
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
                URLClassLoader loader = new URLClassLoader(new URL[0], own)) {
            Thread.currentThread().setContextClassLoader(loader);
            try {
                application = new Application(vertx, new Listeners(null));
            } finally {
                Thread.currentThread().setContextClassLoader(own);
            }
            Probe tcp = new TcpProbe("localhost", server.getLocalPort());
            CompletableFuture<Object> seen = new CompletableFuture<>();

            CompletableFuture<ProbeResult> answer = check("db", context -> {
                seen.complete(Context.isOnWorkerThread() ? Thread.currentThread().getContextClassLoader() : "no worker");
                return CompletableFuture.completedStage(tcp.check(context).toCompletableFuture().join());
            });

            assertThat(answer).succeedsWithin(PATIENCE).matches(ProbeResult::success);
            assertThat(seen).succeedsWithin(PATIENCE).isSameAs(loader);
        }
    }

    @Test
    void aCancellationCallsTheCodeOfTheProbeOnAWorker() {
        CompletableFuture<ProbeResult> pending = new CompletableFuture<>();
        CompletableFuture<Boolean> onWorker = pending.handle((result, error) -> Context.isOnWorkerThread());
        CompletableFuture<ProbeResult> answer = check("db", context -> pending);
        // The next call is possible when this one has returned.
        await().atMost(PATIENCE).until(() -> check("db", context -> CompletableFuture.completedStage(FINE)).get(),
                FINE::equals);

        answer.cancel(false);

        assertThat(onWorker).succeedsWithin(PATIENCE).isEqualTo(true);
        assertThat(pending).isCancelled();
    }

    @Test
    void theEndOfTheApplicationDoesNotWaitForACall() {
        int before = Client.CLOSED.get();
        AtomicInteger late = new AtomicInteger();
        check("own", new Quick(CompletableFuture.completedStage(FINE))).join();
        CompletableFuture<ProbeResult> blocked = check("db", context -> {
            context.shared(AutoCloseable.class, () -> {
                gate.check(context);
                return late::incrementAndGet;
            });
            return CompletableFuture.completedStage(FINE);
        });
        gate.awaitCalls(1);

        application.close();

        await().atMost(PATIENCE).until(() -> Client.CLOSED.get() == before + 1);
        assertThat(blocked).isNotDone();
        gate.open.countDown();
        assertThat(blocked).failsWithin(PATIENCE).withThrowableThat().withMessageContaining("the application has ended");
        assertThat(late).hasValue(1);
    }

    /** In a live reload, a probe of the old application keeps its class loader. */
    @Test
    void aProbeIsReleasedWhenItsCallReturns() {
        WeakReference<Probe> probe = blockAndCancel();
        gate.awaitCalls(1);
        application.close();
        application = null;

        gate.open.countDown();

        await().atMost(PATIENCE).until(() -> {
            System.gc();
            return probe.get() == null;
        });
    }

    private WeakReference<Probe> blockAndCancel() {
        Gate[] shared = { gate };
        Probe probe = context -> shared[0].check(context);
        CompletableFuture<ProbeResult> answer = check("db", probe);
        gate.awaitCalls(1);
        answer.cancel(false);
        return new WeakReference<>(probe);
    }
}
