package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.Command;
import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.StopPolicy;
import io.quarkiverse.processmanager.runtime.definition.CommandSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.process.RunningProcess;
import io.quarkiverse.processmanager.runtime.process.platform.LinuxProcessTable;
import io.quarkiverse.processmanager.runtime.process.spawn.PreparedCommand;
import io.quarkiverse.processmanager.runtime.process.spawn.Starter;
import io.quarkiverse.processmanager.runtime.process.spawn.Wiring;
import io.quarkiverse.processmanager.runtime.process.spawn.rights.Accounts;
import io.quarkiverse.processmanager.runtime.process.spawn.rights.FileAccess;
import io.quarkiverse.processmanager.runtime.process.spawn.rights.Privileges;
import io.quarkiverse.processmanager.runtime.process.spawn.rights.RunAs;
import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;

class OtherUserTest {

    @RegisterExtension
    final Workshop workshop = new Workshop();

    @BeforeEach
    void onlyRootMayBecomeAnother() throws IOException {
        Assumptions.assumeTrue(Privileges.ofThisJvm().uid() == 0, "only root may start processes as another user");
        Files.setPosixFilePermissions(workshop.directory(), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void theProcessIsThatUserWithItsGroupsAndNothingOfRoot() {
        run(as("daemon"), sh("id -un; id -gn; id -Gn; grep Cap /proc/self/status | sort -u"));

        assertThat(workshop.lines()).startsWith("daemon", "daemon", "daemon").filteredOn(line -> line.startsWith("CapEff")
                || line.startsWith("CapPrm") || line.startsWith("CapInh")).hasSize(3)
                .allMatch(line -> line.endsWith("\t0000000000000000"));
    }

    @Test
    void theEnvironmentIsThatOfTheUserUnlessItIsDeclared() {
        run(as("nobody"), sh("echo $HOME $USER $LOGNAME"));
        run(as("nobody"), new CommandSettings(List.of("sh", "-c", "echo $HOME $USER"), false, Optional.of(workshop.directory()),
                Map.of("HOME", "/tmp"), true));

        assertThat(workshop.lines()).containsExactly("/nonexistent nobody nobody", "/tmp nobody");
    }

    @Test
    void aNumberWithoutANameNeedsAGroup() {
        run(as("4711").group("4712"), sh("echo $(id -u) $(id -g) $(id -G) $HOME $USER"));

        assertThat(workshop.lines()).containsExactly("4711 4712 4712 / 4711");
    }

    @Test
    void aGroupAloneLeavesTheUser() {
        run(define().group("daemon"), sh("id -un; id -gn"));

        assertThat(workshop.lines()).containsExactly("root", "daemon");
    }

    /** Root in a container may not set a limit of a process that has become one of another user. */
    @Test
    void eachProcessHasTheLimitThatMarksItsTree() {
        for (int i = 0; i < 10; i++) {
            run(as("nobody"), sh("grep 'Max file locks' /proc/$$/limits"));
        }

        assertThat(workshop.lines()).hasSize(10).allMatch(line -> line.matches("Max file locks +[0-9]{18} +unlimited .*"));
    }

    @Test
    void aUserCanHaveAnotherGroup() {
        run(as("nobody").group("daemon"), sh("id -un; id -gn"));

        assertThat(workshop.lines()).containsExactly("nobody", "daemon");
    }

    @Test
    void privilegedSettingsAreAppliedBeforePrivilegesAreDropped() throws IOException {
        Privileges own = Privileges.ofThisJvm();
        // Root in a container may have fewer privileges.
        long limit = own.hardLimit("Max open files").orElse(1000) + (own.has(Privileges.SYS_RESOURCE) ? 1 : 0);
        int nice = own.has(Privileges.SYS_NICE) ? -3 : 3;

        run(as("nobody").nice(nice).ulimit("nofile", Long.toString(limit)).umask("027"),
                sh("echo $(id -un) $(nice) $(ulimit -n) $(umask)"));

        assertThat(workshop.lines()).containsExactly("nobody " + nice + " " + limit + " 0027");
    }

    @Test
    void theRootLeadsItsSessionAndItsTreeIsStopped() {
        Workshop.Started started = start(as("nobody"),
                workshop.sh("setsid sleep 1000 & (trap '' TERM; sleep 1000; sleep 1000) & echo up; wait"),
                new StopSettings("TERM", Duration.ofSeconds(1), List.of(), StopPolicy.Scope.ROOT, StopPolicy.Leftovers.STOP));
        workshop.awaitLine("up");
        ProcessEntry root = new LinuxProcessTable().read(started.witness().pid()).orElseThrow();

        started.terminate();
        started.witness().exit();
        started.process().kill();
        started.witness().awaitGone();

        assertThat(root.group()).isEqualTo(root.pid());
        assertThat(root.session()).isEqualTo(root.pid());
        assertThat(workshop.alive()).isEmpty();
    }

    @Test
    void aCommandBesideTheProcessRunsAsItsUser() throws Exception {
        RunningProcess process = start(as("nobody"), sh("exec sleep 1000"), StopSettings.DEFAULT).process();

        int code = process.run(List.of("sh", "-c", "test $(id -un) = nobody"), Duration.ofSeconds(60)).toCompletableFuture()
                .get(60, TimeUnit.SECONDS).exitCode();

        assertThat(code).isZero();
    }

    @Test
    void theStopCommandRunsAsTheUserOfTheProcess() throws IOException {
        Files.setPosixFilePermissions(workshop.directory(), PosixFilePermissions.fromString("rwxrwxrwx"));
        Workshop.Started started = start(as("nobody"), sh("echo up; exec sleep 1000"),
                new StopSettings("TERM", Duration.ofSeconds(60), List.of("touch", "stopped"), StopPolicy.Scope.ROOT,
                        StopPolicy.Leftovers.STOP));
        workshop.awaitLine("up");

        started.terminate();
        started.witness().awaitGone();

        assertThat(Files.getOwner(workshop.directory().resolve("stopped")).getName()).isEqualTo("nobody");
    }

    @Test
    void aDirectoryThatTheUserMayNotEnterIsRefused() throws IOException {
        Path closed = Files.createDirectory(workshop.directory().resolve("closed"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path inside = Files.createDirectory(closed.resolve("inside"));

        assertFailed(new CommandSettings(List.of("true"), false, Optional.of(inside), Map.of(), true), Reason.INVALID_DIRECTORY,
                "the working directory " + inside + " may not be entered by user 'nobody'");
    }

    @Test
    void aDirectoryThatOnlyItsGroupMayEnterIsAccepted() throws IOException {
        Path shared = Files.createDirectory(workshop.directory().resolve("shared"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxr-x---"));
        Files.setAttribute(shared, "unix:gid", (int) Accounts.group("daemon").orElseThrow());

        Workshop.Started started = workshop.start(
                new CommandSettings(List.of("pwd", "-P"), false, Optional.of(shared), Map.of(), true),
                as("daemon").build().execution());

        assertThat(started.witness().awaitGone().exit().code()).hasValue(0);
        assertThat(workshop.lines()).containsExactly(shared.toString());
    }

    @Test
    void aCommandThatTheUserMayNotExecuteIsRefused() throws IOException {
        script("run", "rwx------");

        assertFailed(command("./run"), Reason.EACCES, "/run may not be executed by user 'nobody'");
    }

    @Test
    void theSearchSkipsFilesThatTheUserMayNotExecute() throws IOException {
        Files.createDirectory(workshop.directory().resolve("one"));
        Files.createDirectory(workshop.directory().resolve("two"));
        script("one/run", "rwx------");
        script("two/run", "rwxr-xr-x");

        Workshop.Started started = workshop.start(new CommandSettings(List.of("run"), false, Optional.of(workshop.directory()),
                Map.of("PATH", workshop.directory() + "/one:" + workshop.directory() + "/two:/bin"), true),
                as("nobody").build().execution());

        assertThat(started.witness().awaitGone().exit().code()).hasValue(0);
        assertThat(workshop.lines()).containsExactly(workshop.directory() + "/two/run");
    }

    @Test
    void aRefusalBySetprivIsNotReportedAsAnExitOfTheCommand() {
        // Where no cause can be determined, the message of the failing program is passed on.
        assertThat(StartChainErrors.explain(127, "setpriv: setresuid failed: Invalid argument", preparation("setpriv")))
                .hasValueSatisfying(failure -> assertThat(failure.reason()).isEqualTo(Reason.NOT_PERMITTED));
        assertThat(StartChainErrors.explain(127, "setpriv: setresuid failed: Invalid argument", preparation("setsid")))
                .isEmpty();
    }

    private PreparedCommand preparation(String last) {
        return new PreparedCommand(new Starter(List.of("/usr/bin/" + last), false), List.of("true"), workshop.directory(),
                Map.of(),
                new FileAccess(RunAs.OWN), Wiring.NONE);
    }

    private static ProcessDefinitionBuilder define() {
        return ProcessDefinition.builder("p").command("true");
    }

    private static ProcessDefinitionBuilder as(String user) {
        return define().user(user);
    }

    private Command sh(String script) {
        return workshop.sh(script);
    }

    private Command command(String... words) {
        return new CommandSettings(List.of(words), false, Optional.of(workshop.directory()), Map.of(), true);
    }

    private void script(String name, String permissions) throws IOException {
        Path file = Files.writeString(workshop.directory().resolve(name), "#!/bin/sh\necho $0\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private Workshop.Started start(ProcessDefinitionBuilder definition, Command command, StopPolicy stop) {
        return workshop.start(command, definition.build().execution(), stop);
    }

    private void run(ProcessDefinitionBuilder definition, Command command) {
        Exit exit = start(definition, command, StopSettings.DEFAULT).witness().awaitGone().exit();

        assertThat(exit.code()).as(exit.describe()).hasValue(0);
    }

    private void assertFailed(Command command, Reason reason, String detail) {
        Witness witness = start(as("nobody"), command, StopSettings.DEFAULT).witness().awaitGone();

        Exit exit = witness.exit();
        assertThat(exit.wasStarted()).isFalse();
        assertThat(exit.reason()).contains(reason);
        assertThat(exit.detail()).contains(detail).doesNotEndWith(".");
    }
}
