package io.quarkiverse.processmanager.terminal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.terminal.client.Members;

class PhaseSignTest {

    @Test
    void eachPhaseHasASign() {
        assertThat(sign("RUNNING", "RUNNING", "service", false)).isEqualTo(PhaseSign.UP);
        assertThat(sign("RUNNING", "RUNNING", "task", false)).isEqualTo(PhaseSign.PENDING);
        assertThat(sign("RUNNING", "RUNNING", "service", true)).as("unhealthy").isEqualTo(PhaseSign.DOWN);
        for (String phase : List.of("WAITING", "STARTING", "STOPPING", "KILLING")) {
            assertThat(sign(phase, phase, "", false)).isEqualTo(PhaseSign.PENDING);
        }
        assertThat(sign("BACKOFF", "BACKOFF", "", true)).isEqualTo(PhaseSign.DOWN);
        assertThat(sign("FAILED", "FAILED", "", true)).isEqualTo(PhaseSign.DOWN);
        assertThat(sign("STOPPED", "STOPPED", "", false)).isEqualTo(PhaseSign.IDLE);
        assertThat(sign("COMPLETED", "DONE", "task", false)).isEqualTo(PhaseSign.DONE);
        assertThat(sign("COMPLETED", "SKIPPED", "task", false)).isEqualTo(PhaseSign.SKIPPED);
    }

    private static PhaseSign sign(String phase, String state, String kind, boolean down) {
        return PhaseSign.of(new Members(Map.of("phase", phase, "state", state, "kind", kind, "down", down)));
    }
}
