package io.quarkiverse.processmanager.runtime.service;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.service.ProcessService;
import io.quarkiverse.processmanager.service.ServiceArtifact;
import io.quarkiverse.processmanager.service.ServiceInstance;
import io.quarkiverse.processmanager.service.ServiceProgram;
import io.quarkiverse.processmanager.service.ServiceRequest;

/**
 * Redis, and Valkey, which has other names for the same programs. The check is {@code redis-cli ping}: a server that loads its data
 * accepts connections, and refuses the commands.
 */
public final class Redis implements ProcessService {

    private static final String CLIENT = "io.quarkus.redis.runtime.client.RedisClientRecorder";

    private final String name;
    private final ServiceProgram program;

    /** Redis. */
    public Redis() {
        this("redis", new ServiceProgram(List.of("redis-server"),
                List.of("/usr/bin", "/usr/local/bin", "/opt/homebrew/opt/redis/bin"), artifacts(),
                List.of("redis-server (Debian)", "redis (Fedora)", "redis (Homebrew)"), List.of()));
    }

    private Redis(String name, ServiceProgram program) {
        this.name = name;
        this.program = program;
    }

    static Redis valkey() {
        return new Redis("valkey", new ServiceProgram(List.of("valkey-server"),
                List.of("/usr/bin", "/usr/local/bin", "/opt/homebrew/opt/valkey/bin"), Map.of(),
                List.of("valkey-server (Debian 13)", "valkey (Fedora)", "valkey (Homebrew)"), List.of()));
    }

    /** The server for Linux on 64-bit Intel needs OpenSSL 3. */
    private static Map<String, ServiceArtifact> artifacts() {
        Map<String, ServiceArtifact> artifacts = new TreeMap<>();
        Map.of("linux-x86_64", "linux-amd64", "linux-aarch64", "linux-arm64", "mac-x86_64", "darwin-amd64", "mac-aarch64",
                "darwin-arm64")
                .forEach((platform, suffix) -> artifacts.put(platform, new ServiceArtifact(
                        "com.github.codemonstur:embedded-redis", "1.4.4", "redis-server-.*-" + suffix)));
        return artifacts;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ServiceProgram program() {
        return program;
    }

    @Override
    public void apply(ProcessDefinitionBuilder defaults) {
        defaults.kind(ProcessKind.SERVICE).urlScheme("redis").stop(stop -> stop.timeout(Duration.ofSeconds(30)));
    }

    @Override
    public Map<String, String> configuration(ServiceRequest request) {
        ContributedSettings settings = new ContributedSettings(request);
        if (request.hasClass(CLIENT)) {
            request.feeds("redis").forEach(
                    feed -> settings.contribute("quarkus." + feed + ".hosts",
                            "redis://" + settings.address()));
        }
        return settings.settings();
    }

    @Override
    public Optional<String> problem(ServiceInstance instance) {
        return RedisData.problem(instance, program.main());
    }

    /** The server saves its data when it is stopped, and every second what has changed. */
    @Override
    public void run(ServiceInstance instance, ProcessDefinitionBuilder defaults) {
        String port = String.valueOf(instance.port());
        String directory = String.valueOf(instance.data().getParent());
        defaults.command(instance.executable(program.main()), "--port", port, "--bind", "127.0.0.1", "--dir", directory,
                "--appendonly", instance.isFresh() ? "no" : "yes", "--save", "", "--daemonize", "no");
        String client = program.main().replace("-server", "-cli");
        if (instance.has(client)) {
            defaults.health(health -> health.shell(true)
                    .command(ShellQuote.word(instance.executable(client)) + " -h 127.0.0.1 -p " + port
                            + " ping | grep -q PONG"));
        } else {
            defaults.health(health -> health.log("[Rr]eady to accept connections"));
        }
    }
}
