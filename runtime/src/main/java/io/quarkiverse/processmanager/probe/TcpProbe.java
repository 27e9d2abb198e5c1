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
 * A process is well when it accepts a connection and does not close it within {@link #QUIET}. A forwarder in front of a program
 * that is not there yet accepts and closes.
 *
 * @param host all addresses of it are tried, and one that is well is enough
 * @param port the port
 */
public record TcpProbe(String host, int port) implements Probe {

    /** How long a connection must last. On one machine a close takes well under a millisecond to arrive. */
    public static final Duration QUIET = Duration.ofMillis(20);

    @Override
    public CompletionStage<ProbeResult> check(ProbeContext context) {
        return HostCheck.of(context, host, address -> attempt(context, address));
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
        // Only a socket that is read notices that the other side has closed it.
        socket.handler(ignored -> {
        });
        socket.exceptionHandler(ignored -> {
            // A close follows.
        });
        long timer = vertx.setTimer(QUIET.toMillis(),
                ignored -> result.tryComplete(ProbeResult.success(target() + " accepts connections")));
        socket.closeHandler(ignored -> {
            vertx.cancelTimer(timer);
            result.tryComplete(ProbeResult.failure("connection to " + target() + " was accepted and closed at once"));
        });
    }

    private String target() {
        return (host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + port;
    }
}
