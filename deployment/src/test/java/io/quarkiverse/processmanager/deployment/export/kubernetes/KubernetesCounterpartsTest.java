package io.quarkiverse.processmanager.deployment.export.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.runtime.config.KnownKeys;

class KubernetesCounterpartsTest {

    @Test
    void eachKeyIsInAManifestOrHasAReasonWhyNot() {
        assertThat(KubernetesCounterparts.TABLE.forgotten(KnownKeys.ofProcesses())).isEmpty();
    }
}
