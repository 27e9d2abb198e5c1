package io.quarkiverse.processmanager.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkiverse.processmanager.CheckType;
import io.quarkiverse.processmanager.ProcessCheck;
import io.quarkiverse.processmanager.ProcessCheck.OnUnhealthy;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.probe.CommandProbe;
import io.quarkiverse.processmanager.probe.LogProbe;
import io.quarkiverse.processmanager.probe.TcpProbe;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkus.runtime.LaunchMode;

class LivenessSettingsTest {

    @Test
    void itIsASecondCheckWithAScheduleOfItsOwn() {
        ProcessDefinition api = Configured.with("api.command=node api.js", "api.port=3000", "api.health.path=/ready",
                "api.liveness.command=curl 'a b'", "api.liveness.interval=4s", "api.liveness.retries=2").definition();

        ProcessCheck liveness = api.liveness().orElseThrow();
        assertThat(liveness.probe()).isEqualTo(new CommandProbe(List.of("curl", "a b"), 0));
        assertThat(liveness.schedule().interval()).isEqualTo(Duration.ofSeconds(4));
        assertThat(liveness.schedule().retries()).isEqualTo(2);
        assertThat(liveness.onUnhealthy()).isEqualTo(OnUnhealthy.RESTART);
        assertThat(api.healthCheck().orElseThrow().onUnhealthy()).isEqualTo(OnUnhealthy.NONE);
        assertThat(api.healthCheck().orElseThrow().schedule().retries()).isEqualTo(3);
    }

    @Test
    void aPortAloneMakesNoLivenessCheck() {
        assertThat(Configured.with("api.command=node api.js", "api.port=3000").definition().liveness()).isEmpty();
    }

    @Test
    void theKindTcpChecksThePortOfTheProcessAlsoOneThatIsChosenLater() {
        ProcessDefinition api = ProcessDefinition.builder("api").command("node").port(0)
                .liveness(liveness -> liveness.type(CheckType.TCP)).build();

        assertThat(ProcessSettings.of(api).withPorts(OptionalInt.of(20001), Map.of()).liveness().orElseThrow().probe())
                .isEqualTo(new TcpProbe("localhost", 20001));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            log=ready            | liveness.log: cannot check whether a process is alive: a line that the process has written stays
            notify=socket        | liveness.notify: cannot check whether a process is alive: a process reports once that it is ready
            type=log             | liveness.type: cannot check whether a process is alive: a line that the process has written stays
            type=htp             | liveness.type: 'htp' is not one of http, tcp, command, file, grpc, none; did you mean 'http'?
            watchdog=5s          | liveness.watchdog: is not a setting; health.watchdog restarts a silent process
            on-unhealthy=none    | liveness.on-unhealthy: is not a setting: the liveness check always restarts the process
            group=liveness       | liveness.group: is not a setting: the liveness check restarts the process
            success-threshold=2  | liveness.success-threshold: is not a setting: one success ends a row of failures
            retries=2            | liveness: has no kind of check; set liveness.path
            """)
    void whatALivenessCheckCannotBeIsRefusedWithTheReason(String setting, String problem) {
        assertThat(Configured.with("api.command=node api.js", "api.liveness." + setting).atBuildOf(
                LaunchMode.NORMAL).read().problems())
                .anySatisfy(found -> assertThat(found.toString()).contains("api." + problem));
    }

    @Test
    void aProbeOfTheOutputIsRefusedInCode() {
        assertThatThrownBy(() -> ProcessDefinition.builder("api").command("node")
                .liveness(liveness -> liveness.probe(new LogProbe("ready"))).build())
                .hasMessageContaining("liveness.probe").hasMessageContaining("a line that the process has written stays");
    }

    @Test
    void sharedSettingsHaveNoEffectOnAProcessWithoutALivenessCheck() {
        Configured shared = Configured.with("api.command=node api.js")
                .andGlobal("quarkus.process-manager.defaults.liveness.retries=2");

        assertThat(shared.definition().liveness()).isEmpty();
    }

    @Test
    void theKindNoneSwitchesAnInheritedCheckOff() {
        Configured shared = Configured.with("api.command=node api.js", "api.liveness.type=none")
                .andGlobal("quarkus.process-manager.defaults.liveness.command=alive");

        assertThat(shared.definition().liveness()).isEmpty();
    }

    @Test
    void anotherKindReplacesTheInheritedOne() {
        Configured shared = Configured.with("api.command=node api.js", "api.liveness.command=mine")
                .andGlobal("quarkus.process-manager.defaults.liveness.port=8080");

        assertThat(shared.definition().liveness().orElseThrow().probe()).isInstanceOf(CommandProbe.class);
    }

    @ParameterizedTest
    @CsvSource({ "on-unhealthy=restart", "watchdog=5s" })
    void onlyOneOfTwoChecksRestarts(String setting) {
        assertThat(Configured.with("api.command=node api.js", "api.health.notify=socket", "api.health." + setting,
                "api.liveness.command=alive").problems()).singleElement().asString()
                .contains("api.health.on-unhealthy: is restart").contains("but the liveness check restarts the process");
    }

    @Test
    void aTaskThatServesIsRefusedAlsoForItsLivenessCheck() {
        assertThat(Configured.with("seed.command=seed", "seed.kind=task", "seed.liveness.port=8080").problems())
                .singleElement().asString().contains("kind: is task, but a TCP check is for a process that serves");
    }
}
