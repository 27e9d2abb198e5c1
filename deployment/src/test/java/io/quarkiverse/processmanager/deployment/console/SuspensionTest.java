package io.quarkiverse.processmanager.deployment.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import sun.misc.Signal;
import sun.misc.SignalHandler;

class SuspensionTest {

    private final SignalHandler own = signal -> {
    };
    private Optional<SignalHandler> before = Optional.empty();

    @BeforeEach
    void handleTheSignal() {
        assumeTrue(File.separatorChar == '/');
        before = Optional.of(Signal.handle(new Signal("TSTP"), own));
    }

    @AfterEach
    void restoreTheSignal() {
        before.ifPresent(handler -> Signal.handle(new Signal("TSTP"), handler));
    }

    @Test
    void theEndRestoresTheHandler() {
        Suspension suspension = new Suspension(() -> {
        });
        suspension.begin();
        assertThat(handler()).isNotSameAs(own);

        suspension.close();
        suspension.close();

        assertThat(handler()).isSameAs(own);
    }

    /** Ctrl-C can close the terminal while it is being taken. */
    @Test
    void theEndMayComeBeforeTheBegin() {
        Suspension suspension = new Suspension(() -> {
        });

        suspension.close();
        suspension.begin();

        assertThat(handler()).isSameAs(own);
    }

    private static SignalHandler handler() {
        Signal signal = new Signal("TSTP");
        SignalHandler present = Signal.handle(signal, SignalHandler.SIG_IGN);
        Signal.handle(signal, present);
        return present;
    }
}
