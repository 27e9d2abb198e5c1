package io.quarkiverse.processmanager.shop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.core.ConditionTimeoutException;

import io.quarkiverse.processmanager.maven.FolderProcesses;
import io.quarkiverse.processmanager.maven.OwnMaven;

/** A copy of the shop in its own folder, in dev mode. */
final class ShopFolder implements AutoCloseable {

    private static final Path SHOP = Path.of("shop");
    private static final Set<String> MADE_BY_A_RUN = Set.of("target", "node_modules");
    private static final Pattern ADDRESS = Pattern.compile("Listening on: (http://\\S+)");
    private static final Duration MACHINE_IS_SLOW = Duration.ofMinutes(4);

    /** Vite does not answer a request that offers an upgrade to HTTP/2. */
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL).build();

    private final Path folder;
    private final Process maven;
    private final FolderProcesses processes;

    private ShopFolder(Path folder, Process maven) {
        this.folder = folder;
        this.maven = maven;
        processes = new FolderProcesses("SHOP_FOLDER", folder);
    }

    /**
     * Starts dev mode without waiting.
     *
     * @param state the directory for the state files, as the session of a user has one
     */
    static ShopFolder start(OwnMaven maven, Path folder, Path state, String... options) throws IOException {
        copy(folder);
        List<String> words = new ArrayList<>(maven.command("-Denforcer.skip=true", "-Dformat.skip=true",
                "-Dformat.config=eclipse-format.xml", "-Dmaven.buildNumber.skip=true", "-Ddebug=false",
                "-Dquarkus.http.port=0", "quarkus:dev"));
        words.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(log(folder).toFile());
        builder.environment().put("SHOP_FOLDER", folder.toString());
        builder.environment().put("XDG_RUNTIME_DIR", state.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        return new ShopFolder(folder, builder.start());
    }

    /** Waits until the shop and its front end answer. */
    void awaitUp() throws IOException {
        until("shop in " + folder, () -> awaited(ADDRESS) && get("/").contains("<h1>Shop</h1>"));
    }

    /** Waits until the log of dev mode has such a text. */
    void awaitLog(Pattern text) throws IOException {
        until(text + " in " + log(folder), () -> awaited(text));
    }

    /** The message of a failure has the log of dev mode. */
    private void until(String what, Callable<Boolean> condition) throws IOException {
        try {
            await(what).atMost(MACHINE_IS_SLOW).ignoreExceptionsInstanceOf(IOException.class).until(condition);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(what + " does not come:\n" + readLog(), e);
        }
    }

    private boolean awaited(Pattern text) throws IOException {
        if (!maven.isAlive()) {
            throw new IllegalStateException("dev mode has ended:\n" + readLog());
        }
        return text.matcher(readLog()).find();
    }

    String readLog() throws IOException {
        // The last character may be incomplete, because Maven is still writing.
        return new String(Files.readAllBytes(log(folder)), UTF_8);
    }

    /** Follows redirects, so that the root is the page of the front end. */
    String get(String path) throws IOException, InterruptedException {
        return send(request(address().resolve(path))).body();
    }

    /** The front end passes the request on to its shop. */
    String getThroughFrontEnd(String path) throws IOException, InterruptedException {
        URI page = send(request(address().resolve("/"))).uri();
        return send(request(page.resolve(path))).body();
    }

    void addProduct(String name) throws IOException, InterruptedException {
        send(request(address().resolve("/products")).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"name\": \"" + name + "\", \"cents\": 100}")));
    }

    private static HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(30));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = CLIENT.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(answer.statusCode() + ": " + answer.body());
        }
        return answer;
    }

    private URI address() throws IOException {
        Matcher address = ADDRESS.matcher(readLog());
        if (!address.find()) {
            throw new IllegalStateException("no address in " + log(folder));
        }
        return URI.create(address.group(1));
    }

    /** Ends dev mode as Ctrl-C does, and waits until none of its processes is alive. */
    void stop() {
        maven.destroy();
        processes.awaitNoneLeft();
    }

    private static Path log(Path folder) {
        return folder.resolveSibling(folder.getFileName() + ".log");
    }

    private static void copy(Path folder) throws IOException {
        Files.walkFileTree(SHOP, new SimpleFileVisitor<>() {

            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
                if (MADE_BY_A_RUN.contains(directory.getFileName().toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(folder.resolve(SHOP.relativize(directory).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, folder.resolve(SHOP.relativize(file).toString()));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Kills what a failed test has left. */
    @Override
    public void close() {
        processes.kill();
    }
}
