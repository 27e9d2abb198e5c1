package io.quarkiverse.processmanager.runtime.process.spawn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.Stdin;
import io.quarkiverse.processmanager.runtime.definition.ExecutionSettings;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.assembly.Workshop;

class StartWayTest {

    @RegisterExtension
    final Workshop workshop = new Workshop();

    @Test
    void aCommandGetsItsSessionEvenIfTheNativeWayIsTurnedOffAfterItsPreparation() throws Exception {
        Spawner spawner = workshop.runner().services().spawner();
        PreparedCommand command = spawner.prepare(spawner.request(new ProcessRunner.Launch("p", 1,
                workshop.sh("read -r pid rest < /proc/$$/stat; set -- $rest; echo $pid $5"), ExecutionSettings.DEFAULT,
                OptionalInt.empty(), StopSettings.DEFAULT, LogSettings.DEFAULT)));
        spawner.way().off(true);

        Process process = spawner.spawn(command, Stdin.CLOSED, Redirection.ONE_PIPE);

        assertThat(new String(process.getInputStream().readAllBytes()).strip())
                .isEqualTo(process.pid() + " " + process.pid());
        assertThat(process.waitFor()).isZero();
        process.getInputStream().close();
    }
}
