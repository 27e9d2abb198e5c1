package io.quarkiverse.processmanager.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;

/** A server on HTTP/2 without TLS, with the bytes of a gRPC server. */
class GrpcProbeTest {

    private static final Buffer NO_MESSAGE = Buffer.buffer();

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** Answers by the question: its bytes behind the frame, as text. */
    private int serve(Map<String, Buffer> messages, String otherStatus) {
        HttpServer server = vertx.createHttpServer().requestHandler(request -> request.body().onSuccess(body -> {
            String service = body.length() <= 7 ? "" : body.getString(7, body.length());
            answer(request, messages.getOrDefault(service, NO_MESSAGE), messages.containsKey(service) ? "0" : otherStatus);
        }));
        return server.listen(0, "localhost").toCompletionStage().toCompletableFuture().join().actualPort();
    }

    private static void answer(HttpServerRequest request, Buffer message, String status) {
        assertThat(request.path()).isEqualTo("/grpc.health.v1.Health/Check");
        request.response().putHeader("content-type", "application/grpc");
        if (message == NO_MESSAGE) {
            request.response().putHeader("grpc-status", status).end();
        } else {
            request.response().setChunked(true).putTrailer("grpc-status", status);
            request.response().end(Buffer.buffer().appendByte((byte) 0).appendInt(message.length()).appendBuffer(message));
        }
    }

    private static Buffer message(int... bytes) {
        Buffer message = Buffer.buffer();
        for (int value : bytes) {
            message.appendByte((byte) value);
        }
        return message;
    }

    private ProbeResult check(int port, String service) {
        return ProbeTesting.check(vertx, new GrpcProbe("localhost", port, service));
    }

    @Test
    void servingIsHealthy() {
        int port = serve(Map.of("", message(8, 1), "acme.Quotes", message(8, 1)), "5");

        assertThat(check(port, "")).isEqualTo(ProbeResult.success("the gRPC server localhost:" + port + " is SERVING"));
        assertThat(check(port, "acme.Quotes"))
                .isEqualTo(ProbeResult.success("the service 'acme.Quotes' of localhost:" + port + " is SERVING"));
    }

    @Test
    void anyOtherAnswerIsAFailure() {
        int port = serve(Map.of("down", message(8, 2), "default", message()), "5");

        assertThat(check(port, "down").detail()).isEqualTo("the service 'down' of localhost:" + port + " is NOT_SERVING");
        assertThat(check(port, "default").detail()).isEqualTo("the service 'default' of localhost:" + port + " is UNKNOWN");
        assertThat(check(port, "other").detail()).isEqualTo("the gRPC server localhost:" + port + " knows no service 'other'");
        assertThat(check(serve(Map.of(), "12"), "").detail()).endsWith("has no health service");
        assertThat(check(serve(Map.of(), "14"), "").detail()).endsWith("failed with the status 14");
    }

    @Test
    void aServerThatIsNotThereIsAFailure() throws Exception {
        int port = ProbeTesting.freePort();

        assertThat(check(port, "").success()).isFalse();
        assertThat(check(port, "").detail()).contains("localhost:" + port);
    }

    @Test
    void aServerWithoutGrpcIsAFailure() {
        int port = vertx.createHttpServer().requestHandler(request -> request.response().setStatusCode(404).end())
                .listen(0, "localhost").toCompletionStage().toCompletableFuture().join().actualPort();

        assertThat(check(port, "").detail()).isEqualTo("localhost:" + port + " is no gRPC server: it answered 404");
    }
}
