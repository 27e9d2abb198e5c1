package io.quarkiverse.processmanager.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.ProdBuildResults;
import io.quarkus.test.ProdModeTestResults;
import io.quarkus.test.QuarkusProdModeTest;
import io.smallrye.config.SmallRyeConfig;

/** A packaged application decides at each start what its processes contribute. */
class ContributionsInProductionTest {

    @RegisterExtension
    static final QuarkusProdModeTest APP = new QuarkusProdModeTest()
            .withApplicationRoot(root -> root.addClasses(Printer.class).addAsResource(
                    new org.jboss.shrinkwrap.api.asset.StringAsset("""
                            quarkus.http.host-enabled=false
                            quarkus.processes.dev.command=sleep 1000
                            quarkus.processes.dev.port=9301
                            quarkus.processes.dev.port-owner=any
                            quarkus.processes.dev.health.type=none
                            quarkus.processes.dev.config."dev.url"=http://localhost:${quarkus.processes.dev.port}
                            quarkus.processes.dev.config."quarkus.http.limits.max-body-size"=1M
                            quarkus.processes.dev.config."quarkus.http.root-path"=/dev
                            %dev.quarkus.processes.dev.config."profiled.url"=x
                            quarkus.processes.prod.command=sleep 1000
                            quarkus.processes.prod.modes=prod
                            quarkus.processes.prod.port=0
                            quarkus.processes.prod.port-owner=any
                            quarkus.processes.prod.health.type=none
                            quarkus.processes.prod.config."prod.url"=http://localhost:${quarkus.processes.prod.port}
                            quarkus.processes.prod.config."quarkus.http.io-threads"=3
                            quarkus.processes.prod.config."prod.mine"=process
                            quarkus.processes.prod.config."quarkus.http.root-path"=/prod
                            quarkus.processes.prod.config."prod."named".url"=n
                            """),
                    "application.properties"));

    @ProdBuildResults
    ProdModeTestResults results;

    private static final List<String> KEYS = List.of("dev.url", "quarkus.http.limits.max-body-size", "quarkus.http.root-path",
            "profiled.url", "prod.url", "quarkus.http.io-threads", "prod.mine", "prod.\"named\".url");

    @Test
    void onlyAProcessThatRunsInProductionContributes() throws Exception {
        List<String> output = run(Map.of());

        assertThat(output).contains("dev.url: null", "quarkus.http.limits.max-body-size: 10240K DefaultValuesConfigSource",
                "quarkus.http.root-path: /prod BuildTime RunTime Fixed", "profiled.url: null",
                "quarkus.http.io-threads: 3 Process 'prod'",
                "prod.mine: process Process 'prod'", "prod.\"named\".url: n Process 'prod'");
        assertThat(output).anyMatch(line -> line.matches("prod.url: http://localhost:[1-9]\\d+ Process 'prod'"));
        assertNoWarning(output);
        assertThat(output).noneMatch(line -> line.contains("is not needed"));
    }

    @Test
    void anotherProfileIsNoOtherMode() throws Exception {
        List<String> output = run(Map.of(), "-Dquarkus.profile=dev");

        assertThat(output).contains("dev.url: null", "profiled.url: null", "prod.mine: process Process 'prod'");
        assertNoWarning(output);
    }

    @Test
    void theModesOfTheStartCount() throws Exception {
        List<String> output = run(Map.of("QUARKUS_PROCESS_MANAGER_MODES", "prod"), "-Dquarkus.processes.prod.modes=dev",
                "-Dquarkus.processes.dev.port=9302");

        assertThat(output).contains("dev.url: http://localhost:9302 Process 'dev'",
                "quarkus.http.limits.max-body-size: 1M Process 'dev'", "prod.url: null", "prod.mine: null");
        assertThat(output).as("the build has fixed the path").contains("quarkus.http.root-path: /prod BuildTime RunTime Fixed");
    }

    @Test
    void aStartThatOverridesAContributionSaysSo() throws Exception {
        List<String> output = run(Map.of("PROD_MINE", "variable"));

        assertThat(output).contains("prod.mine: variable EnvConfigSource");
        assertThat(output).filteredOn(line -> line.contains("is not needed")).hasSize(1)
                .allMatch(line -> line.endsWith("The configuration of process 'prod' is not needed: prod.mine is set by "
                        + "EnvConfigSource"));
    }

    private static void assertNoWarning(List<String> output) {
        assertThat(output).noneMatch(line -> line.contains("WARN") || line.contains("ERROR"));
    }

    private List<String> run(Map<String, String> environment, String... properties) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        words.addAll(List.of(properties));
        words.addAll(List.of("-jar", results.getBuildDir().resolve("quarkus-app").resolve("quarkus-run.jar").toString()));
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().put("PRINTED_KEYS", String.join(",", KEYS));
        Process process = TimeLimit.of(builder.start());
        try {
            process.getOutputStream().close();
            List<String> lines = new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
            assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
            return lines;
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** Part of the application: prints properties and their sources, and exits. */
    public static class Printer {

        void print(@Observes StartupEvent start) {
            SmallRyeConfig config = ConfigProvider.getConfig().unwrap(SmallRyeConfig.class);
            for (String key : System.getenv("PRINTED_KEYS").split(",")) {
                var value = config.getConfigValue(key);
                System.out.println(key + ": "
                        + (value.getValue() == null ? null : value.getValue() + " " + value.getConfigSourceName()));
            }
            Quarkus.asyncExit();
        }
    }
}
