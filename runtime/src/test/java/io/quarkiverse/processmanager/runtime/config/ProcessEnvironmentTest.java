package io.quarkiverse.processmanager.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkus.runtime.LaunchMode;

class ProcessEnvironmentTest {

    @TempDir
    Path base;

    @Test
    void anEmptyValueSetsAnEmptyVariable() {
        assertThat(environment(Configured.with("web.command=x", "web.env.EMPTY=", "web.env.\"Mixed.Name\"=1")))
                .isEqualTo(Map.of("EMPTY", "", "Mixed.Name", "1"));
    }

    @Test
    void laterFilesOverrideEarlierOnesAndVariablesOverrideFiles() throws IOException {
        Files.writeString(base.resolve("a.env"), "A=a\nB=a\nC=a\n");
        Files.writeString(base.resolve("b.env"), "B=b\nC=b\n");

        assertThat(environment(Configured.with("web.command=x", "web.env-file=a.env," + base.resolve("b.env"), "web.env.C=c")))
                .isEqualTo(Map.of("A", "a", "B", "b", "C", "c"));
    }

    @Test
    void aMissingFileIsAProblemWhereTheProcessRuns() {
        Configured configured = Configured.with("web.command=x", "web.env-file=none.env", "web.modes=dev,prod").in(base);
        String problem = "quarkus.processes.web.env-file: '" + base.resolve("none.env") + "' does not exist";

        assertThat(configured.problems()).containsExactly(problem);
        assertThat(configured.atBuildOf(LaunchMode.DEVELOPMENT).problems()).containsExactly(problem);
        assertThat(configured.atBuildOf(LaunchMode.NORMAL).problems()).isEmpty();
        assertThat(configured.atStartOf(LaunchMode.NORMAL).problems()).containsExactly(problem);
        assertThat(configured.atStartOf(LaunchMode.TEST).problems()).isEmpty();
    }

    @Test
    void aFileWithoutVariablesIsAProblemThatShowsNoValue() throws IOException {
        Files.writeString(base.resolve("bad.env"), "A=1\nsecret\n");
        Files.write(base.resolve("latin.env"), new byte[] { 'A', '=', (byte) 0xe4, '\n' });

        assertThat(Configured.with("web.command=x", "web.env-file=bad.env,latin.env").in(base).problems()).containsExactly(
                "quarkus.processes.web.env-file: '" + base.resolve("bad.env")
                        + "' is not a valid env file: line 2 is not of the form NAME=value",
                "quarkus.processes.web.env-file: '" + base.resolve("latin.env") + "' cannot be read as UTF-8 text");
    }

    @Test
    void anEnvironmentVariableOverridesWithoutADuplicate() {
        assertThat(environment(Configured.with("web.command=x", "web.env.NODE_ENV=dev", "web.env.Mixed_Case=1")
                .andVariable("QUARKUS_PROCESSES_WEB_ENV_NODE_ENV", "prod")
                .andVariable("QUARKUS_PROCESSES_WEB_ENV_MIXED_CASE", "2")))
                .isEqualTo(Map.of("NODE_ENV", "prod", "Mixed_Case", "2"));
    }

    @Test
    void aNameFromAnEnvironmentVariableAloneKeepsItsCase() {
        assertThat(environment(Configured.with("web.command=x").andVariable("QUARKUS_PROCESSES_WEB_ENV_NODE_ENV", "prod")
                .andVariable("QUARKUS_PROCESSES_WEB_ENV_DEBUG", "1"))).isEqualTo(Map.of("NODE_ENV", "prod", "DEBUG", "1"));
    }

    @Test
    void aLowerCaseNameFromAPropertyStaysWhenAVariableOverridesIt() {
        assertThat(environment(Configured.with("web.command=x", "web.env.debug=0")
                .andGlobal("%dev.quarkus.processes.web.env.trace=0")
                .andVariable("QUARKUS_PROCESSES_WEB_ENV_DEBUG", "1").andVariable("QUARKUS_PROCESSES_WEB_ENV_TRACE", "1")))
                .isEqualTo(Map.of("debug", "1", "trace", "1"));
    }

    @Test
    void aBadNameIsRefused() {
        assertThat(Configured.with("web.command=x").andProperty("quarkus.processes.web.env.a=b", "1").problems())
                .containsExactly("quarkus.processes.web.env: 'a=b' cannot be the name of an environment variable");
    }

    private Map<String, String> environment(Configured configured) {
        return configured.in(base).definition().command().environment();
    }
}
