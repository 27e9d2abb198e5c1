package io.quarkiverse.processmanager.probe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;

class HttpProbeTest {

    private Vertx vertx;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    @BeforeEach
    void open() {
        vertx = Vertx.vertx();
    }

    @AfterEach
    void close() {
        ProbeTesting.result(vertx.close().toCompletionStage());
    }

    @Test
    void anExpectedStatusIsHealthy() {
        int port = serve("127.0.0.1", request -> request.response().setStatusCode(204).end());
        String url = "http://localhost:" + port + "/health";

        assertThat(ProbeTesting.check(vertx, HttpProbe.get(url)))
                .isEqualTo(ProbeResult.success("GET " + url + " answered 204"));
    }

    @Test
    void anotherStatusIsAFailure() {
        int port = serve("127.0.0.1",
                request -> request.response().setStatusCode(request.path().equals("/missing") ? 404 : 503).end());
        String base = "http://localhost:" + port;

        assertThat(ProbeTesting.check(vertx, HttpProbe.get(base)))
                .isEqualTo(ProbeResult.failure("GET " + base + " answered 503, expected 200-299"));
        assertThat(ProbeTesting.check(vertx, HttpProbe.get(base + "/missing")))
                .isEqualTo(ProbeResult.failure("GET " + base + "/missing answered 404, expected 200-299"));
        assertThat(ProbeTesting.check(vertx,
                new HttpProbe(URI.create(base), "GET", Map.of(), StatusRanges.of("200-299", "503"))).success()).isTrue();
    }

    @Test
    void aFailureContainsTheBeginningOfATextBody() {
        assertThat(failure("application/problem+json", "{\"status\":\"DOWN\",\r\n\t\"db\": \"refused\"}"))
                .endsWith("answered 503, expected 200-299: {\"status\":\"DOWN\", \"db\": \"refused\"}");
        assertThat(failure("text/html; charset=utf-8",
                "<!DOCTYPE html><html><head><title>t</title><style>p{}</style></head><body><h1>Migration</h1>pending</body>"))
                .endsWith("expected 200-299: Migration pending");
        assertThat(failure("", "not ready")).endsWith("expected 200-299: not ready");
        assertThat(failure("text/plain", "x".repeat(100_000))).endsWith(": " + "x".repeat(197) + "...");
    }

    @Test
    void aBodyThatIsNotATextIsNotShown() {
        assertThat(failure("image/png", "PNG")).endsWith("answered 503, expected 200-299");
        assertThat(failure("", "a\0b")).endsWith("answered 503, expected 200-299");
    }

    private String failure(String type, String body) {
        int port = serve("127.0.0.1", request -> {
            if (!type.isEmpty()) {
                request.response().putHeader("Content-Type", type);
            }
            request.response().setStatusCode(503).end(body);
        });
        return ProbeTesting.check(vertx, HttpProbe.get("http://localhost:" + port)).detail();
    }

    @Test
    void aRedirectIsNotFollowed() {
        int port = serve("127.0.0.1",
                request -> request.response().setStatusCode(302).putHeader("Location", "/elsewhere").end());
        HttpProbe probe = HttpProbe.get("http://127.0.0.1:" + port + "/");

        assertThat(ProbeTesting.check(vertx, probe).detail()).endsWith("answered 302, expected 200-299");
        assertThat(requests).containsExactly("GET /");
    }

    @Test
    void methodHeadersPathAndQueryAreSentAndTheQueryIsNotShown() {
        CompletableFuture<String> headers = new CompletableFuture<>();
        int port = serve("127.0.0.1", request -> {
            headers.complete(request.getHeader("X-Token") + " " + request.getHeader("Host") + " "
                    + request.getHeader("Connection"));
            request.response().end();
        });
        HttpProbe probe = new HttpProbe(URI.create("http://localhost:" + port + "/a%20b?token=s%26cret"), "HEAD",
                Map.of("X-Token", "secret"), StatusRanges.SUCCESS);

        ProbeResult result = ProbeTesting.check(vertx, probe);

        assertThat(result.detail()).isEqualTo("HEAD http://localhost:" + port + "/a%20b answered 200");
        assertThat(requests).containsExactly("HEAD /a%20b?token=s%26cret");
        assertThat(ProbeTesting.result(headers)).isEqualTo("secret localhost:" + port + " close");
        assertThat(probe.toString()).contains("X-Token").doesNotContain("secret", "s%26cret");
    }

