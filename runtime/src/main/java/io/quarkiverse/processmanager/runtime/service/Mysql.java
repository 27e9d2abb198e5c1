package io.quarkiverse.processmanager.runtime.service;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.service.ProcessService;
import io.quarkiverse.processmanager.service.ServiceInstance;
import io.quarkiverse.processmanager.service.ServiceProgram;
import io.quarkiverse.processmanager.service.ServiceRequest;

/**
 * MySQL, or MariaDB where the distribution installs MariaDB as {@code mysqld}, as Debian does. The bootstrap mode of MySQL creates
 * no users, so the initialization starts the server without a network, and its client creates the database and the user.
 */
public final class Mysql implements ProcessService {

    private static final String SERVER = "mysqld";
    private static final String CLIENT = "mysql";
    private static final String ADMIN = "mysqladmin";

    private final Mariadb mariadb = new Mariadb();

    @Override
    public String name() {
        return "mysql";
    }

    @Override
    public ServiceProgram program() {
        return new ServiceProgram(List.of(SERVER, CLIENT, ADMIN),
                List.of("/usr/sbin", "/usr/libexec", "/usr/local/mysql/bin", "/opt/homebrew/opt/mysql*/bin",
                        "/usr/local/opt/mysql*/bin"),
                Map.of(), List.of("default-mysql-server (Debian, where it is MariaDB)", "mysql-server (Fedora)",
                        "mysql (Homebrew)"),
                List.of("mysql"));
    }

    @Override
    public boolean hasInitScripts() {
        return true;
    }

    @Override
    public void apply(ProcessDefinitionBuilder defaults) {
        mariadb.apply(defaults);
        defaults.urlScheme("mysql");
    }

    @Override
    public Map<String, String> configuration(ServiceRequest request) {
        return Datasource.configuration(request, "mysql", Mariadb.REACTIVE, "mysql");
    }

    @Override
    public void run(ServiceInstance instance, ProcessDefinitionBuilder defaults) {
        if (isMariadb(instance)) {
            mariadb.run(instance, defaults);
            return;
        }
        String port = String.valueOf(instance.port());
        List<String> words = new ArrayList<>(List.of(instance.executable(SERVER), "--no-defaults",
                "--datadir=" + instance.data(), "--tmpdir=" + instance.data(), "--port=" + port, "--bind-address=127.0.0.1",
                "--mysqlx=OFF",
                "--socket=mysql.sock", "--pid-file=mysql.pid"));
        if (instance.isFresh()) {
            words.addAll(List.of("--innodb-flush-log-at-trx-commit=0", "--skip-innodb-doublewrite", "--skip-log-bin"));
        }
        defaults.command(words.toArray(String[]::new)).health(health -> health.command(instance.executable(ADMIN),
                "--no-defaults", "--silent", "--protocol=tcp", "--host=127.0.0.1", "--port=" + port, "ping"));
    }

    private static boolean isMariadb(ServiceInstance instance) {
        return instance.has("mariadbd") && instance.has("mariadb-install-db");
    }

    /** A path of a socket has at most 107 characters, so the name is relative to the directory of the data. */
    @Override
    public Optional<String> initialization(ServiceInstance instance, ProcessDefinitionBuilder task) {
        if (isMariadb(instance)) {
            return mariadb.initialization(instance, task);
        }
        String server = ShellQuote.word(instance.executable(SERVER)) + " --no-defaults --datadir=\"$NEW\"";
        String connection = " --no-defaults --protocol=socket --socket=init.sock --user=root ";
        String admin = ShellQuote.word(instance.executable(ADMIN)) + connection;
        StringBuilder script = new StringBuilder();
        instance.initScripts().forEach(file -> script.append(": <").append(ShellQuote.word(file)).append('\n'));
        script.append("""
                umask 077
                mkdir -p "$NEW"
                export TMPDIR="$NEW"
                %s --initialize-insecure
                cd "$NEW"
                %s --skip-networking --mysqlx=OFF --socket=init.sock --pid-file=init.pid &
                server=$!
                trap 'kill $server 2>/dev/null || true' EXIT
                until %s --silent ping 2>/dev/null; do kill -0 $server; sleep 0.1; done
                {
                """.formatted(server, server, admin)).append(Mariadb.users(instance, task));
        for (Path file : instance.initScripts()) {
            script.append("cat ").append(ShellQuote.word(file)).append("\necho\n");
        }
        return Optional.of(script + "} | " + ShellQuote.word(instance.executable(CLIENT)) + connection + "\n" + admin
                + "shutdown\nwait $server\ntrap - EXIT\ncd \"$DATA_DIR\"\n" + MysqlData.note(instance.executable(SERVER)));
    }

    @Override
    public Optional<String> problem(ServiceInstance instance) {
        return Mariadb.users(instance).or(() -> MysqlData.problem(instance, SERVER));
    }
}
