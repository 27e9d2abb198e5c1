package io.quarkiverse.processmanager.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.ProdBuildResults;
import io.quarkus.test.ProdModeTestResults;
import io.quarkus.test.QuarkusProdModeTest;

/** A packaged application reads its run-time settings from environment variables and system properties, without a warning. */
class PackagedApplicationTest {

    @RegisterExtension
    static final QuarkusProdModeTest APP = new QuarkusProdModeTest()
            .withApplicationRoot(root -> root.addClasses(DeclaredProcesses.class, Printer.class))
            .overrideConfigKey("quarkus.http.host-enabled", "false")
            .overrideConfigKey("quarkus.processes.my-db.command", "postgres -p ${quarkus.processes.my-db.port}")
            .overrideConfigKey("quarkus.processes.my-db.port", "5432")
            .overrideConfigKey("quarkus.processes.web.command", "node ${SCRIPT_OF_THE_START}")
            .overrideConfigKey("quarkus.processes.web.modes", "prod")
            .overrideConfigKey("quarkus.processes.web.auto-start", "false")
            .overrideConfigKey("quarkus.processes.web.env.NODE_ENV", "development");

    @ProdBuildResults
    ProdModeTestResults results;

    @Test
    void valuesComeFromTheStart() throws Exception {
        ProcessBuilder builder = application("-Dquarkus.processes.my-db.stop.signal=INT");
        builder.environment().put("QUARKUS_PROCESSES_MY_DB_PORT", "5433");
        builder.environment().put("QUARKUS_PROCESSES_WEB_ENV_NODE_ENV", "production");
        builder.environment().put("QUARKUS_PROCESSES_WEB_ENV_DEBUG", "1");
        builder.environment().put("QUARKUS_PROCESS_MANAGER_ENV_ALL_OF_THEM", "1");
        builder.environment().put("SCRIPT_OF_THE_START", "server.js");

        List<String> output = run(builder, 0);

        assertThat(output).contains("my-db: [postgres, -p, 5433], {ALL_OF_THEM=1}, INT, false",
                "web: [node, server.js], {ALL_OF_THEM=1, DEBUG=1, NODE_ENV=production}, TERM, true");
        assertThat(output).noneMatch(line -> line.contains("WARN") || line.contains("ERROR"));
    }

    @Test
    void allInvalidValuesOfTheStartAreReportedTogether() throws Exception {
        ProcessBuilder builder = application("-Dquarkus.processes.web.restart.policy=no",
                "-Dquarkus.processes.web.env.A=${X:-1}");
        builder.environment().put("QUARKUS_PROCESSES_MY_DB_PORT", "8080:80");
        builder.environment().put("SCRIPT_OF_THE_START", "server.js");

        List<String> output = run(builder, 1);

        assertThat(output).contains("cannot start the processes, there are 3 problems:",
                "    quarkus.processes.my-db.port: '8080:80' is not a whole number; a process has no port mapping, write the "
                        + "port that it listens on: 80",
                "    quarkus.processes.web.restart.policy: 'no' is not one of on-failure, always, never; did you mean 'never'?",
                "    quarkus.processes.web.env.A: has '${X:-1}', whose default is '-1', because ':' alone separates it; write "
                        + "${X:1}, or ${X:${:}-1} if the '-' is meant");
        assertThat(output).noneMatch(line -> line.contains("at io.quarkiverse"));
    }

    private ProcessBuilder application(String... properties) {
        List<String> words = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        words.addAll(List.of(properties));
        words.addAll(List.of("-jar", results.getBuildDir().resolve("quarkus-app").resolve("quarkus-run.jar").toString()));
        return new ProcessBuilder(words).redirectErrorStream(true);
    }

    private static List<String> run(ProcessBuilder builder, int exitCode) throws IOException, InterruptedException {
        Process process = TimeLimit.of(builder.start());
        try {
            process.getOutputStream().close();
            List<String> lines = new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
            assertThat(process.waitFor()).as(String.join("\n", lines)).isEqualTo(exitCode);
            return lines;
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** Part of the application: prints the definitions and exits. */
    public static class Printer {

        @Inject
        DeclaredProcesses declared;

        void print(@Observes StartupEvent start) {
            List<ProcessDefinition> running = declared.read().running();
            for (ProcessDefinition definition : declared.read().all()) {
                System.out.println(definition.id() + ": " + definition.command().words() + ", "
                        + definition.command().environment() + ", " + definition.stop().signal() + ", "
                        + running.contains(definition));
            }
            Quarkus.asyncExit();
        }
    }
}
