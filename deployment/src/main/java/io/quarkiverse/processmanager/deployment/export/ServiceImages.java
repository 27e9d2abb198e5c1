package io.quarkiverse.processmanager.deployment.export;

import java.util.Optional;

/**
 * The official container images of the services, with the settings that make them serve what the local program serves: the same
 * database, the same user, no TLS. This is the only table of images.
 */
final class ServiceImages {

    /** The database, as the local services have it. */
    private static final String DATABASE = "quarkus";
    private static final String PASSWORD = "password";

    private ServiceImages() {
    }

    /**
     * The image of a service; empty for a service that is made for development, and for one of the application.
     *
     * @param service the name of the service
     * @param version {@code service.version}, which is the beginning of a tag
     * @param user the user with which the application connects
     * @param host the host on which clients find the service
     */
    static Optional<ServiceImage> of(String service, Optional<String> version, String user, String host) {
        return switch (service) {
            case "postgresql" -> Optional.of(postgresql(version.orElse("18"), user));
            case "mariadb" -> Optional.of(mariadb(version.orElse("11.8"), user));
            case "mysql" -> Optional.of(mysql(version.orElse("8.4"), user));
            case "mongodb" ->
                Optional.of(ServiceImage.of("docker.io/library/mongo:" + version.orElse("8.0"), 27017).data("/data/db")
                        .check("mongosh", "--quiet", "--eval", "quit(db.adminCommand('ping').ok ? 0 : 1)"));
            case "redis" -> Optional.of(redis("docker.io/library/redis:" + version.orElse("8"), "redis"));
            case "valkey" -> Optional.of(redis("docker.io/valkey/valkey:" + version.orElse("8"), "valkey"));
            case "memcached" -> Optional.of(ServiceImage.of("docker.io/library/memcached:" + version.orElse("1.6"), 11211));
            case "kafka" -> Optional.of(kafka(version.orElse("4.1.0"), host));
            case "rabbitmq" -> Optional.of(ServiceImage.of("docker.io/library/rabbitmq:" + version.orElse("4"), 5672)
                    .data("/var/lib/rabbitmq").env("RABBITMQ_DEFAULT_USER", user).secret("RABBITMQ_DEFAULT_PASS", PASSWORD)
                    // The name of a container changes, and the data belongs to a node.
                    .env("RABBITMQ_NODENAME", "rabbit@localhost")
                    .check("rabbitmq-diagnostics", "--quiet", "check_port_connectivity"));
            case "mosquitto" -> Optional.of(ServiceImage.of("docker.io/library/eclipse-mosquitto:" + version.orElse("2"), 1883)
                    .data("/mosquitto/data").command("mosquitto", "-c", "/mosquitto-no-auth.conf")
                    .check("mosquitto_sub", "-t", "$SYS/broker/version", "-C", "1", "-W", "3"));
            case "nats" -> Optional.of(ServiceImage.of("docker.io/library/nats:" + version.orElse("2"), 4222).data("/data")
                    .command("--jetstream", "--store_dir", "/data"));
            case "mailpit" ->
                Optional.of(ServiceImage.of("docker.io/axllent/mailpit:" + version.map(one -> "v" + one).orElse("v1.27"), 1025)
                        .port("web", 8025).data("/data").env("MP_DATABASE", "/data/mailpit.db").check("/mailpit", "readyz"));
            case "greenmail" -> Optional.of(ServiceImage.of("docker.io/greenmail/standalone:" + version.orElse("2.1.5"), 3025)
                    .port("imap", 3143).port("web", 8080));
            case "wiremock" -> Optional.of(ServiceImage.of("docker.io/wiremock/wiremock:" + version.orElse("3.13.1"), 8080)
                    .data("/home/wiremock").check("curl", "--fail", "--silent", "http://localhost:8080/__admin/health"));
            case "keycloak" -> Optional.of(ServiceImage.of("quay.io/keycloak/keycloak:" + version.orElse("26.4"), 8080)
                    .data("/opt/keycloak/data").command("start-dev").env("KC_BOOTSTRAP_ADMIN_USERNAME", "admin")
                    .secret("KC_BOOTSTRAP_ADMIN_PASSWORD", "admin-password"));
            case "minio" ->
                Optional.of(ServiceImage.of("quay.io/minio/minio:" + version.orElse("latest"), 9000).port("console", 9001)
                        .data("/data").env("MINIO_ROOT_USER", user).secret("MINIO_ROOT_PASSWORD", "secret-key")
                        .command("server", "/data", "--address", ":9000", "--console-address", ":9001")
                        .check("mc", "ready", "local"));
            case "elasticsearch" ->
                Optional.of(ServiceImage.of("docker.elastic.co/elasticsearch/elasticsearch:" + version.orElse("9.1.5"), 9200)
                        .port("transport", 9300).data("/usr/share/elasticsearch/data").env("discovery.type", "single-node")
                        .env("xpack.security.enabled", "false")
                        .check("curl", "--fail", "--silent", "http://localhost:9200/_cluster/health"));
            case "opensearch" ->
                Optional.of(ServiceImage.of("docker.io/opensearchproject/opensearch:" + version.orElse("3"), 9200)
                        .port("transport", 9300).data("/usr/share/opensearch/data").env("discovery.type", "single-node")
                        .env("DISABLE_SECURITY_PLUGIN", "true").env("DISABLE_INSTALL_DEMO_CONFIG", "true")
                        .check("curl", "--fail", "--silent", "http://localhost:9200/_cluster/health"));
            default -> Optional.empty();
        };
    }

