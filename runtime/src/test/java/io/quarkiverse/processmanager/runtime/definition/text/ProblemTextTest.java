package io.quarkiverse.processmanager.runtime.definition.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Problem;

class ProblemTextTest {

    /** The error page of Quarkus shows the values of these properties in clear. */
    @Test
    void noPropertyWhoseValueCanBeASecretIsInTheForm() {
        assertThat(ProblemText.fixable(problems("health.url", "env.A", "env.\"A\"", "config.\"a.b\"", "command", "args[1]",
                "health.headers.X-Custom", "health.path", "stop.command", "commands.\"x\".arguments.\"pin\".default-value",
                "name",
                "service-password", "health.log", "log.file.path"))).isEmpty();
        assertThat(ProblemText.fixable(problems("port", "stop.timeout", "depends-on", "replicas"))).containsExactlyInAnyOrder(
                "quarkus.processes.web.port", "quarkus.processes.web.stop.timeout", "quarkus.processes.web.depends-on",
                "quarkus.processes.web.replicas");
    }

    private static List<Problem> problems(String... settings) {
        return Stream.of(settings).map(setting -> new Problem("web", setting, "is wrong")).toList();
    }
}
