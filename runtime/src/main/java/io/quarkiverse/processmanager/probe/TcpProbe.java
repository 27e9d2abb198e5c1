package io.quarkiverse.processmanager.probe;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.processmanager.runtime.safe.SecretText;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;

/**
 * Opens a TCP connection: the process is healthy if it accepts the connection. The check closes the connection.
 * <p>
 * A forwarder whose target does not run yet, such as that of a container engine, accepts a connection and closes it at once. So
 * a connection to a program that is not certainly the process itself must last for {@link #QUIET}.
 * <p>
 * Where the system shows that the process itself listens on the port, the first success needs no connection.
 *
 * @param host the name or the address of the host; one healthy address is enough
 * @param port the port
 */
public record TcpProbe(String host, int port) implements Probe {

    /** How long a connection to another program than the process must last: 20 ms. On one machine a close arrives in 1 ms. */
    public static final Duration QUIET = Duration.ofMillis(20);

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
        return "no answer from " + target();
    }

    private Attempt attempt(ProbeContext context, InetAddress address) {
        Promise<ProbeResult> result = Promise.promise();
        Future<NetSocket> connected = Clients.of(context).tcp(PendingCheck.connectMillis(context))
                .connect(SocketAddress.inetSocketAddress(new InetSocketAddress(address, port)));
        connected.onSuccess(socket -> watch(context, address, socket, result));
        connected.onFailure(failure -> result
                .tryComplete(ProbeResult.failure(ConnectFailure.describe(target(), failure))));
        return new Attempt(connected, result.future(), () -> connected.onSuccess(NetSocket::close));
    }

    private void watch(ProbeContext context, InetAddress address, NetSocket socket, Promise<ProbeResult> result) {
        CompletionStage<Boolean> own = address.isLoopbackAddress() ? context.listensOn(port)
                : CompletableFuture.completedFuture(false);
        if (own.toCompletableFuture().getNow(false)) {
            result.complete(accepted());
            return;
        }
        Vertx vertx = context.vertx();
        long timer = vertx.setTimer(PendingCheck.millis(QUIET), ignored -> result.tryComplete(accepted()));
        result.future().onComplete(ignored -> vertx.cancelTimer(timer));
        // Vert.x detects a close by the other side only on a socket with a handler.
        socket.handler(ignored -> {
        });
        socket.exceptionHandler(ignored -> {
            // The close handler runs next and reports the failure.
        });
        socket.closeHandler(ignored -> result
                .tryComplete(ProbeResult.failure("connection to " + target() + " was accepted and closed at once")));
        own.thenAccept(certain -> {
            if (certain) {
                result.tryComplete(accepted());
            }
        });
    }

    /**
     * The result of a check of a process that certainly listens on the port: a connection to it need not last. Never blocks.
     *
     * @return empty if the connection does not open at once; then only {@link #check} finds out more
     */
    public Optional<ProbeResult> acceptedAtOnce() {
        return LocalConnection.opensAtOnce(host, port) ? Optional.of(accepted()) : Optional.empty();
    }

    /** The result of a check whose connection is accepted. */
    public ProbeResult accepted() {
        return ProbeResult.success(target() + " accepts connections");
    }

    private String target() {
        return HostCheck.target(host, port);
    }

    /** The host can contain a secret by mistake. */
    @Override
    public String toString() {
        return "TcpProbe[host=" + SecretText.mask(host) + ", port=" + port + "]";
    }
}
