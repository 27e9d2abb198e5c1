package io.quarkiverse.processmanager.deployment.imported;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;

import jakarta.inject.Inject;

import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.ForProcess;
import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkus.test.QuarkusUnitTest;

/** An application with the processes of two files of other tools. */
class ImportedProcessesTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest().withEmptyApplication().withConfiguration("""
            quarkus.process-manager.procfile=src/test/resources/import/Procfile
            quarkus.process-manager.compose=src/test/resources/import/process-compose.yaml
            quarkus.processes.clock.restart.max=7
            quarkus.processes.other.command=sleep 1000
            quarkus.processes.other.depends-on=clock
            """).setLogRecordPredicate(line -> line.getLevel().intValue() >= Level.WARNING.intValue())
            .assertLogRecords(ImportedProcessesTest::hasOneNote);

    @Inject
    @ForProcess("clock")
    ManagedProcess clock;

    @Inject
    @ForProcess("web")
    ManagedProcess web;

    @Inject
    @ForProcess("other")
    ManagedProcess other;

    private static void hasOneNote(List<LogRecord> lines) {
        assertThat(lines).map(new PatternFormatter("%s")::format).filteredOn(line -> line.contains("process-compose"))
                .singleElement().asString().startsWith("Not all of /").endsWith("/process-compose.yaml has become a property:\n"
                        + "    process-compose.yaml: processes.clock.is_elevated has no counterpart");
    }

    @Test
    void aProcessOfTheProcfileRunsWithItsPort() {
        int port = web.definition().port().orElseThrow();
        assertThat(port).isPositive();
        assertThat(web.definition().command().words())
                .contains("echo \"port $PORT, $((1 + 1))\"; exec python3 -m http.server $PORT");
        web.awaitReady(Duration.ofSeconds(60));
        assertThat(web.logs(10)).extracting(LogLine::text).contains("port " + port + ", 2");
    }

    @Test
    void aPropertyOfTheApplicationWins() {
        assertThat(clock.definition().command().words()).containsExactly("sleep", "1000");
        assertThat(clock.definition().restart().max()).hasValue(7);
        assertThat(clock.definition().stop().signal()).isEqualTo("INT");
        assertThat(other.definition().dependencies()).extracting(Dependency::id).containsExactly("clock");
    }
}
