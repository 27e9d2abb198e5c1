package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.probe.CommandResult;
import io.quarkiverse.processmanager.runtime.definition.CommandSettings;
import io.quarkiverse.processmanager.runtime.definition.ExecutionSettings;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;

class StopCommandLogTest {

    @Test
    void theEndOfTheOutputIsShownWithoutSecrets() {
        ProcessRunner.Launch launch = new ProcessRunner.Launch("db", 1,
                new CommandSettings(List.of("run"), false, Optional.empty(), Map.of("PASSWORD", "s3cr3t"), true),
                ExecutionSettings.DEFAULT, OptionalInt.empty(), StopSettings.DEFAULT, LogSettings.DEFAULT);

        assertThat(StopCommandLog.failed(launch, new CommandResult(1, List.of("login with s3cr3t failed", ""))))
                .isEqualTo("stop.command of process 'db' exited with 1: login with *** failed; the stop signal follows");
        assertThat(StopCommandLog.failed(launch, new CommandResult(2, List.of())))
                .isEqualTo("stop.command of process 'db' exited with 2; the stop signal follows");
    }
}
