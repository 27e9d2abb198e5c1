package io.quarkiverse.processmanager.deployment.export.systemd;

import java.util.Map;
import java.util.Optional;

import io.quarkiverse.processmanager.deployment.export.ExportedProcess;

/** The units of the servers that the package manager of a server installs. A service is such a server, and gets no unit of ours. */
final class DistributionUnits {

    private static final Map<String, String> UNITS = Map.ofEntries(Map.entry("postgresql", "postgresql.service"),
            Map.entry("mariadb", "mariadb.service"), Map.entry("mysql", "mysql.service"),
            Map.entry("redis", "redis-server.service"),
            Map.entry("valkey", "valkey-server.service"), Map.entry("memcached", "memcached.service"),
            Map.entry("rabbitmq", "rabbitmq-server.service"), Map.entry("mosquitto", "mosquitto.service"),
            Map.entry("nats", "nats-server.service"), Map.entry("mongodb", "mongod.service"),
            Map.entry("nginx", "nginx.service"),
            Map.entry("elasticsearch", "elasticsearch.service"), Map.entry("opensearch", "opensearch.service"),
            Map.entry("kafka", "kafka.service"), Map.entry("keycloak", "keycloak.service"), Map.entry("minio", "minio.service"),
            Map.entry("mailpit", "mailpit.service"));

    private DistributionUnits() {
    }

    /** Whether the process is a service, which the server has from its package manager. */
    static boolean isService(ExportedProcess process) {
        return process.definition().pattern().filter(pattern -> pattern.isService()).isPresent();
    }

    /** The unit that a process has on the server: that of its service, or its own; empty for a service without a usual unit. */
    static Optional<String> unit(ExportedProcess process, SystemdApplication application) {
        return isService(process) ? of(process) : Optional.of(application.unit(process.id()) + ".service");
    }

    /** The unit of the service of a process; empty for a process that is no service, and for a service without a usual unit. */
    static Optional<String> of(ExportedProcess process) {
        return process.definition().pattern().filter(pattern -> pattern.isService())
                .map(pattern -> UNITS.get(pattern.name()));
    }
}
