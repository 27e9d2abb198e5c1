package io.quarkiverse.processmanager.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.vertx.core.Vertx;

class TcpProbeTest {

    static Vertx vertx;

    @BeforeAll
    static void open() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void close() {
        ProbeTesting.result(vertx.close().toCompletionStage());
    }

    @Test
    void aListenerIsHealthy() throws IOException {
        try (ServerSocket listener = ProbeTesting.listener("127.0.0.1")) {
            ProbeResult result = ProbeTesting.check(vertx, new TcpProbe("localhost", listener.getLocalPort()));

            assertThat(result).isEqualTo(
                    ProbeResult.success("localhost:" + listener.getLocalPort() + " accepts connections"));
        }
    }

    @Test
    void aConnectionToAListenerOfThisMachineOpensAtOnce() throws IOException {
        try (ServerSocket listener = ProbeTesting.listener("127.0.0.1")) {
            TcpProbe probe = new TcpProbe("localhost", listener.getLocalPort());

            assertThat(probe.acceptedAtOnce()).contains(probe.accepted());
        }
    }

    @Test
    void aConnectionToAListenerOnIpv6AloneOpensAtOnce() throws IOException {
        try (ServerSocket listener = ProbeTesting.listener("::1")) {
            assertThat(new TcpProbe("localhost", listener.getLocalPort()).acceptedAtOnce()).isPresent();
            assertThat(new TcpProbe("127.0.0.1", listener.getLocalPort()).acceptedAtOnce()).isEmpty();
        }
    }

    @Test
    void noConnectionOpensAtOnceWithoutAListenerOfThisMachine() throws IOException {
        assertThat(new TcpProbe("localhost", ProbeTesting.freePort()).acceptedAtOnce()).isEmpty();
        // Neither a name, which may need a look-up, nor an address of another machine.
        assertThat(new TcpProbe("host.invalid", 1).acceptedAtOnce()).isEmpty();
        assertThat(new TcpProbe("192.0.2.1", 1).acceptedAtOnce()).isEmpty();
    }

