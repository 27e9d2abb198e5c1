package io.quarkiverse.processmanager.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.service.ProcessService;
import io.quarkiverse.processmanager.service.ServiceInstance;

/** The scripts that initialize the data of services. The integration tests run them. */
class InitializationScriptTest {

    private static final String HOME = "/home/o'brien/";
    private static final String QUOTED = "'/home/o'\\''brien/";

    @Test
    void aPathWithAnApostropheIsOneWordOfTheScript() {
        for (ProcessService service : List.of(new Postgresql(), new Mariadb())) {
            String script = script(service);

            assertThat(script.replace("runs ", "").replace(QUOTED, "")).as(service.name()).doesNotContain("/home/o");
            assertThat(script).as(service.name()).contains(QUOTED + "bin/");
        }
    }

    @Test
    void aScriptThatCannotBeReadEndsTheInitialization() {
        assertThat(script(new Mariadb())).startsWith(": <" + QUOTED + "app/one.sql'\n");
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
            return true;
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
