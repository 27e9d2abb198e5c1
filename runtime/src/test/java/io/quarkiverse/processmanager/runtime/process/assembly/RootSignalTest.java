package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;

class RootSignalTest {

    @RegisterExtension
    final Workshop workshop = new Workshop();

    @Test
    void theRootReceivesTheSignalAndItsChildrenDoNot() throws Exception {
        Workshop.Started started = workshop.start(workshop.sh(
                "trap 'echo root' USR1; sh -c 'trap \"echo child\" USR1; echo up; while :; do sleep 0.05; done' & "
                        + "while :; do wait; sleep 0.05; done"));
        started.witness().pid();
        workshop.awaitLine("up");
        started.process().signal("USR1").toCompletableFuture().get(60, TimeUnit.SECONDS);

        workshop.awaitLine("root");
        assertThat(workshop.lines()).doesNotContain("child");
        assertThat(started.witness().events()).containsExactly("started");
        started.process().kill();
    }

    @Test
    void anInvalidSignalNameIsRefused() {
        Workshop.Started started = workshop.start(workshop.sh("echo up; exec sleep 1000"));
        started.witness().pid();
        workshop.awaitLine("up");
        assertThatThrownBy(() -> started.process().signal("SIGHUP; reboot").toCompletableFuture().get(60, TimeUnit.SECONDS))
                .cause().hasMessageContaining("'SIGHUP; reboot' is not the name of a signal")
                .extracting(thrown -> ((ProcessException) thrown).reason()).isEqualTo(Reason.INVALID);
        started.process().kill();
    }

    @Test
    void anExitedRootReceivesNoSignal() {
        Workshop.Started started = workshop.start(workshop.sh("exit 0"));
        started.witness().exit();

        assertThatThrownBy(() -> started.process().signal("HUP").toCompletableFuture().get(60, TimeUnit.SECONDS))
                .cause().hasMessageContaining("it is not alive");
    }
}