    @Test
    void aServerOnIpv6AloneIsFoundByName() throws IOException {
        ProbeTesting.listener("::1").close();
        int port = serve("::1", request -> request.response().end());

        assertThat(ProbeTesting.check(vertx, HttpProbe.get("http://localhost:" + port + "/")).success()).isTrue();
        assertThat(ProbeTesting.check(vertx, HttpProbe.get("http://[::1]:" + port + "/")).success()).isTrue();
    }

    /**
     * Two servers on the two addresses of localhost: one healthy server is enough, and an answer takes precedence over a
     * refusal.
     */
    @Test
    void oneHealthyAddressIsEnough() throws IOException {
        ProbeTesting.listener("::1").close();
        int port = serve("127.0.0.1", request -> request.response().setStatusCode(404).end());
        HttpProbe probe = HttpProbe.get("http://localhost:" + port + "/");

        assertThat(ProbeTesting.check(vertx, probe).detail()).endsWith("answered 404, expected 200-299");

        serve("::1", port, request -> request.response().end());
        assertThat(ProbeTesting.check(vertx, probe).success()).isTrue();
    }

    @Test
    void aServerOnBothAddressesGetsOneRequest() throws IOException {
        ProbeTesting.listener("::1").close();
        int port = serve("127.0.0.1", request -> vertx.setTimer(600, ignored -> request.response().end()));
        serve("::1", port, request -> request.response().end());

        assertThat(ProbeTesting.check(vertx, HttpProbe.get("http://localhost:" + port + "/")).success()).isTrue();
        assertThat(requests).containsExactly("GET /");
    }

    @Test
    void aPortWithoutAListenerIsAFailure() throws IOException {
        int port = ProbeTesting.freePort();

        assertThat(ProbeTesting.check(vertx, HttpProbe.get("http://localhost:" + port + "/x")))
                .isEqualTo(ProbeResult.failure(
                        "connection to localhost:" + port + " was refused (tried 127.0.0.1, ::1)"));
    }

    @Test
    void aSlowAnswerTimesOut() {
        int port = serve("127.0.0.1", request -> {
            // No answer.
        });

        assertThat(ProbeTesting.check(vertx, HttpProbe.get("http://127.0.0.1:" + port + "/"), Duration.ofMillis(400)))
                .isEqualTo(ProbeResult.failure("no answer to GET http://127.0.0.1:" + port + "/ within 400 ms"));
    }

    @Test
    void aConnectionThatIsClosedWithoutAnAnswerIsAFailure() {
        int port = serve("127.0.0.1", request -> request.connection().close());
        String url = "http://127.0.0.1:" + port + "/";

        assertThat(ProbeTesting.check(vertx, HttpProbe.get(url)))
                .isEqualTo(ProbeResult.failure("GET " + url + " was not answered: Connection was closed"));
    }

    @Test
    void aServerWithAnotherProtocolIsAFailure() throws Exception {
        try (ServerSocket listener = ProbeTesting.listener("127.0.0.1")) {
            CompletableFuture<ProbeResult> result = ProbeTesting.start(vertx,
                    HttpProbe.get("http://127.0.0.1:" + listener.getLocalPort() + "/"), ProbeTesting.PATIENCE);
            try (Socket socket = listener.accept()) {
                socket.getOutputStream().write("220 mail.example.org ESMTP\r\n\r\n".getBytes(UTF_8));
            }

            assertThat(ProbeTesting.result(result).success()).isFalse();
        }
    }

    @Test
    void anEndlessBodyDoesNotDelayTheResult() {
        int port = serve("127.0.0.1", request -> {
            request.response().setChunked(true).write("first");
            vertx.setPeriodic(10, timer -> request.response().write("more").onFailure(e -> vertx.cancelTimer(timer)));
        });

        assertThat(ProbeTesting.check(vertx, HttpProbe.get("http://127.0.0.1:" + port + "/")).success()).isTrue();
    }

