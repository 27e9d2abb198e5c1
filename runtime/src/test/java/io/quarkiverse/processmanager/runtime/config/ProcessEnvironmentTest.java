package io.quarkiverse.processmanager.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessPattern;
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
    void aReferenceInAFileIsAWarningThatShowsNoValue() throws IOException {
        Files.writeString(base.resolve("a.env"),
                "A=${HOME}/x\nB='${HOME}'\nC=pa$$word # ${X}\nexport D=\"$HOME-secret\"\nE=\\${X}\n");

        assertThat(Configured.with("web.command=x", "web.env-file=a.env").in(base).read().warnings())
                .extracting(Problem::toString)
                .containsExactly("quarkus.processes.web.env-file: '" + base.resolve("a.env")
                        + "' has a reference to a variable "
                        + "in the value of A, D, and no value in a file is expanded; set env, which expands ${NAME}, or put the "
                        + "value into single quotes");
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
    void anIdWithADashTakesVariablesToo() {
        assertThat(environment(Configured.with("my-db.command=x", "my-db.env.Mixed_Case=1")
                .andVariable("QUARKUS_PROCESSES_MY_DB_ENV_NODE_ENV", "prod")
                .andVariable("QUARKUS_PROCESSES_MY_DB_ENV_MIXED_CASE", "2")))
                .isEqualTo(Map.of("NODE_ENV", "prod", "Mixed_Case", "2"));
    }

    @Test
    void aLowerCaseNameFromAPropertyStaysWhenAVariableOverridesIt() {
        assertThat(environment(Configured.with("web.command=x", "web.env.debug=0")
                .andGlobal("%dev.quarkus.processes.web.env.trace=0")
                .andVariable("QUARKUS_PROCESSES_WEB_ENV_DEBUG", "1").andVariable("QUARKUS_PROCESSES_WEB_ENV_TRACE", "1")))
                .isEqualTo(Map.of("debug", "1", "trace", "1"));
    }

    /** The order of the table in the guide, from the weakest source to the strongest. */
    @Test
    void theSourcesOverrideEachOtherInOneOrder() throws IOException {
        Files.writeString(base.resolve("common.env"), "A=common-file\nB=common-file\nC=common-file\nD=common-file\n");
        Files.writeString(base.resolve("web.env"), "D=file\nE=file\n");
        Configured configured = Configured.with("web.command=x", "web.pattern=sources", "web.env-file=web.env", "web.env.E=env")
                .andGlobal("quarkus.process-manager.env-file=common.env", "quarkus.process-manager.env.B=common",
                        "quarkus.process-manager.env.C=common")
                .in(base);
        ProcessPattern pattern = new ProcessPattern() {
            @Override
            public String name() {
                return "sources";
            }

            @Override
            public void apply(ProcessDefinitionBuilder defaults) {
                defaults.env("C", "pattern").env("D", "pattern").env("E", "pattern");
            }
        };

        Definitions definitions = configured.read(PatternRegistry.with(List.of(pattern)));

        assertThat(definitions.problems()).isEmpty();
        assertThat(definitions.all().get(0).command().environment())
                .isEqualTo(Map.of("A", "common-file", "B", "common", "C", "pattern", "D", "file", "E", "env"));
    }

    @Test
    void everyDeclaredProcessReceivesTheCommonVariables() {
        Definitions definitions = Configured.with("a.command=x", "b.command=x", "b.unset-env=NODE_ENV,HOME")
                .andGlobal("quarkus.process-manager.env.\"MixedCase\"=1", "quarkus.process-manager.unset-env=JAVA_TOOL_OPTIONS")
                .andVariable("QUARKUS_PROCESS_MANAGER_ENV_NODE_ENV", "test").read();

        assertThat(definitions.problems()).isEmpty();
        assertThat(definitions.all().get(0).command().environment()).isEqualTo(Map.of("MixedCase", "1", "NODE_ENV", "test"));
        assertThat(definitions.all().get(0).command().unsetEnvironment()).containsExactly("JAVA_TOOL_OPTIONS");
        assertThat(definitions.all().get(1).command().environment()).isEqualTo(Map.of("MixedCase", "1"));
        assertThat(definitions.all().get(1).command().unsetEnvironment())
                .containsExactly("HOME", "JAVA_TOOL_OPTIONS", "NODE_ENV");
    }

    @Test
    void aVariableOfTheProcessOutweighsTheCommonRemoval() {
        ProcessDefinition web = Configured.with("web.command=x", "web.env.JAVA_TOOL_OPTIONS=-Xmx1g")
                .andGlobal("quarkus.process-manager.unset-env=JAVA_TOOL_OPTIONS").definition();

        assertThat(web.command().environment()).isEqualTo(Map.of("JAVA_TOOL_OPTIONS", "-Xmx1g"));
        assertThat(web.command().unsetEnvironment()).isEmpty();
    }

    @Test
    void settingsThatContradictOneAnotherAreRefused() throws IOException {
        Files.writeString(base.resolve("web.env"), "B=1\nPORT=3000\n");

        assertThat(Configured.with("web.command=x", "web.env.A=1", "web.env-file=web.env", "web.unset-env=A,B", "web.port=4000")
                .in(base).problems()).containsExactly(
                        "quarkus.processes.web.unset-env: removes A, but env sets it; keep one of them",
                        "quarkus.processes.web.unset-env: removes B, but env-file sets it; keep one of them",
                        "quarkus.processes.web.port: 4000 is not the PORT in the environment of the process, '3000'; keep one "
                                + "of them, or give both the same value");
        assertThat(Configured.with("web.command=x", "web.port=4000", "web.unset-env=PORT").problems())
                .containsExactly("quarkus.processes.web.unset-env: removes PORT, but port sets it; keep one of them");
        assertThat(Configured.with("web.command=x", "web.port=4000").andGlobal("quarkus.process-manager.env.PORT=3000",
                "quarkus.process-manager.env.A=1", "quarkus.process-manager.unset-env=A").problems()).containsExactly(
                        "quarkus.processes.web.port: 4000 is not the PORT in the environment of the process, '3000'; keep one "
                                + "of them, or give both the same value (quarkus.process-manager.env)",
                        "quarkus.process-manager.unset-env: removes A, but env or env-file sets it; keep one of them");
        assertThat(Configured.with("web.command=x", "web.port=4000", "web.env.PORT=4000").problems()).isEmpty();
        assertThat(Configured.with("web.command=x").andProperty("quarkus.processes.web.unset-env", "A=1").problems())
                .containsExactly("quarkus.processes.web.unset-env: 'A=1' cannot be the name of an environment variable");
    }

    @Test
    void theCommonEnvironmentIsCheckedLikeThatOfAProcess() {
        assertThat(Configured.with("web.command=x").andGlobal("quarkus.process-manager.env.A=${NOPE}",
                "quarkus.process-manager.env.B=${X:-d}", "quarkus.process-manager.env-file=none.env").in(base).problems())
                .containsExactly("quarkus.process-manager.env.A: refers to ${NOPE}, which has no value",
                        "quarkus.process-manager.env.B: has '${X:-d}', whose default is '-d', because ':' alone separates it; "
                                + "write ${X:d}, or ${X:${:}-d} if the '-' is meant",
                        "quarkus.process-manager.env-file: '" + base.resolve("none.env") + "' does not exist");
    }

    @Test
    void aCommonVariableOfTheEnvironmentIsCheckedLikeAProperty() {
        Configured configured = Configured.with("web.command=x")
                .andVariable("QUARKUS_PROCESS_MANAGER_ENV_FOO_BAR", "${NOPE}")
                .andVariable("QUARKUS_PROCESS_MANAGER_ENV_A_B", "${X:-1}")
                .andVariable("QUARKUS_PROCESS_MANAGER_SHUTDOWN_TIMEOUT", "${NONE}");

        assertThat(configured.problems()).containsExactlyInAnyOrder(
                "quarkus.process-manager.env.FOO_BAR: refers to ${NOPE}, which has no value",
                "quarkus.process-manager.env.A_B: has '${X:-1}', whose default is '-1', because ':' alone separates it; "
                        + "write ${X:1}, or ${X:${:}-1} if the '-' is meant",
                "quarkus.process-manager.shutdown-timeout: refers to ${NONE}, which has no value");
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
