package io.quarkiverse.processmanager.probe;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;

/**
 * Opens a TCP connection: the process is healthy if it accepts the connection and does not close it within {@link #QUIET}. A
 * forwarder whose target does not run yet accepts a connection and closes it at once. The check closes the connection.
 *
 * @param host the name or the address of the host; one healthy address is enough
 * @param port the port
 */
public record TcpProbe(String host, int port) implements Probe {

    /** How long a connection must last: 20 ms. On one machine a close arrives in less than 1 ms. */
    public static final Duration QUIET = Duration.ofMillis(20);

    @Override
    public CompletionStage<ProbeResult> check(ProbeContext context) {
        return HostCheck.of(context, host, port, address -> attempt(context, address));
    }

    private Attempt attempt(ProbeContext context, InetAddress address) {
        NetClient client = context.vertx().createNetClient(
                new NetClientOptions().setConnectTimeout((int) PendingCheck.millis(context.timeout())));
        Promise<ProbeResult> result = Promise.promise();
        Future<NetSocket> connected = client.connect(SocketAddress.inetSocketAddress(new InetSocketAddress(address, port)));
        connected.onSuccess(socket -> watch(context.vertx(), socket, result));
        connected.onFailure(failure -> result
                .tryComplete(ProbeResult.failure(ConnectFailure.describe(target(), failure))));
        return new Attempt(connected, result.future(), client::close);
    }

    private void watch(Vertx vertx, NetSocket socket, Promise<ProbeResult> result) {
        // Vert.x detects a close by the other side only on a socket with a handler.
        socket.handler(ignored -> {
        });
        socket.exceptionHandler(ignored -> {
            // The close handler runs next and reports the failure.
        });
        long timer = vertx.setTimer(QUIET.toMillis(),
                ignored -> result.tryComplete(ProbeResult.success(target() + " accepts connections")));
        socket.closeHandler(ignored -> {
            vertx.cancelTimer(timer);
            result.tryComplete(ProbeResult.failure("connection to " + target() + " was accepted and closed at once"));
        });
    }

    private String target() {
        return HostCheck.target(host, port);
    }
}
