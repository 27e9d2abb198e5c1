package io.quarkiverse.processmanager.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.runtime.control.wire.ControlSockets.Found;
import io.quarkiverse.processmanager.runtime.control.wire.SocketFacts;

class ChoiceTest {

    private static Found found(String directory, String mode, long pid) {
        return new Found(new SocketFacts(1, "a", directory, pid, mode), Path.of("/s"));
    }

    @Test
    void theNearestApplicationAboveIsChosenThenTheOnesBelow() {
        Found root = found("/work", "dev", 1);
        Found shop = found("/work/shop", "dev", 2);
        Found other = found("/other", "dev", 3);
        List<Found> all = List.of(root, shop, other);

        assertThat(Choice.candidates(all, Path.of("/work/shop/src/main"))).containsExactly(shop);
        assertThat(Choice.candidates(all, Path.of("/work/docs"))).containsExactly(root);
        assertThat(Choice.candidates(all, Path.of("/other"))).containsExactly(other);
        assertThat(Choice.candidates(List.of(shop), Path.of("/work"))).containsExactly(shop);
        assertThat(Choice.candidates(all, Path.of("/elsewhere"))).isEmpty();
        assertThat(Choice.candidates(List.of(found("/workshop", "dev", 4)), Path.of("/work"))).isEmpty();
    }

    @Test
    void devModeComesBeforeTheTestsBesideIt() {
        Found dev = found("/work", "dev", 1);

        assertThat(Choice.candidates(List.of(found("/work", "test", 1), dev, found("/work", "prod", 2)), Path.of("/work")))
                .containsExactly(dev);
    }
}
