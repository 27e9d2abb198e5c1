package io.quarkiverse.processmanager.deployment.export.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.cronutils.model.CronType;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.deployment.TimeLimit;
import io.quarkiverse.processmanager.deployment.export.Exports;
import io.quarkiverse.processmanager.deployment.export.Golden;
import io.quarkiverse.processmanager.runtime.config.KnownKeys;

/** Each unit is valid for {@code systemd-analyze verify}. */
class SystemdDocumentTest {

    private static final SystemdApplication APPLICATION = new SystemdApplication("shop", List.of("/bin/sh", "run"),
            Path.of("").toAbsolutePath(), Path.of("/nowhere/jdk"));

    @TempDir
    Path directory;

    @Test
    void theShopHasUnits() throws Exception {
        SystemdDocument document = write(Exports.ofShop("warehouse.command=/bin/sh warehouse.sh",
                "warehouse.artifact=", "web.modes=dev"));

        assertThat(verify(document)).isEmpty();
        Golden.assertEqual("shop-systemd.txt", all(document));
    }

    @Test
    void eachSettingHasItsCounterpart() throws Exception {
        SystemdDocument document = write(Exports.with("api.command=/bin/sh serve.sh --price '$5' ${REGION}", "api.port=9000",
                "api.ports.admin=9001", "api.url-scheme=http", "api.env.API_TOKEN=tok-123456",
                "api.env.HEADER=X-Token tok-123456",
                "api.env.MOTTO=100% \"no\" $HOME", "api.env-file=api.env", "api.unset-env=DEBUG,TRACE", "api.cwd=server",
                "api.user=api",
                "api.group=users", "api.umask=027", "api.nice=5", "api.depends-on=db,migrate,cache:started?",
                "api.health.path=/q/health",
                "api.startup-timeout=90s", "api.restart.policy=always", "api.restart.delay=1500ms", "api.restart.max=3",
                "api.restart.backoff=3", "api.stop.signal=INT", "api.stop.timeout=45s", "api.stop.command=sh drain.sh",
                "api.tags=slow",
                "api.ulimits.nofile=1024:4096", "api.ulimits.core=unlimited", "api.usage-limit.memory=512M",
                "api.usage-limit.action=restart", "api.data-dir=target/api", "api.on-dependency-restart=restart",
                "api.start-phase=before-app", "api.pre-start.command=sh prepare.sh", "api.wait-timeout=30s",
                "migrate.command=sh migrate.sh", "migrate.kind=task", "migrate.depends-on=db",
                "migrate.creates=target/migrated",
                "db.service=postgresql", "nightly.command=sh report.sh", "nightly.schedule.cron=0 0 3 ? * MON-FRI",
                "nightly.schedule.time-zone=Europe/Vienna", "hourly.command=sh hourly.sh", "hourly.schedule.every=1h",
                "late.command=sh late.sh http://localhost:8080/x", "late.start-phase=after-app", "late.health.notify=socket",
                "late.health.watchdog=20s", "late.success-exit-codes=0,143", "tick.command=sh tick.sh", "tick.restart.max=",
                "tick.auto-start=false"));

        assertThat(verify(document)).isEmpty();
        Golden.assertEqual("everything-systemd.txt", all(document));
    }

    @Test
    void whatSystemdDoesNotHaveIsReported() {
        SystemdDocument document = write(Exports.with("x.command=sh x", "x.restart.backoff=3", "x.health.log=ready",
                "y.command=sh y", "y.schedule.cron=0 0 3 L * ?"));

        assertThat(document.missing()).extracting(Problem::toString).containsExactly(
                "quarkus.processes.x.health.log: is left out: no command checks this; set health.command",
                "quarkus.processes.x.restart.backoff: is left out: systemd restarts after the same delay each time",
                "quarkus.processes.y.schedule.cron: '0 0 3 L * ?' is left out: systemd has no calendar event for it; write a timer, "
                        + "or choose a simpler expression");
        document.missing().forEach(problem -> assertThat(document.files().get("shop.target")).contains("#   " + problem));
        assertThat(document.files()).doesNotContainKey("shop-y.timer");
    }

    @Test
    void anArtifactThatTheBuildDoesNotResolveHasNoUnit() {
        List<Problem> without = Exports.with("mock.artifact=org.wiremock:wiremock-standalone:3.13.1", "mock.args=--port,1",
                "own.command=sh own").onOneMachine().processes().stream().map(SystemdCounterparts::withoutCommand)
                .flatMap(Optional::stream).toList();

        assertThat(without).extracting(Problem::toString)
                .containsExactly("quarkus.processes.mock.artifact: is not on the server, so "
                        + "the process is left out; copy it there, and set a command for the profile prod");
    }

    @Test
    void noSecretIsInAUnit() {
        SystemdDocument document = write(Exports.with("api.command=sh api --password hunter22", "api.env.API_TOKEN=tok-123456",
                "api.env.HEADER=X-Token tok-123456"));

        assertThat(document.files().get("shop-api.service")).doesNotContain("hunter22", "tok-123456")
                .contains("ExecStart=\"sh\" \"api\" \"--password\" \"${API_SECRET}\"",
                        "EnvironmentFile=/etc/shop/shop-api.env");
        assertThat(document.templates().get("shop-api.env")).doesNotContain("hunter22", "tok-123456")
                .endsWith("API_SECRET=\nAPI_TOKEN=\n# X-Token <API_API_TOKEN>\nHEADER=\n");
    }

