package io.quarkiverse.processmanager.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.service.ProcessService;
import io.quarkiverse.processmanager.service.ServiceInstance;

/** The scripts that initialize the data of services. The integration tests run them. */
class InitializationScriptTest {

    private static final String HOME = "/home/o'brien/";
    private static final String QUOTED = "'/home/o'\\''brien/";

    @Test
    void aPathWithAnApostropheIsOneWordOfTheScript() {
        for (ProcessService service : List.of(new Postgresql(), new Mariadb(), new Mysql(), new Kafka(), new Rabbitmq(),
                new Keycloak(), SearchEngine.elasticsearch())) {
            String script = script(service);

            assertThat(script.replace("runs ", "").replace(QUOTED.substring(0, QUOTED.length() - 1), "")).as(service.name())
                    .doesNotContain("/home/o");
            assertThat(script).as(service.name()).contains(QUOTED);
        }
    }

    @Test
    void twoServersDoNotShareADirectoryForTemporaryTables() {
        assertThat(script(new Mariadb())).contains("export TMPDIR=\"$NEW\"\n");
        assertThat(script(new Mysql())).contains("export TMPDIR=\"$NEW\"\n");
    }

    @Test
    void theClientOfMysqlReadsTheStatementsOfTheUser() {
        assertThat(script(new Mysql())).contains(QUOTED + "bin/mysqld' --no-defaults --datadir=\"$NEW\" --initialize-insecure",
                "cat " + QUOTED + "app/one.sql'").containsSubsequence("CREATE USER 'quarkus'", "} | " + QUOTED + "bin/mysql'",
                        "shutdown", "wait $server");
    }

    @Test
    void theUserOfRabbitmqIsADefinition() {
        ProcessDefinitionBuilder task = ProcessDefinition.builder("broker-init").command("sh");

        new Rabbitmq().initialization(new InHome(), task);

        assertThat(task.build().command().environment().get("DEFINITIONS"))
                .contains("\"name\":\"quarkus\",\"password\":\"quarkus\"");
        assertThat(JsonText.of("it's \"a\\b\"\n")).isEqualTo("\"it's \\\"a\\\\b\\\"\\u000a\"");
    }

    @Test
    void aKillOfTheInitializationLeavesNoFileWithThePassword() {
        assertThat(script(new Postgresql())).contains("--pwfile=/dev/stdin").doesNotContain("$NEW.password");
    }

    @Test
    void aScriptThatCannotBeReadEndsTheInitialization() {
        assertThat(script(new Mariadb())).startsWith(": <" + QUOTED + "app/one.sql'\n");
    }

    @Test
    void theHomeOfKeycloakKeepsItsDataWhenItIsASymbolicLink(@TempDir Path directory) throws Exception {
        Path home = Files.createDirectories(directory.resolve("keycloak-26"));
        Files.createDirectories(directory.resolve("keycloak-26/app"));
        Files.createFile(home.resolve("app/one.sql"));
        Files.createDirectories(home.resolve("data"));
        Files.createFile(home.resolve("data/users"));
        Path link = Files.createSymbolicLink(directory.resolve("keycloak"), home);
        Path copy = directory.resolve("data.new.1");
        ProcessBuilder shell = new ProcessBuilder("sh", "-c",
                "set -eu\n" + script(new Keycloak()).replace(QUOTED.substring(0, QUOTED.length() - 1), "'" + link));
        shell.environment().put("NEW", copy.toString());

        int exit = shell.inheritIO().start().waitFor();

        assertThat(exit).isZero();
        assertThat(home.resolve("data/users")).exists();
        assertThat(home.resolve("data/import")).doesNotExist();
        assertThat(copy.resolve("data/import/one.sql")).exists();
        assertThat(copy).isDirectory().matches(path -> !Files.isSymbolicLink(path));
    }

    private static String script(ProcessService service) {
        return service.initialization(new InHome(), ProcessDefinition.builder("db-init")).orElseThrow();
    }

    /** A service whose program and script are below a home directory. */
    private record InHome() implements ServiceInstance {

        @Override
        public String id() {
            return "db";
        }

        @Override
        public List<String> feeds(String... preset) {
            return List.of(preset);
        }

        @Override
        public String executable(String name) {
            return HOME + "bin/" + name;
        }

        @Override
        public boolean has(String executable) {
            return !executable.startsWith("mariadbd");
        }

        @Override
        public boolean isJava() {
            return false;
        }

        @Override
        public List<String> java(List<String> options, String mainClass) {
            return List.of();
        }

        @Override
        public Optional<String> version() {
            return Optional.empty();
        }

        @Override
        public int port() {
            return 1;
        }

        @Override
        public int port(String name) {
            return 1;
        }

        @Override
        public Path directory() {
            return Path.of(HOME + "app");
        }

        @Override
        public Path data() {
            return Path.of(HOME + "data");
        }

        @Override
        public boolean isFresh() {
            return false;
        }

        @Override
        public List<Path> initScripts() {
            return List.of(Path.of(HOME + "app/one.sql"));
        }

        @Override
        public Optional<String> value(String property) {
            return Optional.empty();
        }
    }
}
