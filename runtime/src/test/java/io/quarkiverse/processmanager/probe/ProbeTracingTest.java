package io.quarkiverse.processmanager.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingPolicy;

/** A check makes no span, and its request has no header of a trace. */
class ProbeTracingTest {

    private final List<TracingPolicy> policies = new CopyOnWriteArrayList<>();
    private final Vertx vertx = Vertx.builder().withTracer(options -> new Tracer()).build();

    @AfterEach
    void close() {
        ProbeTesting.result(vertx.close().toCompletionStage());
    }

    @Test
    void noCheckIsTraced() {
        int port = ProbeTesting.result(vertx.createHttpServer().requestHandler(request -> request.response().end())
                .listen(0, "localhost").toCompletionStage()).actualPort();

        assertThat(ProbeTesting.check(vertx, HttpProbe.get("http://localhost:" + port)).success()).isTrue();
        ProbeTesting.check(vertx, new GrpcProbe("localhost", port, ""));

        assertThat(policies).hasSize(2).containsOnly(TracingPolicy.IGNORE);
    }

    /** Records the policy of each request that a client sends. */
    private final class Tracer implements VertxTracer<Void, Void> {

        @Override
        public <R> Void sendRequest(Context context, SpanKind kind, TracingPolicy policy, R request, String operation,
                BiConsumer<String, String> headers, TagExtractor<R> tags) {
            policies.add(policy);
            return null;
        }
    }
}
