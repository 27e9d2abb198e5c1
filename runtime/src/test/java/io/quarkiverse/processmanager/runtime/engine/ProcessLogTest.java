package io.quarkiverse.processmanager.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.runtime.definition.LogFileSettings;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;

class ProcessLogTest {

    @Test
    void theNoticeHasTheNumberAndThePlaceOfTheLines() {
        assertThat(ProcessLog.notice("db", LogSettings.DEFAULT.withFile(LogFileSettings.of(Path.of("/logs/db.log"))), 48_210))
                .isEqualTo("... 48,210 lines are left out here, because the log takes 1,000 lines per second"
                        + " (quarkus.processes.db.log.rate-limit); they are in /logs/db.log ...");
        assertThat(ProcessLog.notice("db", LogSettings.DEFAULT, 1)).contains("... 1 line is left out here",
                "ManagedProcess.logs()", "quarkus.processes.db.log.file.path keeps all");
    }
}
