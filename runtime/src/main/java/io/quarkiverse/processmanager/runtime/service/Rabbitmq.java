package io.quarkiverse.processmanager.runtime.service;

import java.nio.file.Path;
import java.time.Duration;
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
 * RabbitMQ. Each broker has a port mapper of Erlang of its own, so brokers do not meet, and the end of a broker ends its port
 * mapper. The initialization writes the user as a definition, and the definitions of the application after it. The broker says on
 * its standard output that its start is complete; {@code rabbitmq-diagnostics} would start an Erlang machine for each check.
 */
public final class Rabbitmq implements ProcessService {

    private static final String CONNECTOR = "io.smallrye.reactive.messaging.rabbitmq.RabbitMQConnector";
    private static final String USERNAME = "rabbitmq-username";
    private static final String PASSWORD = "rabbitmq-password";
    private static final String PORT_MAPPER = "epmd";
    private static final String DISTRIBUTION = "distribution";

    @Override
    public String name() {
        return "rabbitmq";
    }

    /** Only the directory of the server itself has {@code rabbitmq-env}; the program of the same name on the path changes the user. */
    @Override
    public ServiceProgram program() {
        return new ServiceProgram(List.of("rabbitmq-server", "rabbitmq-env"),
                List.of("/usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin", "/usr/lib/rabbitmq/bin",
                        "/opt/homebrew/opt/rabbitmq/sbin", "/usr/local/opt/rabbitmq/sbin"),
                Map.of(), List.of("rabbitmq-server (Debian)", "rabbitmq-server (Fedora)", "rabbitmq (Homebrew)"), List.of());
    }

    @Override
    public boolean hasInitScripts() {
        return true;
    }

    @Override
    public void apply(ProcessDefinitionBuilder defaults) {
        defaults.kind(ProcessKind.SERVICE).urlScheme("amqp").startupTimeout(Duration.ofMinutes(2))
                .stop(stop -> stop.timeout(Duration.ofSeconds(30)));
    }

    @Override
    public Map<String, String> configuration(ServiceRequest request) {
        ContributedSettings settings = new ContributedSettings(request).ports(PORT_MAPPER, DISTRIBUTION);
        if (request.hasClass(CONNECTOR) && !request.feeds("rabbitmq").isEmpty()) {
            settings.contribute("rabbitmq-host", request.host()).contributePort("rabbitmq-port")
                    .credential(USERNAME, Datasource.NAME).credential(PASSWORD, Datasource.NAME);
        }
        return settings.settings();
    }

    /** In the configuration file of the broker, the rest of a line after a number sign is a comment. */
    @Override
    public Optional<String> problem(ServiceInstance instance) {
        return instance.data().toString().indexOf('#') < 0 ? Optional.empty()
                : Optional.of("cannot have its data in " + instance.data()
                        + ": its configuration file allows no '#' in a path; set data-dir to another directory");
    }

    @Override
    public void run(ServiceInstance instance, ProcessDefinitionBuilder defaults) {
        Path data = instance.data();
        defaults.command(instance.executable("rabbitmq-server")).env("HOME", data.toString())
                .env("ERL_EPMD_ADDRESS", "127.0.0.1").env("ERL_EPMD_PORT", String.valueOf(instance.port(PORT_MAPPER)))
                .env("RABBITMQ_NODENAME", "rabbit@localhost").env("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1")
                .env("RABBITMQ_NODE_PORT", String.valueOf(instance.port()))
                .env("RABBITMQ_DIST_PORT", String.valueOf(instance.port(DISTRIBUTION)))
                .env("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}")
                .env("RABBITMQ_CONF_ENV_FILE", data.resolve("rabbitmq-env.conf").toString())
                .env("RABBITMQ_CONFIG_FILE", data.resolve("rabbitmq.conf").toString())
                .env("RABBITMQ_ADVANCED_CONFIG_FILE", data.resolve("advanced.config").toString())
                .env("RABBITMQ_ENABLED_PLUGINS_FILE", data.resolve("enabled_plugins").toString())
                .env("RABBITMQ_MNESIA_BASE", data.resolve("mnesia").toString())
                .env("RABBITMQ_LOG_BASE", data.resolve("log").toString()).env("RABBITMQ_LOGS", "-")
                .env("RABBITMQ_LOG", "warning").health(health -> health.log("completed with \\d+ plugins"));
    }

    @Override
    public Optional<String> initialization(ServiceInstance instance, ProcessDefinitionBuilder task) {
        String user = JsonText.of(instance.value(USERNAME).orElse(Datasource.NAME));
        task.env("DEFINITIONS", """
                {"vhosts":[{"name":"/"}],"users":[{"name":%s,"password":%s,"tags":["administrator"]}],\
                "permissions":[{"user":%s,"vhost":"/","configure":".*","write":".*","read":".*"}]}"""
                .formatted(user, JsonText.of(instance.value(PASSWORD).orElse(Datasource.NAME)), user));
        StringBuilder script = new StringBuilder("""
                umask 077
                mkdir -p "$NEW/definitions"
                printf '%s\\n' "$DEFINITIONS" >"$NEW/definitions/0000.json"
                cat >"$NEW/rabbitmq.conf" <<END
                definitions.import_backend = local_filesystem
                definitions.local.path = $DATA_DIR/data/definitions
                definitions.skip_if_unchanged = true
                END
                echo '[].' >"$NEW/advanced.config"
                echo '[].' >"$NEW/enabled_plugins"
                : >"$NEW/rabbitmq-env.conf"
                """);
        int number = 0;
        for (Path file : instance.initScripts()) {
            number++;
            script.append("cat ").append(ShellQuote.word(file)).append(" >\"$NEW/definitions/")
                    .append(String.format("%04d", number)).append(".json\"\n");
        }
        return Optional.of(script.toString());
    }
}
