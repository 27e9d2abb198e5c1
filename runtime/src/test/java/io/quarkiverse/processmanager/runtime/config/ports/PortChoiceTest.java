package io.quarkiverse.processmanager.runtime.config.ports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.runtime.ports.PortRequest;
import io.quarkiverse.processmanager.runtime.ports.PortTable;

class PortChoiceTest {

    private static final PortRequest UI = new PortRequest("continuous-test /app", "ui", "", 5173);

    private static String explanation(PortRequest request, int port, String owner, String processId) {
        return PortChoice.explanation(request,
                new PortTable.Choice(port, true, Optional.of(new PortTable.Reservation(owner, processId))));
    }

    @Test
    void aPortThatOnlyAnotherModeHasReservedIsNotCalledInUse() {
        assertThat(explanation(UI, 5174, "dev /app", "ui"))
                .isEqualTo("port 5173 of process 'ui' is reserved for dev mode; the process listens on port 5174");
        assertThat(explanation(UI, 5174, "dev /app", "web")).contains(" is reserved for process 'web' of dev mode; ");
        assertThat(explanation(UI, 5174, "continuous-test /app", "web")).contains(" is reserved for process 'web'; ");
    }

    @Test
    void aFailureOfTheFilesEndsNoStep() {
        PortChoice.contain("note a process", () -> {
            throw new UnsupportedOperationException("View 'unix' not available");
        });
    }

    @Test
    void anotherApplicationIsNotNamed() {
        assertThat(explanation(UI, 5174, "dev /other app", "ui")).contains(" is reserved for another application; ");
        assertThat(explanation(UI, 5174, "", "")).contains(" is reserved for another application; ");
    }

    @Test
    void aPortOnWhichSomethingListensIsInUse() {
        PortRequest admin = new PortRequest("dev /app", "ui", "admin", 5173);

        assertThat(PortChoice.explanation(admin, new PortTable.Choice(5175, true, Optional.empty())))
                .isEqualTo("port admin 5173 of process 'ui' is in use; the process listens on port 5175");
        assertThat(PortChoice.explanation(admin, new PortTable.Choice(0, true, Optional.empty())))
                .isEqualTo("port admin 5173 of process 'ui' is in use, and no port above it is free");
    }
}
