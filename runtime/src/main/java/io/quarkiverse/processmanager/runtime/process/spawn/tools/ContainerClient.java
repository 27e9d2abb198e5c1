package io.quarkiverse.processmanager.runtime.process.spawn.tools;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** Asks the client of a container engine which container publishes a port. */
public final class ContainerClient {

    private static final List<String> CLIENTS = List.of("docker", "podman");
    /** A client whose engine does not answer must not hold up the report about the port. */
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int MAX_OUTPUT_BYTES = 64 * 1024;

    private ContainerClient() {
    }

    /** The name of the container that publishes a port. Blocks for at most 2 s for each client. */
    public static Optional<String> publisherOf(int port) {
        return publisherOf(port, System.getenv().getOrDefault("PATH", ""));
    }

    static Optional<String> publisherOf(int port, String path) {
        return CLIENTS.stream().flatMap(client -> SystemTools.find(client, path).stream())
                .flatMap(client -> ask(client, port).stream()).findFirst();
    }

    private static Optional<String> ask(Path client, int port) {
        try {
            HelperCommand.Answer answer = new HelperCommand(
                    List.of(client.toString(), "ps", "--filter", "publish=" + port, "--format", "{{.Names}}"), TIMEOUT,
                    MAX_OUTPUT_BYTES).read();
            return answer.exitCode() == 0
                    ? answer.output().lines().map(String::strip).filter(line -> !line.isEmpty()).findFirst()
                    : Optional.empty();
        } catch (IOException | TimeoutException e) {
            return Optional.empty();
        }
    }
}
