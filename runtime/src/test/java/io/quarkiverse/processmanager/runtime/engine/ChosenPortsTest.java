package io.quarkiverse.processmanager.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.PortOwner;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;

class ChosenPortsTest {

    private final ProcessDefinitionBuilder db = ProcessDefinition.builder("db").command("postgres").port(20001);
    /** Any process except this JVM. */
    private final ProcessHandle root = ProcessHandle.of(1).orElseThrow();

    @Test
    void thePortStaysWithTheProcess() {
        assertThat(ChosenPorts.holder(db.build(), root.pid())).contains(root);
    }

    @Test
    void aContainerCanListenLongerThanItsClient() {
        assertThat(ChosenPorts.holder(db.portOwner(PortOwner.ANY).build(), root.pid())).contains(ProcessHandle.current());
    }

    @Test
    void aDetachedClientOfAContainerKeepsThePortForTheNextRun() {
        assertThat(ChosenPorts.holder(db.portOwner(PortOwner.ANY).detached(true).build(), root.pid())).contains(root);
    }
}
