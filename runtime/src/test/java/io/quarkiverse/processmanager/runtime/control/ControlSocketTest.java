package io.quarkiverse.processmanager.runtime.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.quarkiverse.processmanager.runtime.control.wire.ControlSockets;
import io.quarkiverse.processmanager.runtime.control.wire.SocketFacts;

/** The socket with real clients, friendly and hostile ones. */
@Timeout(120)
class ControlSocketTest {

    private static final SocketFacts FACTS = new SocketFacts(1, "shop", "/shop", ProcessHandle.current().pid(), "dev");
    private static final int SECONDS = 60;

    /** Its path is short. */
    private Path directory;
    private ControlSocket socket;
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final CountDownLatch full = new CountDownLatch(1);

    @BeforeEach
    void open() throws IOException {
        directory = Files.createTempDirectory("qpm").resolve("control");
        socket = ControlSocket.open(directory, FACTS, this::answer);
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
        assertThat(directory).isEmptyDirectory();
        Files.delete(directory);
        Files.delete(directory.getParent());
        Awaitility.await().atMost(Duration.ofSeconds(SECONDS)).until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("process-manager-control")));
    }

    private void answer(String request, Answer answer) {
        switch (request) {
            case "follow" -> {
                answer.follow(cancelled::countDown);
                answer.line("following");
            }
            case "flood" -> {
                while (!answer.isFull()) {
                    answer.line("x".repeat(1000));
                }
                answer.whenDrained(() -> {
                    answer.line("drained");
                    answer.end();
                });
                full.countDown();
            }
            case "fail" -> throw new IllegalStateException("broken");
            default -> {
                answer.line("answer to " + request.length());
                answer.end();
            }
        }
    }

    /** The end of the JVM interrupts the thread that starts an application. */
    @Test
    void anInterruptWhileTheSocketIsOpenedLeavesNothing() throws Exception {
        Path other = Files.createTempDirectory("qpm").resolve("control");
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> ControlSocket.open(other, FACTS, this::answer)).isInstanceOf(ClosedByInterruptException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(other).isEmptyDirectory();
        assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
                .filteredOn("process-manager-control"::equals).hasSize(1);
        Files.delete(other);
        Files.delete(other.getParent());
    }

    private void assertAnswers() throws IOException {
        try (Client client = new Client(socket.path())) {
            assertThat(client.send("12345\n").rest()).containsExactly("answer to 5", "{\"end\":true}");
        }
    }

    @Test
    void aConnectionBeginsWithTheFactsAndEndsWithTheAnswer() throws IOException {
        try (Client client = new Client(socket.path())) {
            assertThat(SocketFacts.parse(client.line())).isEqualTo(FACTS);
            assertThat(client.send("1\n").rest()).containsExactly("answer to 1", "{\"end\":true}");
        }
    }

    @Test
    void onlyTheUserCanEnterTheDirectoryAndReadItsFiles() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory))).isEqualTo("rwx------");
        try (var files = Files.list(directory)) {
            assertThat(files.toList()).hasSize(2).allSatisfy(file -> assertThat(
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------"));
        }
    }

    /** Also if the permissions were open. */
    @Test
    void anotherUserIsRefused() throws Exception {
        Assumptions.assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "only root has other users");
        for (Path open : List.of(directory.getParent(), directory, socket.path())) {
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        }

        assertThat(readAs("0")).contains("\"protocol\"");
        assertThat(readAs("65534")).isEqualTo("[]");

        assertAnswers();
    }

    private String readAs(String user) throws Exception {
        Process client = new ProcessBuilder("setpriv", "--reuid", user, "--clear-groups", "perl", "-MIO::Socket::UNIX", "-e",
                "my $s = IO::Socket::UNIX->new(Peer => $ARGV[0]) or die \"not connected: $!\"; my $l = <$s>; print \"[$l]\"",
                socket.path().toString()).redirectErrorStream(true).start();
        try {
            String output = new String(client.getInputStream().readAllBytes());
            assertThat(client.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
            return output;
        } finally {
            client.destroyForcibly();
        }
    }

    @Test
    void aLineOfTenMegabytesIsRefusedWithASentence() throws IOException {
        try (Client client = new Client(socket.path())) {
            client.send("x".repeat(10 * 1024 * 1024) + "\n");

            assertThat(client.rest()).first().asString().contains("it is longer than 65536 bytes");
        }
        assertAnswers();
    }

    @Test
    void garbageHarmsNoOtherClient() throws IOException {
        byte[] noise = new byte[50_000];
        new Random(1).nextBytes(noise);
        try (Client client = new Client(socket.path())) {
            client.channel.write(java.nio.ByteBuffer.wrap(noise));
            client.send("\n");
            assertThat(client.rest()).last().isEqualTo("{\"end\":true}");
        }
        assertAnswers();
    }

    @Test
    void aRequestThatFailsIsAnsweredWithAnError() throws IOException {
        try (Client client = new Client(socket.path())) {
            assertThat(client.send("fail\n").rest()).containsExactly(
                    "{\"error\":{\"reason\":\"INVALID\",\"message\":\"broken\"}}", "{\"end\":true}");
        }
    }

    @Test
    void aClientThatHasClosedItsSideStillGetsItsAnswer() throws IOException {
        try (Client client = new Client(socket.path())) {
            client.send("123\n").channel.shutdownOutput();

            assertThat(client.rest()).containsExactly("answer to 3", "{\"end\":true}");
        }
    }

    @Test
    void aClientThatClosesItsSideWithoutARequestIsLeft() throws IOException {
        try (Client client = new Client(socket.path())) {
            client.send("half a requ").channel.shutdownOutput();

            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void anAnswerWithoutAnEndEndsWithItsClient() throws Exception {
        try (Client client = new Client(socket.path())) {
            client.line();
            assertThat(client.send("follow\n").line()).isEqualTo("following");
        }

        assertThat(cancelled.await(SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aClientThatDoesNotReadHoldsUpNoOther() throws Exception {
        try (Client slow = new Client(socket.path())) {
            slow.send("flood\n");
            assertThat(full.await(SECONDS, TimeUnit.SECONDS)).isTrue();

            assertAnswers();

            assertThat(slow.rest()).endsWith("drained", "{\"end\":true}");
        }
    }

    @Test
    void twoHundredClientsHoldUpNoOther() throws IOException {
        List<Client> clients = new ArrayList<>();
        try {
            for (int number = 0; number < 200; number++) {
                clients.add(new Client(socket.path()));
            }
            assertAnswers();
            for (Client client : clients) {
                assertThat(client.send("1\n").rest()).containsExactly("answer to 1", "{\"end\":true}");
            }
        } finally {
            for (Client client : clients) {
                client.close();
            }
        }
    }

    @Test
    void theEndOfTheApplicationEndsTheConnections() throws IOException {
        try (Client client = new Client(socket.path())) {
            client.line();
            client.send("follow\n").line();

            socket.close();

            assertThat(client.line()).isNull();
            assertThat(cancelled.getCount()).isZero();
        }
    }

    @Test
    void theLivingSocketsAreFoundWithTheirFacts() {
        assertThat(ControlSockets.living(List.of(directory)))
                .containsExactly(new ControlSockets.Found(FACTS, socket.path()));
    }

    @Test
    void whatADeadJvmHasLeftIsDeleted() throws IOException {
        Path dead = directory.resolve("1-dead.sock");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(dead));
        }
        Path facts = directory.resolve("1-dead.json");
        Files.writeString(facts, FACTS.toJson());
        Files.writeString(directory.resolve("2-lost.json"), "{\"torn");

        assertThat(ControlSockets.living(List.of(directory))).hasSize(1);

        assertThat(dead).doesNotExist();
        assertThat(facts).doesNotExist();
        assertThat(directory.resolve("2-lost.json")).doesNotExist();
        assertThat(socket.path()).exists();
    }

    /** It was killed between the socket and its facts, or while it wrote them. */
    @Test
    void aSocketThatADeadJvmHasLeftWithoutItsFactsIsDeleted() throws IOException {
        Path lost = deadSocket("999999999-a1.sock");
        Path torn = deadSocket("999999998-a1.sock");
        Files.writeString(directory.resolve("999999998-a1.json"), "{\"torn");
        Path ofLivingJvm = deadSocket(ProcessHandle.current().pid() + "-a1.sock");
        Path foreign = deadSocket("other.sock");

        assertThat(ControlSockets.living(List.of(directory))).hasSize(1);

        assertThat(List.of(lost, torn, directory.resolve("999999998-a1.json"))).noneMatch(Files::exists);
        assertThat(List.of(ofLivingJvm, foreign, socket.path())).allMatch(Files::exists);
        Files.delete(ofLivingJvm);
        Files.delete(foreign);
    }

    private Path deadSocket(String name) throws IOException {
        Path path = directory.resolve(name);
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
        }
        return path;
    }

    /** A debugger can suspend a JVM. A start of another application must not wait for it. */
    @Test
    void aJvmThatAcceptsNoConnectionHoldsUpNoSearch() throws IOException {
        try (ServerSocketChannel suspended = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            Path path = directory.resolve("1-suspended.sock");
            suspended.bind(UnixDomainSocketAddress.of(path), 1);
            Files.writeString(directory.resolve("1-suspended.json"), FACTS.toJson());

            for (int search = 0; search < 10; search++) {
                assertThat(ControlSockets.living(List.of(directory))).hasSize(2);
            }

            Files.delete(path);
            Files.delete(directory.resolve("1-suspended.json"));
        }
    }

    @Test
    void aPathThatIsTooLongForASocketIsNotChosen() {
        Path longer = Path.of("/" + "x".repeat(90));

        assertThat(ControlSockets.shortEnough(List.of(longer, directory))).contains(directory);
        assertThat(ControlSockets.shortEnough(List.of(longer))).isEmpty();
    }

    @Test
    void aDirectoryThatIsALinkIsRefused() throws IOException {
        Path other = Files.createTempDirectory("qpm");
        Path link = other.resolve("control");
        Files.createSymbolicLink(link, directory);
        try {
            assertThatThrownBy(() -> ControlSocket.open(link, FACTS, this::answer)).isInstanceOf(IOException.class);
        } finally {
            Files.delete(link);
            Files.delete(other);
        }
    }
}