    /** From version 18 on the image has its data in a directory for each version below the volume. */
    private static ServiceImage postgresql(String version, String user) {
        boolean byVersion = version.matches("\\d+.*") && Integer.parseInt(version.split("\\D")[0]) >= 18;
        return ServiceImage.of("docker.io/library/postgres:" + version, 5432)
                .data(byVersion ? "/var/lib/postgresql" : "/var/lib/postgresql/data").scripts("/docker-entrypoint-initdb.d")
                .env("POSTGRES_USER", user).env("POSTGRES_DB", DATABASE).secret("POSTGRES_PASSWORD", PASSWORD)
                // With TCP: during its initialization the image serves a socket only.
                .check("pg_isready", "-q", "-h", "127.0.0.1", "-U", user, "-d", DATABASE);
    }

    private static ServiceImage mariadb(String version, String user) {
        return ServiceImage.of("docker.io/library/mariadb:" + version, 3306).data("/var/lib/mysql")
                .scripts("/docker-entrypoint-initdb.d").env("MARIADB_USER", user).env("MARIADB_DATABASE", DATABASE)
                .env("MARIADB_RANDOM_ROOT_PASSWORD", "1").secret("MARIADB_PASSWORD", PASSWORD)
                .check("healthcheck.sh", "--connect", "--innodb_initialized");
    }

    private static ServiceImage mysql(String version, String user) {
        return ServiceImage.of("docker.io/library/mysql:" + version, 3306).data("/var/lib/mysql")
                .scripts("/docker-entrypoint-initdb.d").env("MYSQL_USER", user).env("MYSQL_DATABASE", DATABASE)
                .env("MYSQL_RANDOM_ROOT_PASSWORD", "1").secret("MYSQL_PASSWORD", PASSWORD)
                // With TCP: during its initialization the image serves a socket only. A refused password is an answer, too.
                .check("mysqladmin", "ping", "--silent", "--protocol=tcp", "--host=127.0.0.1");
    }

    private static ServiceImage redis(String image, String program) {
        return ServiceImage.of(image, 6379).data("/data").command(program + "-server", "--appendonly", "yes", "--save", "")
                .check("sh", "-c", program + "-cli ping | grep -q PONG");
    }

    private static ServiceImage kafka(String version, String host) {
        return ServiceImage.of("docker.io/apache/kafka:" + version, 9092).port("controller", 9093).data("/var/lib/kafka/data")
                .env("KAFKA_NODE_ID", "1").env("KAFKA_PROCESS_ROLES", "broker,controller")
                .env("KAFKA_LISTENERS", "PLAINTEXT://:9092,CONTROLLER://:9093")
                .env("KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://" + host + ":9092")
                .env("KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER")
                .env("KAFKA_LISTENER_SECURITY_PROTOCOL_MAP", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT")
                .env("KAFKA_CONTROLLER_QUORUM_VOTERS", "1@localhost:9093").env("KAFKA_LOG_DIRS", "/var/lib/kafka/data")
                .env("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "1")
                .env("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1")
                .env("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1")
                .check("/opt/kafka/bin/kafka-broker-api-versions.sh", "--bootstrap-server", "localhost:9092");
    }
}
