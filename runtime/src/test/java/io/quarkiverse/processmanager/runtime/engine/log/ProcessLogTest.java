package io.quarkiverse.processmanager.runtime.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.LogPolicy;
import io.quarkiverse.processmanager.runtime.definition.LogFileSettings;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.process.LineLog.Cause;

class ProcessLogTest {

    private static final LogPolicy WITH_FILE = LogSettings.DEFAULT.withFile(LogFileSettings.of(Path.of("/logs/db.log")));

    @Test
    void theNoticeHasTheNumberAndThePlaceOfTheLines() {
        assertThat(notice(WITH_FILE, 48_210, Cause.RATE_LIMIT, true))
                .isEqualTo("... 48,210 lines are left out here, because the log takes 100 lines per second"
                        + " (quarkus.processes.db.log.rate-limit); they are in /logs/db.log ...");
        assertThat(notice(LogSettings.DEFAULT, 1, Cause.RATE_LIMIT, true)).contains("... 1 line is left out here",
                "in the Dev UI, in 'processes logs db' and in ManagedProcess.logs()",
                "quarkus.processes.db.log.file.path keeps all");
    }

    @Test
    void theNoticeNamesTheReasonThatApplies() {
        assertThat(notice(WITH_FILE, 2, Cause.SLOW_LOG, true)).contains("because the log is slower than the process;")
                .doesNotContain("rate-limit");
    }

    @Test
    void outsideDevModeThereIsNoDevUi() {
        assertThat(notice(LogSettings.DEFAULT, 2, Cause.RATE_LIMIT, false)).doesNotContain("Dev UI")
                .contains("the latest lines are in ManagedProcess.logs(), and ");
    }

    private static String notice(LogPolicy policy, long count, Cause cause, boolean devMode) {
        return new ProcessLog.Notice("db", policy, count, cause, devMode).text();
    }
}
