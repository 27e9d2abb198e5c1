package io.quarkiverse.processmanager.probe;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

import io.vertx.core.Vertx;

/** Shared by the tests of probes: a context, ports, and a way to run one check. */
final class ProbeTesting {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What the checks of each Vert.x share. Confined to its event loop, except the outer map. */
    private static final Map<Vertx, Map<Class<?>, AutoCloseable>> SHARED = new ConcurrentHashMap<>();
    /** Whether the checked process listens on a port itself; without an entry that is not certain. */
    static final Map<Integer, CompletableFuture<Boolean>> OWNERS = new ConcurrentHashMap<>();

    private ProbeTesting() {
    }

    static ProbeResult check(Vertx vertx, Probe probe) {
        return check(vertx, probe, PATIENCE);
    }

    static ProbeResult check(Vertx vertx, Probe probe, Duration timeout) {
        return result(start(vertx, probe, timeout));
    }

    /** Starts a check on an event loop, as the prober does. */
    static CompletableFuture<ProbeResult> start(Vertx vertx, Probe probe, Duration timeout) {
        CompletableFuture<CompletableFuture<ProbeResult>> started = new CompletableFuture<>();
        vertx.runOnContext(ignored -> started
                .complete(probe.check(new TestContext(vertx, timeout, words -> failed(), regex -> failed()))
                        .toCompletableFuture()));
        return result(started);
    }

    static ProbeContext context(Vertx vertx) {
        return new TestContext(vertx, PATIENCE, words -> failed(), regex -> failed());
    }

    /** How many clients of Vert.x the checks so far have made. */
    static int clients(Vertx vertx) {
        CompletableFuture<Integer> count = new CompletableFuture<>();
        vertx.runOnContext(ignored -> count.complete(Clients.of(context(vertx)).made()));
        return result(count);
    }

    static <T> T result(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    /** A listener on the given address only; skips the test on a machine without the address. */
    static ServerSocket listener(String address) throws IOException {
        try {
            return new ServerSocket(0, 50, InetAddress.getByName(address));
        } catch (IOException e) {
            Assumptions.abort("this machine has no address " + address);
            throw e;
        }
    }

    static void awaitOpenSockets(long atMost) {
        await().atMost(PATIENCE).until(() -> openSockets() <= atMost);
    }

    /** The number of sockets of this JVM on Linux; 0 on other systems. */
    static long openSockets() throws IOException {
        Path descriptors = Path.of("/proc/self/fd");
        if (!Files.isDirectory(descriptors)) {
            return 0;
        }
        try (Stream<Path> all = Files.list(descriptors)) {
            return all.filter(ProbeTesting::isSocket).count();
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException e) {
            return false;
        }
    }

    private static <T> CompletionStage<T> failed() {
        return CompletableFuture.failedFuture(new IllegalStateException("this probe must not call the method"));
    }

    /** A context with the results of the test. */
    record TestContext(Vertx vertx, Duration timeout, Function<List<String>, CompletionStage<CommandResult>> commands,
            Function<String, CompletionStage<String>> output, Optional<Duration> sinceKeepAlive) implements ProbeContext {

        TestContext(Vertx vertx, Duration timeout, Function<List<String>, CompletionStage<CommandResult>> commands,
                Function<String, CompletionStage<String>> output) {
            this(vertx, timeout, commands, output, Optional.empty());
        }

        @Override
        @SuppressWarnings("unchecked")
        public <T extends AutoCloseable> T shared(Class<T> type, Supplier<T> factory) {
            return (T) SHARED.computeIfAbsent(vertx, any -> new HashMap<>()).computeIfAbsent(type, any -> factory.get());
        }

        @Override
        public CompletionStage<Boolean> listensOn(int port) {
            return OWNERS.getOrDefault(port, CompletableFuture.completedFuture(false));
        }

        @Override
        public String processId() {
            return "web";
        }

        @Override
        public CompletionStage<CommandResult> run(List<String> words) {
            return commands.apply(words);
        }

        @Override
        public CompletionStage<String> firstLine(String regex) {
            return output.apply(regex);
        }

        @Override
        public CompletionStage<String> notified() {
            return output.apply("notified");
        }

        @Override
        public CompletionStage<Boolean> appeared(Path file) {
            return CompletableFuture.completedFuture(Files.exists(file));
        }
    }
}