    @Test
    void aCancelledCheckClosesItsConnection() throws IOException {
        try (ServerSocket listener = ProbeTesting.listener("127.0.0.1")) {
            CompletableFuture<ProbeResult> result = ProbeTesting.start(vertx,
                    HttpProbe.get("http://127.0.0.1:" + listener.getLocalPort() + "/"), ProbeTesting.PATIENCE);
            try (Socket socket = listener.accept()) {
                socket.setSoTimeout((int) ProbeTesting.PATIENCE.toMillis());
                assertThat(socket.getInputStream().read()).isEqualTo('G');

                result.cancel(true);

                assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8)).startsWith("ET / HTTP/1.1");
            }
        }
    }

    @Test
    void manyChecksLeaveNoSocketBehind() throws IOException {
        int port = serve("127.0.0.1", request -> request.response().end("body"));
        HttpProbe healthy = HttpProbe.get("http://localhost:" + port + "/");
        HttpProbe refused = HttpProbe.get("http://localhost:" + ProbeTesting.freePort() + "/");
        ProbeTesting.check(vertx, healthy);
        long before = ProbeTesting.openSockets();

        for (int i = 0; i < 40; i++) {
            ProbeTesting.check(vertx, healthy);
            ProbeTesting.check(vertx, refused);
        }

        ProbeTesting.awaitOpenSockets(before + 2);
    }

    @Test
    void aSelfSignedCertificateIsAcceptedOnLoopbackOnly(@TempDir Path directory) throws Exception {
        Path store = selfSigned(directory);
        int port = serve("0.0.0.0", 0, request -> request.response().end(),
                new HttpServerOptions().setSsl(true)
                        .setKeyCertOptions(new PfxOptions().setPath(store.toString()).setPassword("changeit")));

        assertThat(ProbeTesting.check(vertx, HttpProbe.get("https://127.0.0.1:" + port + "/")).success()).isTrue();

        Optional<String> address = addressOnTheNetwork();
        Assumptions.assumeTrue(address.isPresent(), "this machine has no address but loopback");
        ProbeResult result = ProbeTesting.check(vertx, HttpProbe.get("https://" + address.get() + ":" + port + "/"));
        assertThat(result.success()).isFalse();
        assertThat(result.detail()).startsWith("connection to " + address.get() + ":" + port + " failed: ");
    }

    @Test
    void checksWithAndWithoutTlsShareOneClient(@TempDir Path directory) throws Exception {
        Path store = selfSigned(directory);
        int port = serve("127.0.0.1", request -> request.response().end("body"));
        int secure = serve("127.0.0.1", 0, request -> request.response().end("body"),
                new HttpServerOptions().setSsl(true)
                        .setKeyCertOptions(new PfxOptions().setPath(store.toString()).setPassword("changeit")));

        for (int i = 0; i < 5; i++) {
            assertThat(ProbeTesting.check(vertx, HttpProbe.get("http://localhost:" + port + "/")).success()).isTrue();
            assertThat(ProbeTesting.check(vertx, HttpProbe.get("https://127.0.0.1:" + secure + "/")))
                    .isEqualTo(ProbeResult.success("GET https://127.0.0.1:" + secure + "/ answered 200"));
        }

        assertThat(ProbeTesting.clients(vertx)).isEqualTo(1);
    }

    /** A process that hangs must not take the connections of the others. */
    @Test
    void checksThatWaitForAnAnswerDelayNoOtherCheck() {
        int port = serve("127.0.0.1", request -> {
            if (request.path().equals("/well")) {
                request.response().end();
            }
        });
        List<CompletableFuture<ProbeResult>> hanging = IntStream.range(0, 20).mapToObj(number -> ProbeTesting
                .start(vertx, HttpProbe.get("http://127.0.0.1:" + port + "/"), ProbeTesting.PATIENCE)).toList();

        assertThat(ProbeTesting.check(vertx, HttpProbe.get("http://127.0.0.1:" + port + "/well")).success()).isTrue();

        assertThat(hanging).noneMatch(CompletableFuture::isDone);
        hanging.forEach(check -> check.cancel(true));
    }

    @Test
    void anotherSchemeIsRefused() {
        assertThatThrownBy(() -> HttpProbe.get("ftp://localhost/")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'ftp://localhost/' is not an http or https URL");
    }

    private int serve(String address, Handler<HttpServerRequest> handler) {
        return serve(address, 0, handler);
    }

    private int serve(String address, int port, Handler<HttpServerRequest> handler) {
        return serve(address, port, handler, new HttpServerOptions());
    }

    private int serve(String address, int port, Handler<HttpServerRequest> handler, HttpServerOptions options) {
        HttpServer server = vertx.createHttpServer(options).requestHandler(request -> {
            requests.add(request.method() + " " + request.uri());
            handler.handle(request);
        });
        return ProbeTesting.result(server.listen(port, address).toCompletionStage()).actualPort();
    }

    private static Path selfSigned(Path directory) throws Exception {
        Path store = directory.resolve("store.p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-keyalg", "EC", "-alias", "self", "-dname", "CN=self", "-storetype", "PKCS12",
                "-keystore", store.toString(), "-storepass", "changeit").redirectErrorStream(true).start();
        String output = new String(keytool.getInputStream().readAllBytes(), UTF_8);
        assertThat(keytool.waitFor()).as(output).isZero();
        return store;
    }

    private static Optional<String> addressOnTheNetwork() throws IOException {
        return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .map(InetAddress::getHostAddress).findFirst();
    }
}
