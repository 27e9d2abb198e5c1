package io.quarkiverse.processmanager.probe;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.tracing.TracingPolicy;

/**
 * The clients for all checks of one application, each made by the first check that needs it. The timeout of a check closes its
 * connection. Nothing but the timeout of the client ends a connection that is not open yet. Used on one Vert.x context only.
 */
final class Clients implements AutoCloseable {

    /** Connections to one port at the same time: one for each process whose check connects to that port. */
    private static final int CONNECTIONS = 10_000;

    private final Vertx vertx;
    /** By the connect timeout in milliseconds: a TCP client has one timeout for all its connections. */
    private final Map<Integer, NetClient> tcp = new HashMap<>();
    private Optional<HttpClient> trusting = Optional.empty();
    private Optional<HttpClient> verifying = Optional.empty();
    private Optional<HttpClient> grpc = Optional.empty();
    private int made;

    private Clients(Vertx vertx) {
        this.vertx = vertx;
    }

    static Clients of(ProbeContext context) {
        return context.shared(Clients.class, () -> new Clients(context.vertx()));
    }

    /** A client that gives up a connection which is not open after the timeout. */
    NetClient tcp(int timeoutMillis) {
        return tcp.computeIfAbsent(timeoutMillis, millis -> {
            made++;
            return vertx.createNetClient(new NetClientOptions().setConnectTimeout(millis));
        });
    }

    /** A client that verifies no certificate. */
    HttpClient trusting() {
        if (trusting.isEmpty()) {
            trusting = Optional.of(http(options().setTrustAll(true).setVerifyHost(false)));
        }
        return trusting.get();
    }

    /** A client that verifies the certificate and the host. */
    HttpClient verifying() {
        if (verifying.isEmpty()) {
            verifying = Optional.of(http(options()));
        }
        return verifying.get();
    }

    /** A client that speaks HTTP/2 from the first byte, without TLS. */
    HttpClient grpc() {
        if (grpc.isEmpty()) {
            grpc = Optional.of(http(options().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false)
                    .setHttp2MaxPoolSize(CONNECTIONS)));
        }
        return grpc.get();
    }

    private HttpClient http(HttpClientOptions options) {
        made++;
        return vertx.createHttpClient(options);
    }

    /** Without kept connections the pool has nothing to clean. A check is no part of a trace of the application. */
    private static HttpClientOptions options() {
        return new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_1_1).setKeepAlive(false)
                .setMaxPoolSize(CONNECTIONS).setPoolCleanerPeriod(0).setTracingPolicy(TracingPolicy.IGNORE);
    }

    /** How many clients have been made. */
    int made() {
        return made;
    }

    @Override
    public void close() {
        tcp.values().forEach(NetClient::close);
        trusting.ifPresent(HttpClient::close);
        verifying.ifPresent(HttpClient::close);
        grpc.ifPresent(HttpClient::close);
    }
}
