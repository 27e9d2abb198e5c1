package io.quarkiverse.processmanager.runtime.definition.listen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.processmanager.PortOwner;
import io.quarkiverse.processmanager.ProcessDefinition;

class PortOwnershipTest {

    @ParameterizedTest
    @ValueSource(strings = { "docker run -p 5432:5432 postgres", "/usr/bin/podman run x", "sudo docker compose up",
            "docker-compose up", "nerdctl run x" })
    void aContainerEngineListensForItsClient(String command) {
        assertThat(PortOwnership.of(List.of(command.split(" ")), false)).isEqualTo(PortOwner.ANY);
        assertThat(PortOwnership.of(List.of("cd x && exec " + command), true)).isEqualTo(PortOwner.ANY);
    }

    @ParameterizedTest
    @ValueSource(strings = { "postgres -D docker", "node docker.js", "./dockerd-like", "npm run docker", "docker.sh" })
    void anyOtherProcessListensItself(String command) {
        assertThat(PortOwnership.of(List.of(command.split(" ")), false)).isEqualTo(PortOwner.PROCESS);
    }

    @ParameterizedTest
    @ValueSource(strings = { "node docker.js", "./run-docker", "cat dockerfile" })
    void anyOtherScriptListensItself(String script) {
        assertThat(PortOwnership.of(List.of(script), true)).isEqualTo(PortOwner.PROCESS);
    }

    @ParameterizedTest
    @ValueSource(strings = { "PROCESS", "ANY" })
    void theSettingDecides(PortOwner owner) {
        assertThat(ProcessDefinition.builder("db").command("docker", "run", "x").portOwner(owner).build().portOwner())
                .isEqualTo(owner);
    }
}
