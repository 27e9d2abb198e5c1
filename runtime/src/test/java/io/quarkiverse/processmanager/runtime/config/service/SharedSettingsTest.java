package io.quarkiverse.processmanager.runtime.config.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.runtime.process.platform.Platform;
import io.quarkiverse.processmanager.runtime.process.state.DataLock;
import io.quarkiverse.processmanager.runtime.process.state.DataOwner;
import io.quarkiverse.processmanager.runtime.process.table.Marker;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;

class SharedSettingsTest {

    private static final Map<String, String> DEFAULTS = Map.of("port", "0", "ports.admin", "0",
            "config.\"quarkus.datasource.username\"", "quarkus", "config.\"quarkus.datasource.password\"", "quarkus");
    private static final Map<String, String> QUARKUS = Map.of("username", "quarkus", "password", "quarkus");

    @TempDir
    Path root;

    private final Set<Integer> taken = new HashSet<>();
    private final AtomicInteger next = new AtomicInteger(20_000);

    /** The settings of one more application. */
    private Map<String, String> complete(Map<String, String> credentials) {
        return new SharedSettings(root.resolve("db"), port -> !taken.contains(port), next::incrementAndGet).complete(DEFAULTS,
                credentials);
    }

    @Test
    void eachApplicationHasThePortsOfTheFirst() {
        Map<String, String> first = complete(QUARKUS);

        assertThat(first).containsEntry("port", "20001").containsEntry("ports.admin", "20002");
        assertThat(complete(QUARKUS)).isEqualTo(first);
    }

    @Test
    void aPortThatSomethingElseHasIsChosenAnewUnlessTheServiceRuns() throws IOException {
        complete(QUARKUS);
        taken.add(20_001);
        Optional<DataLock> running = DataLock.take(Files.createDirectories(root.resolve("db")));

        assertThat(complete(QUARKUS)).as("the service itself listens").containsEntry("port", "20001");
        running.orElseThrow().release();

        assertThat(complete(QUARKUS)).containsEntry("port", "20003").containsEntry("ports.admin", "20002");
    }

    @Test
    void eachApplicationHasTheCredentialsWithWhichTheDataWasCreated() throws IOException {
        complete(Map.of("username", "owner", "password", "secret"));
        Files.createDirectories(root.resolve("db/data"));

        assertThat(complete(QUARKUS)).containsEntry("config.\"quarkus.datasource.username\"", "owner")
                .containsEntry("config.\"quarkus.datasource.password\"", "secret");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("db.shared"))))
                .isEqualTo("rw-------");
    }

    /** The two have no data yet: the second one must not replace the credentials with which the first one creates the data. */
    @Test
    void ofTwoApplicationsThatStartAtATimeTheFirstSetsTheCredentials() throws IOException {
        complete(Map.of("username", "owner", "password", "secret"));
        Process other = new ProcessBuilder("sleep", "1000").start();
        try {
            writtenBy(other.toHandle());

            assertThat(complete(QUARKUS)).containsEntry("config.\"quarkus.datasource.username\"", "owner")
                    .containsEntry("config.\"quarkus.datasource.password\"", "secret");
            assertThat(SharedSettings.credentials(root.resolve("db")))
                    .isEqualTo(Map.of("username", "owner", "password", "secret"));
        } finally {
            other.destroyForcibly().onExit().join();
        }
        assertThat(complete(QUARKUS)).as("the first one has died before it has created the data")
                .containsEntry("config.\"quarkus.datasource.username\"", "quarkus");
    }

    private void writtenBy(ProcessHandle application) throws IOException {
        Path file = root.resolve("db.shared");
        Files.writeString(file, Files.readString(file).replaceAll("application=.*", "application=" + application.pid() + " "
                + application.info().startInstant().orElseThrow().toEpochMilli()));
    }

    @Test
    void thePortOfAProcessThatHasSurvivedItsApplicationStays() throws IOException {
        complete(QUARKUS);
        taken.add(20_001);
        DataLock lock = DataLock.take(Files.createDirectories(root.resolve("db"))).orElseThrow();
        lock.note(new DataOwner("scope", "db", "/app", new ProcessId(999_999_999, 1), new Marker("QPM_DETACHED", "k-db"))
                .with(RunnerId.create(Platform.ofThisMachine().table()).process(), Optional.empty()));
        lock.abandon();

        assertThat(complete(QUARKUS)).containsEntry("port", "20001");
    }

    @Test
    void servicesOfTwoKindsWithOneNameHaveDirectoriesOfTheirOwn() {
        assertThat(SharedName.directory("dev", "redis")).startsWith(System.getProperty("user.home")).endsWith("/dev/redis");
        assertThat(SharedName.directory("dev", "postgresql")).endsWith("/dev/postgresql");
        assertThat(SharedName.directory("dev", "../my.Own")).endsWith("/dev/___my_Own");
    }

    @Test
    void dataThatWasDeletedIsCreatedWithTheCredentialsOfTheNextApplication() {
        complete(Map.of("username", "owner", "password", "secret"));

        assertThat(complete(QUARKUS)).containsEntry("config.\"quarkus.datasource.username\"", "quarkus");
    }
}
