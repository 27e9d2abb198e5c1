package io.quarkiverse.processmanager.test;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.extension.ExtensionContext;

import io.quarkiverse.processmanager.runtime.engine.Application;
import io.quarkiverse.processmanager.runtime.engine.Engine;
import io.quarkiverse.processmanager.runtime.rules.ShutdownLimits;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;

/** The engine of a test class without an application. The close stops all processes, and waits until they are gone. */
record PlainEngine(Engine owned, TestEngine engine) implements AutoCloseable {

    /**
     * Starts an engine.
     *
     * @param root keeps the Vert.x of all test classes until the last one has ended
     */
    static PlainEngine start(ExtensionContext.Store root) {
        return start(root.computeIfAbsent(Probes.class, type -> Probes.create(), Probes.class).vertx());
    }

    static PlainEngine start(Vertx vertx) {
        Engine engine = Engine.standalone();
        engine.serve(new Application(vertx, engine.listeners()), Plan.EMPTY, ShutdownLimits.DEFAULT);
        return new PlainEngine(engine, new TestEngine(engine));
    }

    @Override
    public void close() {
        owned.applicationEnds();
        owned.close();
    }

    /** The Vert.x that runs the checks, with as few threads as possible. */
    record Probes(Vertx vertx) implements AutoCloseable {

        private static final long CLOSE_SECONDS = 10;

        static Probes create() {
            return new Probes(Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1)
                    .setInternalBlockingPoolSize(1).setFileSystemOptions(
                            new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false))));
        }

        @Override
        public void close() {
            try {
                vertx.close().toCompletionStage().toCompletableFuture().get(CLOSE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException e) {
                throw new CompletionException("cannot close the Vert.x of the health checks", e);
            }
        }
    }
}
