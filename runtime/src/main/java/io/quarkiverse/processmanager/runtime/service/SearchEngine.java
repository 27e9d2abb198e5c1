package io.quarkiverse.processmanager.runtime.service;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.service.ProcessService;
import io.quarkiverse.processmanager.service.ServiceInstance;
import io.quarkiverse.processmanager.service.ServiceProgram;
import io.quarkiverse.processmanager.service.ServiceRequest;

/**
 * Elasticsearch, and OpenSearch, which has other names for the same settings. One node without TLS and users. The server writes into
 * the directory of its configuration, so the initialization makes one of its own.
 */
public final class SearchEngine implements ProcessService {

    private static final String CLIENT = "org.elasticsearch.client.RestClient";
    private static final String TRANSPORT = "transport";

    private final String name;
    private final String variables;
    private final ServiceProgram program;

    private SearchEngine(String name, String variables, List<String> packages) {
        this.name = name;
        this.variables = variables;
        this.program = new ServiceProgram(List.of(name),
                List.of("/usr/share/" + name + "/bin", "/opt/" + name + "*/bin", "/opt/homebrew/opt/" + name + "/bin"),
                Map.of(),
                packages, List.of(name));
    }

    static SearchEngine elasticsearch() {
        return new SearchEngine("elasticsearch", "ES", List.of("elasticsearch (packages of Elastic for Debian and Fedora)",
                "elasticsearch-full (tap elastic/tap of Homebrew)"));
    }

    static SearchEngine opensearch() {
        return new SearchEngine("opensearch", "OPENSEARCH", List.of("opensearch (packages of OpenSearch for Debian and Fedora)",
                "opensearch (Homebrew)"));
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
        defaults.kind(ProcessKind.SERVICE).urlScheme("http").startupTimeout(Duration.ofMinutes(3))
                .stop(stop -> stop.timeout(Duration.ofSeconds(30)));
    }

    @Override
    public Map<String, String> configuration(ServiceRequest request) {
        ContributedSettings settings = new ContributedSettings(request).ports(TRANSPORT);
        if (request.hasClass(CLIENT)) {
            request.feeds("elasticsearch").forEach(
                    feed -> settings.contribute("quarkus." + feed + ".hosts",
                            settings.address()));
        }
        return settings.settings();
    }

    @Override
    public void run(ServiceInstance instance, ProcessDefinitionBuilder defaults) {
        List<String> words = new ArrayList<>(List.of(instance.executable(name)));
        for (String setting : List.of("discovery.type=single-node", "http.port=" + instance.port(),
                "transport.port=" + instance.port(TRANSPORT), "path.data=" + instance.data().resolve("index"),
                "path.logs=" + instance.data().resolve("log"),
                "cluster.routing.allocation.disk.threshold_enabled=false")) {
            words.add("-E" + setting);
        }
        security(instance).ifPresent(setting -> words.add("-E" + setting));
        defaults.command(words.toArray(String[]::new))
                .env(variables + "_PATH_CONF", instance.data().resolve("config").toString())
                .env(variables + "_JAVA_OPTS", "-Xms512m -Xmx512m").health(health -> health.path("/_cluster/health"));
    }

    /** A server without the plugin for security refuses its settings. */
    private Optional<String> security(ServiceInstance instance) {
        Path home = Path.of(instance.executable(name)).toAbsolutePath().getParent().resolveSibling("plugins");
        return variables.equals("ES") ? Optional.of("xpack.security.enabled=false")
                : Files.isDirectory(home.resolve("opensearch-security")) ? Optional.of("plugins.security.disabled=true")
                        : Optional.empty();
    }

    /** The options of the JVM for logs have paths below the home, which belongs to another user. */
    @Override
    public Optional<String> initialization(ServiceInstance instance, ProcessDefinitionBuilder task) {
        Path home = Path.of(instance.executable(name)).toAbsolutePath().getParent().resolveSibling("config");
        return Optional.of("""
                mkdir -p "$NEW/config" "$NEW/log"
                from=%s
                [ -d "$from" ] || from=/etc/%s
                sed -e '/gc[.]log/d' -e '/ErrorFile=/d' -e '/HeapDumpPath=/d' "$from/jvm.options" >"$NEW/config/jvm.options"
                cp "$from/log4j2.properties" "$NEW/config"
                : >"$NEW/config/%s.yml"
                """.formatted(ShellQuote.word(home), name, name));
    }
}
