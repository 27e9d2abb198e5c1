package io.quarkiverse.processmanager.runtime.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.service.ProcessService;
import io.quarkiverse.processmanager.service.ServiceArtifact;
import io.quarkiverse.processmanager.service.ServiceInstance;
import io.quarkiverse.processmanager.service.ServiceProgram;
import io.quarkiverse.processmanager.service.ServiceRequest;

/**
 * Kafka as one node that is broker and controller. The initialization formats the storage and writes the settings that stay; the
 * command line has the ports, which can change with each start. The ports are open before the broker has joined its controller, so
 * the log says when the server is ready.
 */
public final class Kafka implements ProcessService {

    private static final String CLIENT = "io.quarkus.kafka.client.runtime.KafkaRuntimeConfigProducer";
    private static final String CONTROLLER = "controller";
    private static final String SERVER = "kafka-server-start.sh";
    private static final String STORAGE = "kafka-storage.sh";
    private static final String HEAP = "-Xmx512m";
    /** A development server starts often, and the first compiler is enough for it. */
    private static final List<String> JVM = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    private static final List<String> LOG = List.of("-Dorg.slf4j.simpleLogger.logFile=System.out",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-Dorg.slf4j.simpleLogger.log.kafka.server.KafkaRaftServer=info");
    private static final String SETTINGS = """
            process.roles=broker,controller
            node.id=1
            controller.listener.names=CONTROLLER
            inter.broker.listener.name=PLAINTEXT
            listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
            offsets.topic.replication.factor=1
            transaction.state.log.replication.factor=1
            transaction.state.log.min.isr=1
            share.coordinator.state.topic.replication.factor=1
            share.coordinator.state.topic.min.isr=1
            group.initial.rebalance.delay.ms=0
            """;

    @Override
    public String name() {
        return "kafka";
    }

    /** Kafka 4.1 is the version of the clients of Quarkus, and needs Java 17. */
    @Override
    public ServiceProgram program() {
        return new ServiceProgram(List.of(SERVER, STORAGE),
                List.of("/opt/kafka*/bin", "/opt/kafka/bin", "/usr/local/kafka*/bin", "/opt/homebrew/opt/kafka/libexec/bin",
                        "/usr/local/opt/kafka/libexec/bin"),
                Map.of(ServiceProgram.ANY_PLATFORM,
                        ServiceArtifact.classPath("org.apache.kafka:kafka_2.13", "4.1.1", "org.slf4j:slf4j-simple:1.7.36")),
                List.of("kafka (Homebrew)", "the distribution of kafka.apache.org"), List.of());
    }

    @Override
    public void apply(ProcessDefinitionBuilder defaults) {
        defaults.kind(ProcessKind.SERVICE).urlScheme("kafka").startupTimeout(Duration.ofMinutes(2))
                .stop(stop -> stop.timeout(Duration.ofSeconds(30)));
    }

    @Override
    public Map<String, String> configuration(ServiceRequest request) {
        ContributedSettings settings = new ContributedSettings(request).ports(CONTROLLER);
        if (request.hasClass(CLIENT) && !request.feeds("kafka").isEmpty()) {
            settings.contribute("kafka.bootstrap.servers", settings.address());
        }
        return settings.settings();
    }

    /** The setting {@code log.dirs} is a list. */
    @Override
    public Optional<String> problem(ServiceInstance instance) {
        return instance.data().toString().indexOf(',') < 0 ? Optional.empty()
                : Optional.of("cannot have its data in " + instance.data()
                        + ": its setting log.dirs allows no comma in a path; set data-dir to another directory");
    }

    @Override
    public void run(ServiceInstance instance, ProcessDefinitionBuilder defaults) {
        String client = "PLAINTEXT://localhost:" + instance.port();
        String controller = "localhost:" + instance.port(CONTROLLER);
        List<String> words = new ArrayList<>(instance.isJava() ? instance.java(options(), "kafka.Kafka")
                : List.of(instance.executable(SERVER)));
        words.add(instance.data().resolve("server.properties").toString());
        for (String setting : List.of("log.dirs=" + instance.data().resolve("log"),
                "listeners=" + client + ",CONTROLLER://" + controller, "advertised.listeners=" + client,
                "controller.quorum.voters=1@" + controller)) {
            words.addAll(List.of("--override", setting));
        }
        defaults.command(words.toArray(String[]::new)).health(health -> health.log("Kafka Server started"));
        if (!instance.isJava()) {
            defaults.env("KAFKA_HEAP_OPTS", HEAP);
        }
    }

    private static List<String> options() {
        List<String> options = new ArrayList<>(List.of(HEAP));
        options.addAll(JVM);
        options.addAll(LOG);
        return options;
    }

    /** The id of a cluster has 16 bytes in base64; a dash at its beginning would be an option. */
    @Override
    public Optional<String> initialization(ServiceInstance instance, ProcessDefinitionBuilder task) {
        List<String> tool = instance.isJava() ? instance.java(options(), "kafka.tools.StorageTool")
                : List.of(instance.executable(STORAGE));
        task.env("SETTINGS", SETTINGS);
        return Optional.of("""
                mkdir -p "$NEW"
                printf '%%s' "$SETTINGS" >"$NEW/server.properties"
                {
                cat "$NEW/server.properties"
                echo "log.dirs=$NEW/log"
                echo 'listeners=PLAINTEXT://localhost:0,CONTROLLER://localhost:0'
                echo 'controller.quorum.voters=1@localhost:0'
                } >"$NEW.format"
                id=$(head -c 16 /dev/urandom | base64 | tr '+/' '-_' | tr -d = | sed 's/^-/A/')
                %s format --config "$NEW.format" --cluster-id "$id"
                rm -f "$NEW.format"
                """.formatted(String.join(" ", tool.stream().map(ShellQuote::word).toList())));
    }
}
