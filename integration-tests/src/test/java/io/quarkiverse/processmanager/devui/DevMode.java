package io.quarkiverse.processmanager.devui;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.quarkiverse.processmanager.maven.DemoCopy;
import io.quarkiverse.processmanager.maven.OwnMaven;

/** A copy of the demo in dev mode, on free ports. */
final class DevMode implements AutoCloseable {

    private static final Duration MACHINE_IS_SLOW = Duration.ofMinutes(3);

    private final DemoCopy copy;
    private final Path log;
    private final Process maven;

    private DevMode(DemoCopy copy, Path log, Process maven) {
        this.copy = copy;
        this.log = log;
        this.maven = maven;
    }

    /** Starts dev mode without waiting. */
    static DevMode start(Path place) throws IOException {
        DemoCopy copy = DemoCopy.in(place.resolve("demo"));
        Path log = place.resolve("log");
        ProcessBuilder builder = new ProcessBuilder(DemoCopy.devMode(OwnMaven.with(place.resolve("repository"))))
                .directory(copy.directory().toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        return new DevMode(copy, log, builder.start());
    }

    String url() {
        return "http://127.0.0.1:" + copy.port();
    }

    /** A file of the demo, for changes. */
    Path file(String name) {
        return copy.directory().resolve(name);
    }

    /** Waits until the Dev UI answers. */
    void awaitAnswer() {
        await("demo in " + copy.directory()).atMost(MACHINE_IS_SLOW).until(() -> {
            if (!maven.isAlive()) {
                throw new IllegalStateException("dev mode has exited:\n" + Files.readString(log));
            }
            return answers();
        });
    }

    private boolean answers() throws InterruptedException {
        try {
            return get("/q/dev-ui/extensions") == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private int get(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url() + path)).build(), BodyHandlers.discarding()).statusCode();
    }

    /**
     * Sends requests, which make dev mode scan for changed files, until the scan is over and dev mode answers with this status. It
     * scans at most every two seconds, so the third of requests with one second between them triggers a scan. During the repair
     * of a broken application, all other requests fail at once with the status 500.
     */
    void reload(int status) {
        AtomicInteger requests = new AtomicInteger();
        await().pollInSameThread().pollDelay(Duration.ZERO).pollInterval(Duration.ofSeconds(1)).atMost(MACHINE_IS_SLOW)
                .ignoreException(IOException.class).until(() -> {
                    int answer = get("/processes");
                    return requests.incrementAndGet() > 2 && answer == status;
                });
    }

    /** Terminates all processes, and kills the remaining ones. */
    @Override
    public void close() {
        List<ProcessHandle> family = new ArrayList<>(maven.descendants().toList());
        family.add(maven.toHandle());
        family.forEach(ProcessHandle::destroy);
        try {
            await().atMost(MACHINE_IS_SLOW).until(() -> family.stream().noneMatch(ProcessHandle::isAlive));
        } finally {
            family.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
