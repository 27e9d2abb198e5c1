package io.quarkiverse.processmanager.runtime.service;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.service.ProcessService;
import io.quarkiverse.processmanager.service.ServiceInstance;
import io.quarkiverse.processmanager.service.ServiceProgram;
import io.quarkiverse.processmanager.service.ServiceRequest;

/**
 * MariaDB. The initialization creates the system tables, the database and the user in the bootstrap mode of the server, which opens
 * no port. The check is {@code mariadb-admin ping}.
 */
public final class Mariadb implements ProcessService {

    static final String REACTIVE = "io.quarkus.reactive.mysql.client.runtime.MySQLPoolRecorder";
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    @Override
    public String name() {
        return "mariadb";
    }

    @Override
    public ServiceProgram program() {
        return new ServiceProgram(List.of("mariadbd", "mariadb-install-db"),
                List.of("/usr/sbin", "/usr/libexec", "/opt/homebrew/opt/mariadb/bin", "/usr/local/opt/mariadb/bin"), Map.of(),
                List.of("mariadb-server (Debian)", "mariadb-server (Fedora)", "mariadb (Homebrew)"), List.of("mysql"));
    }

    @Override
    public boolean hasInitScripts() {
        return true;
    }

    @Override
    public void apply(ProcessDefinitionBuilder defaults) {
        defaults.kind(ProcessKind.SERVICE).urlScheme("mariadb").startupTimeout(Duration.ofMinutes(2))
                .stop(stop -> stop.timeout(Duration.ofSeconds(30)));
    }

    @Override
    public Map<String, String> configuration(ServiceRequest request) {
        return Datasource.configuration(request, "mariadb", REACTIVE, "mysql");
    }

    @Override
    public void run(ServiceInstance instance, ProcessDefinitionBuilder defaults) {
        String port = String.valueOf(instance.port());
        List<String> words = new ArrayList<>(List.of(instance.executable("mariadbd"), "--no-defaults",
                "--silent-startup", "--log-warnings=1", "--datadir=" + instance.data(), "--tmpdir=" + instance.data(),
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--socket=mariadb.sock",
                "--pid-file=mariadb.pid"));
        if (instance.isFresh()) {
            words.addAll(List.of("--innodb-flush-log-at-trx-commit=0", "--skip-innodb-doublewrite"));
        }
        defaults.command(words.toArray(String[]::new));
        if (instance.has("mariadb-admin")) {
            defaults.health(health -> health.command(instance.executable("mariadb-admin"), "--no-defaults", "--silent",
                    "--protocol=tcp", "--host=127.0.0.1", "--port=" + port, "ping"));
        } else {
            defaults.health(health -> health.log("ready for connections"));
        }
    }

    /** A server removes the temporary tables of all servers in its temporary directory when it starts, so each has its own. */
    @Override
    public Optional<String> initialization(ServiceInstance instance, ProcessDefinitionBuilder task) {
        StringBuilder script = new StringBuilder();
        // A failure of cat in the pipeline below ends nothing; this line ends the task with a message.
        instance.initScripts().forEach(file -> script.append(": <").append(ShellQuote.word(file)).append('\n'));
        script.append("""
                umask 077
                mkdir -p "$NEW"
                export TMPDIR="$NEW"
                %s --no-defaults --datadir="$NEW" --auth-root-authentication-method=normal --skip-test-db >/dev/null
                {
                """.formatted(ShellQuote.word(instance.executable("mariadb-install-db"))))
                .append(users(instance, task));
        for (Path file : instance.initScripts()) {
            script.append("cat ").append(ShellQuote.word(file)).append("\necho\n");
        }
        return Optional.of(script + "} | " + ShellQuote.word(instance.executable("mariadbd"))
                + " --no-defaults --silent-startup --datadir=\"$NEW\" --bootstrap\n"
                + MysqlData.note(instance.executable("mariadbd")));
    }

    /** The part of a script that writes the statements for the database and its users. The task has their passwords as variables. */
    static String users(ServiceInstance instance, ProcessDefinitionBuilder task) {
        StringBuilder script = new StringBuilder("echo 'FLUSH PRIVILEGES;'\necho 'CREATE DATABASE `").append(Datasource.NAME)
                .append("` CHARACTER SET utf8mb4;'\n");
        String variable = "DB_PASSWORD";
        for (Datasource.User user : Datasource.users(instance)) {
            task.env(variable, user.password());
            script.append("""
                    password=$(printf '%%s' "$%s" | sed "s/\\\\\\\\/\\\\\\\\\\\\\\\\/g; s/'/''/g")
                    printf "CREATE USER '%s'@'%%%%' IDENTIFIED BY '%%s';\\n" "$password"
                    echo "GRANT ALL ON *.* TO '%s'@'%%' WITH GRANT OPTION;"
                    """.formatted(variable, user.name(), user.name()));
            variable += "_NEXT";
        }
        return script.append("echo 'USE `").append(Datasource.NAME).append("`;'\n").toString();
    }

    @Override
    public Optional<String> problem(ServiceInstance instance) {
        return users(instance).or(() -> MysqlData.problem(instance, "mariadbd"));
    }

    /** Why the users cannot be created, as the end of a sentence. */
    static Optional<String> users(ServiceInstance instance) {
        return Datasource.problem(Datasource.users(instance), IDENTIFIER,
                "a name has letters, digits, underscores, dots and dashes");
    }
}