    @Test
    void anOwnVariableOverridesThatOfAFileAsHere() throws Exception {
        SystemdDocument document = write(Exports.with("api.command=/bin/sh api", "api.port=9000", "api.env.MODE=100% own $X",
                "api.env-file=api.env", "api.pre-start.command=sh prepare", "api.stop.command=sh drain", "b.command=sh b",
                "b.env.MODE=own"));

        assertThat(verify(document)).isEmpty();
        String unit = document.files().get("shop-api.service");
        // A file overrides Environment=, and a port that a file sets is that of the file here, too.
        assertThat(unit).contains("Environment=\"PORT=9000\"", "EnvironmentFile=/opt/shop/api.env",
                "ExecStart=\"/usr/bin/env\" \"MODE=100%% own $$X\" \"/bin/sh\" \"api\"",
                "ExecStartPre=\"/usr/bin/env\" \"MODE=100%% own $$X\" \"sh\" \"prepare\"",
                "ExecStop=\"/usr/bin/env\" \"MODE=100%% own $$X\" \"sh\" \"drain\"").doesNotContain("Environment=\"MODE");
        assertThat(document.files().get("shop-b.service")).contains("Environment=\"MODE=own\"", "ExecStart=\"sh\" \"b\"");
    }

    @Test
    void theFilesOfAllProcessesAreInEachUnit(@TempDir Path project) throws Exception {
        Files.writeString(project.resolve("all.env"), "LEVEL=file\nCOMMON=file\n");
        Files.writeString(project.resolve("api.env"), "COMMON=own\n");
        SystemdDocument document = write(Exports.with("api.command=/bin/sh api", "api.env-file=api.env", "b.command=/bin/sh b")
                .andGlobal("quarkus.process-manager.env-file=all.env", "quarkus.process-manager.env.LEVEL=all",
                        "quarkus.process-manager.env.COMMON=all")
                .inProject(project));

        assertThat(verify(document)).isEmpty();
        assertThat(document.files().get("shop-api.service")).contains("EnvironmentFile=/opt/shop/all.env\n"
                + "EnvironmentFile=/opt/shop/api.env\n", "ExecStart=\"/usr/bin/env\" \"LEVEL=all\" \"/bin/sh\"",
                "Environment=\"COMMON=all\"");
        assertThat(document.files().get("shop-b.service")).contains("EnvironmentFile=/opt/shop/all.env\n",
                "ExecStart=\"/usr/bin/env\" \"COMMON=all\" \"LEVEL=all\" \"/bin/sh\"");
    }

    @Test
    void theUnitOfReplicasIsTheFirstOfThem() throws Exception {
        for (String replicas : List.of("1", "3")) {
            SystemdDocument document = write(Exports.with("w.command=sh w --queue {replica}", "w.env.QUEUE=q-{replica}",
                    "w.replicas=" + replicas));

            assertThat(verify(document)).isEmpty();
            assertThat(document.files().get("shop-w.service")).as(replicas).doesNotContain("{replica}").contains(
                    "ExecStart=\"sh\" \"w\" \"--queue\" \"0\"", "Environment=\"QUEUE=q-0\"", "Environment=\"REPLICA_INDEX=0\"");
            assertThat(document.missing()).as(replicas).hasSize(replicas.equals("1") ? 0 : 1);
        }
    }

    @Test
    void noKeyIsForgotten() {
        assertThat(SystemdCounterparts.TABLE.forgotten(KnownKeys.ofProcesses())).isEmpty();
    }

    private static SystemdDocument write(Exports exports) {
        return SystemdDocument.of(exports.onOneMachine(), APPLICATION, CronType.QUARTZ, List.of());
    }

    /** The complaints of systemd, which reads all units of a directory together. */
    private String verify(SystemdDocument document) throws IOException, InterruptedException {
        for (Map.Entry<String, String> file : document.files().entrySet()) {
            // The units of the packages of a server are not there, and the user is not either.
            Files.writeString(directory.resolve(file.getKey()), file.getValue());
        }
        for (String unit : List.of("postgresql.service", "redis-server.service", "network.target", "basic.target",
                "sysinit.target",
                "shutdown.target", "multi-user.target", "-.slice", "system.slice", "timers.target", "time-sync.target",
                "time-set.target")) {
            Files.writeString(directory.resolve(unit),
                    unit.endsWith(".service") ? "[Service]\nExecStart=/bin/sh\n" : "[Unit]\n");
        }
        List<String> command = new ArrayList<>(List.of("systemd-analyze", "verify", "--man=no", "--generators=no"));
        document.files().keySet().forEach(name -> command.add(directory.resolve(name).toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("SYSTEMD_UNIT_PATH", directory.toString());
        Process verify = TimeLimit.of(builder.start());
        String output = new String(verify.getInputStream().readAllBytes());
        return verify.waitFor() == 0 && output.isBlank() ? "" : "exit " + verify.waitFor() + "\n" + output;
    }

    private static String all(SystemdDocument document) {
        StringBuilder all = new StringBuilder();
        document.files().forEach((name, text) -> all.append("==> ").append(name).append("\n").append(text).append("\n"));
        document.templates().forEach((name, text) -> all.append("==> ").append(name).append("\n").append(text).append("\n"));
        return all.toString();
    }
}
