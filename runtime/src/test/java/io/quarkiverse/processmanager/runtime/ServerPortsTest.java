package io.quarkiverse.processmanager.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.quarkus.runtime.ValueRegistryImpl;
import io.quarkus.value.registry.ValueRegistry;
import io.quarkus.value.registry.ValueRegistry.RuntimeKey;

class ServerPortsTest {

    private static final RuntimeKey<Integer> HTTP = RuntimeKey.intKey("quarkus.http.port");

    /** Over a live reload the HTTP server stays open, and only the registry of the first application has its port. */
    @Test
    void theNextApplicationKnowsThePortThatThePreviousOneHasOpened() {
        ValueRegistry first = ValueRegistryImpl.builder().build();
        first.register(HTTP, 4711);
        ServerPorts.complete(first);

        ValueRegistry next = ValueRegistryImpl.builder().build();
        ServerPorts.complete(next);

        assertThat(next.get(HTTP)).isEqualTo(4711);
        assertThat(next.containsKey(RuntimeKey.intKey("quarkus.http.ssl-port"))).isFalse();
    }

    @Test
    void aPortThatTheApplicationItselfHasOpenedCounts() {
        ValueRegistry registry = ValueRegistryImpl.builder().build();
        registry.register(HTTP, 4712);

        ServerPorts.complete(registry);

        assertThat(registry.get(HTTP)).isEqualTo(4712);
    }
}
