package io.quarkiverse.processmanager.probe;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.processmanager.runtime.safe.SecretText;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;

/**
 * Asks the health service of a gRPC server, {@code grpc.health.v1.Health}, without TLS: the process is healthy if the answer is
 * {@code SERVING}.
 *
 * @param host the name or the address of the host; one healthy address is enough
 * @param port the port
 * @param service the name of the service; empty for the server as a whole
 */
public record GrpcProbe(String host, int port, String service) implements Probe {

    private static final String METHOD = "/grpc.health.v1.Health/Check";
    private static final String OK = "0";
    private static final String NOT_FOUND = "5";
    private static final String UNIMPLEMENTED = "12";
    private static final int SERVING = 1;
    /** The compression flag and the length of a message. */
    private static final int FRAME_BYTES = 5;
    /** The first field of a message: a text with its length, and a number. */
    private static final byte TEXT = 0x0a;
    private static final byte NUMBER = 0x08;
    private static final String[] STATUS = { "UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN" };

    @Override
    public CompletionStage<ProbeResult> check(ProbeContext context) {
        return HostCheck.of(context, this, host, address -> attempt(context, address));
    }

    @Override
    public boolean isBlocking() {
        return false;
    }

    @Override
    public String late() {
        return "no answer of the gRPC health service of " + target();
    }

    private Attempt attempt(ProbeContext context, InetAddress address) {
        Promise<ProbeResult> result = Promise.promise();
        Future<HttpClientRequest> connected = Clients.of(context).grpc().request(new RequestOptions()
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, port)))
                .setHost(host).setPort(port).setMethod(HttpMethod.POST).setURI(METHOD)
                .setConnectTimeout(PendingCheck.connectMillis(context))
                .putHeader("content-type", "application/grpc").putHeader("te", "trailers"));
        connected.onFailure(failure -> result.tryComplete(ProbeResult.failure(ConnectFailure.describe(target(), failure))));
        connected.compose(request -> request.send(question())).compose(this::judge)
                .onSuccess(result::tryComplete)
                .onFailure(failure -> result.tryComplete(ProbeResult.failure(
                        "the gRPC health service of " + target() + " did not answer: " + ConnectFailure.reason(failure))));
        return new Attempt(connected, result.future(), () -> connected.onSuccess(request -> request.connection().close()));
    }

    private Buffer question() {
        byte[] name = service.getBytes(StandardCharsets.UTF_8);
        Buffer message = Buffer.buffer();
        if (name.length > 0) {
            message.appendByte(TEXT);
            int length = name.length;
            for (; length > 0x7f; length >>>= 7) {
                message.appendByte((byte) (length & 0x7f | 0x80));
            }
            message.appendByte((byte) length).appendBytes(name);
        }
        return Buffer.buffer().appendByte((byte) 0).appendInt(message.length()).appendBuffer(message);
    }

    private Future<ProbeResult> judge(HttpClientResponse response) {
        return response.body().map(body -> {
            // A server that answers without a message sends its status in front.
            String status = Optional.ofNullable(response.getTrailer("grpc-status")).orElse(response.getHeader("grpc-status"));
            return verdict(response.statusCode(), Optional.ofNullable(status), body);
        });
    }

    private ProbeResult verdict(int http, Optional<String> status, Buffer body) {
        if (http != 200 || status.isEmpty()) {
            return ProbeResult.failure(target() + " is no gRPC server: it answered " + http);
        }
        return switch (status.get()) {
            case OK -> status(body);
            case NOT_FOUND -> ProbeResult.failure("the gRPC server " + target() + " knows no service '" + service + "'");
            case UNIMPLEMENTED -> ProbeResult.failure("the gRPC server " + target() + " has no health service");
            default ->
                ProbeResult.failure("the gRPC health service of " + target() + " failed with the status " + status.get());
        };
    }

    /** A message without the number means 0, because that is the default. */
    private ProbeResult status(Buffer body) {
        int number = body.length() >= FRAME_BYTES + 2 && body.getByte(FRAME_BYTES) == NUMBER ? body.getByte(FRAME_BYTES + 1)
                : 0;
        String text = (service.isEmpty() ? "the gRPC server " : "the service '" + service + "' of ") + target() + " is "
                + (number >= 0 && number < STATUS.length ? STATUS[number] : "in the unknown state " + number);
        return number == SERVING ? ProbeResult.success(text) : ProbeResult.failure(text);
    }

    private String target() {
        return HostCheck.target(host, port);
    }

    /** The host and the service can contain a secret by mistake. */
    @Override
    public String toString() {
        return "GrpcProbe[host=" + SecretText.mask(host) + ", port=" + port + ", service=" + SecretText.mask(service) + "]";
    }
}