    /** An exception instead of no result would be a failed check, also of a process that only has a full queue of connections. */
    @Test
    void noConnectionOpensAtOnceToAnIpv6AddressInAJvmWithoutIpv6() throws IOException, InterruptedException {
        int port = ProbeTesting.freePort();
        Process jvm = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "-Djava.net.preferIPv4Stack=true", "-cp", System.getProperty("java.class.path"),
                WithoutIpv6.class.getName(), String.valueOf(port)).redirectError(Redirect.INHERIT).start();
        try {
            assertThat(jvm.inputReader().lines()).containsExactly("localhost Optional.empty", "::1 Optional.empty");
        } finally {
            jvm.destroyForcibly().waitFor();
        }
    }

    /** Another JVM, because the option is read once. */
    static final class WithoutIpv6 {

        public static void main(String[] arguments) {
            for (String host : List.of("localhost", "::1")) {
                System.out.println(host + " " + new TcpProbe(host, Integer.parseInt(arguments[0])).acceptedAtOnce());
            }
        }
    }

    @Test
    void aListenerOnIpv6AloneIsFoundByName() throws IOException {
        try (ServerSocket listener = ProbeTesting.listener("::1")) {
            assertThat(ProbeTesting.check(vertx, new TcpProbe("localhost", listener.getLocalPort())).success()).isTrue();
            assertThat(ProbeTesting.check(vertx, new TcpProbe("::1", listener.getLocalPort())))
                    .isEqualTo(ProbeResult.success("[::1]:" + listener.getLocalPort() + " accepts connections"));
            assertThat(ProbeTesting.check(vertx, new TcpProbe("127.0.0.1", listener.getLocalPort())).success()).isFalse();
        }
    }

    @Test
    void aPortWithoutAListenerIsAFailure() throws IOException {
        int port = ProbeTesting.freePort();

        assertThat(ProbeTesting.check(vertx, new TcpProbe("localhost", port)))
                .isEqualTo(ProbeResult.failure(
                        "connection to localhost:" + port + " was refused (tried 127.0.0.1, ::1)"));
        assertThat(ProbeTesting.check(vertx, new TcpProbe("127.0.0.1", port)))
                .isEqualTo(ProbeResult.failure("connection to 127.0.0.1:" + port + " was refused"));
    }

    @Test
    void anUnknownHostIsAFailure() {
        String host = "a".repeat(64) + ".invalid";

        assertThat(ProbeTesting.check(vertx, new TcpProbe(host, 1)))
                .isEqualTo(ProbeResult.failure("the host '" + host + "' is unknown"));
    }

    @Test
    void aMalformedAddressIsAnUnknownHost() {
        assertThat(ProbeTesting.check(vertx, new TcpProbe("1::2::3", 1)))
                .isEqualTo(ProbeResult.failure("the host '1::2::3' is unknown"));
    }

    @Test
    void aCheckOfAnInvalidPortFailsAtOnce() {
        CompletableFuture<ProbeResult> result = ProbeTesting.start(vertx, new TcpProbe("localhost", 70000),
                ProbeTesting.PATIENCE);

        assertThat(result).failsWithin(ProbeTesting.PATIENCE).withThrowableThat()
                .withCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anAcceptedConnectionThatIsClosedAtOnceIsAFailure() throws Exception {
        try (ServerSocket listener = ProbeTesting.listener("127.0.0.1")) {
            Thread closer = acceptAndClose(listener);
            TcpProbe probe = new TcpProbe("127.0.0.1", listener.getLocalPort());
            String closed = "connection to 127.0.0.1:" + listener.getLocalPort() + " was accepted and closed at once";

            // On a busy machine the close can arrive after the probe has stopped waiting, so the test repeats the check.
            await().atMost(ProbeTesting.PATIENCE)
                    .until(() -> ProbeTesting.check(vertx, probe).equals(ProbeResult.failure(closed)));

            listener.close();
            closer.join();
        }
    }

    /** The connection of a process that certainly listens itself need not last. */
    @Test
    void aPortOfTheProcessItselfIsHealthyAtOnce() throws Exception {
        try (ServerSocket listener = ProbeTesting.listener("127.0.0.1")) {
            Thread closer = acceptAndClose(listener);
            int port = listener.getLocalPort();
            ProbeTesting.OWNERS.put(port, CompletableFuture.completedFuture(true));

            for (int i = 0; i < 20; i++) {
                assertThat(ProbeTesting.check(vertx, new TcpProbe("localhost", port)))
                        .isEqualTo(ProbeResult.success("localhost:" + port + " accepts connections"));
            }

            ProbeTesting.OWNERS.remove(port);
            listener.close();
            closer.join();
        }
    }

    /** Each change of the thread delays the start of the processes that wait for this one. */
    @Test
    void theAnswerThatAPortIsThatOfTheProcessIsTheResultOnTheSameThread() throws Exception {
        try (ServerSocket listener = ProbeTesting.listener("127.0.0.1")) {
            int port = listener.getLocalPort();
            for (int i = 0; i < 50; i++) {
                CompletableFuture<Boolean> owner = new CompletableFuture<>();
                ProbeTesting.OWNERS.put(port, owner);
                CompletableFuture<ProbeResult> result = ProbeTesting.start(vertx, new TcpProbe("127.0.0.1", port),
                        ProbeTesting.PATIENCE);
                try (Socket accepted = listener.accept()) {
                    await().atMost(ProbeTesting.PATIENCE).until(() -> owner.getNumberOfDependents() > 0);

                    owner.complete(true);

                    assertThat(result).isCompletedWithValueMatching(ProbeResult::success);
                    assertThat(accepted.isConnected()).isTrue();
                }
            }
            ProbeTesting.OWNERS.remove(port);
        }
    }

    @Test
    void aListenerThatAcceptsNoConnectionTimesOut() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            List<Socket> queue = fill(listener);

            ProbeResult result = ProbeTesting.check(vertx, new TcpProbe("127.0.0.1", listener.getLocalPort()),
                    Duration.ofMillis(400));

            assertThat(result)
                    .isEqualTo(ProbeResult.failure("no answer from 127.0.0.1:" + listener.getLocalPort() + " within 400 ms"));
            for (Socket socket : queue) {
                socket.close();
            }
        }
    }

    /** A connection that is not open yet ends with its check, too. */
    @Test
    void aCheckWithoutAnAnswerLeavesNoSocketBehind() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            List<Socket> queue = fill(listener);
            Duration timeout = Duration.ofMillis(100);
            ProbeTesting.check(vertx, new TcpProbe("127.0.0.1", listener.getLocalPort()), timeout);
            long before = ProbeTesting.openSockets();

            for (int i = 0; i < 10; i++) {
                ProbeTesting.check(vertx, new TcpProbe("127.0.0.1", listener.getLocalPort()), timeout);
            }

            ProbeTesting.awaitOpenSockets(before + 2);
            for (Socket socket : queue) {
                socket.close();
            }
        }
    }

    @Test
    void theConnectionIsClosedAfterTheCheck() throws IOException {
        try (ServerSocket listener = ProbeTesting.listener("127.0.0.1")) {
            ProbeTesting.check(vertx, new TcpProbe("127.0.0.1", listener.getLocalPort()));

            assertThat(isClosedByTheOtherSide(listener.accept())).isTrue();
        }
    }

    @Test
    void aCancelledCheckClosesItsConnection() throws IOException {
        try (ServerSocket listener = ProbeTesting.listener("127.0.0.1")) {
            CompletableFuture<ProbeResult> result = ProbeTesting.start(vertx,
                    new TcpProbe("127.0.0.1", listener.getLocalPort()), ProbeTesting.PATIENCE);

            result.cancel(true);

            awaitNoConnection(listener);
        }
    }

    @Test
    void manyChecksLeaveNoSocketBehind() throws IOException {
        try (ServerSocket listener = ProbeTesting.listener("127.0.0.1")) {
            TcpProbe healthy = new TcpProbe("localhost", listener.getLocalPort());
            TcpProbe refused = new TcpProbe("localhost", ProbeTesting.freePort());
            ProbeTesting.check(vertx, healthy);
            listener.accept().close();
            long before = ProbeTesting.openSockets();
            int clients = ProbeTesting.clients(vertx);

            for (int i = 0; i < 40; i++) {
                ProbeTesting.check(vertx, healthy);
                listener.accept().close();
                ProbeTesting.check(vertx, refused);
            }

            ProbeTesting.awaitOpenSockets(before + 2);
            assertThat(ProbeTesting.clients(vertx)).isEqualTo(clients);
        }
    }

    private static Thread acceptAndClose(ServerSocket listener) {
        Thread thread = new Thread(() -> {
            while (!listener.isClosed()) {
                try {
                    listener.accept().close();
                } catch (IOException e) {
                    return;
                }
            }
        });
        thread.start();
        return thread;
    }

    /** Connects until the queue of the listener takes no more. */
    private static List<Socket> fill(ServerSocket listener) throws IOException {
        List<Socket> queue = new ArrayList<>();
        while (true) {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress("127.0.0.1", listener.getLocalPort()), 300);
                queue.add(socket);
            } catch (SocketTimeoutException e) {
                socket.close();
                return queue;
            }
        }
    }

    private static void awaitNoConnection(ServerSocket listener) throws IOException {
        listener.setSoTimeout(500);
        try (Socket socket = listener.accept()) {
            assertThat(isClosedByTheOtherSide(socket)).isTrue();
        } catch (SocketTimeoutException e) {
            // The check was cancelled before the connection was open.
            assertThat(listener.isClosed()).isFalse();
        }
    }

    private static boolean isClosedByTheOtherSide(Socket socket) throws IOException {
        socket.setSoTimeout((int) ProbeTesting.PATIENCE.toMillis());
        try (socket) {
            return socket.getInputStream().read() == -1;
        }
    }
}
