package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkiverse.processmanager.Command;
import io.quarkiverse.processmanager.Execution;
import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.definition.CommandSettings;
import io.quarkiverse.processmanager.runtime.definition.ExecutionSettings;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.RunningProcess;
import io.quarkiverse.processmanager.runtime.process.platform.LinuxProcessTable;
import io.quarkiverse.processmanager.runtime.process.spawn.PreparedCommand;
import io.quarkiverse.processmanager.runtime.process.spawn.Spawner;
import io.quarkiverse.processmanager.runtime.process.spawn.rights.Privileges;
import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;

/** The execution settings that any user may declare; {@link OtherUserTest} tests those that only root may declare. */
class ExecutionTest {

    @RegisterExtension
    final Workshop workshop = new Workshop();

    @Test
    void theMaskOfNewFilesIsTheDeclaredOne() {
        run(define().umask("027"), workshop.sh("umask"));

        assertThat(workshop.lines()).containsExactly("0027");
    }

    @Test
    void theMaskKeepsVariablesThatNoShellCouldSet() {
        run(define().umask("0077"),
                new CommandSettings(List.of("perl", "-e", "printf '%o %s', umask, $ENV{'with.dots'}"), false,
                        Optional.empty(), Map.of("with.dots", "kept"), true));

        assertThat(workshop.lines()).containsExactly("77 kept");
    }

    @Test
    void thePriorityIsTheDeclaredOneAndNotAddedToThatOfTheApplication() throws IOException {
        int own = Privileges.ofThisJvm().nice();

        run(define().nice(own), workshop.sh("nice"));
        run(define().nice(19), workshop.sh("nice"));

        assertThat(workshop.lines()).containsExactly(Integer.toString(own), "19");
    }

    @ParameterizedTest
    @CsvSource({ "nofile, 77, n, 77, 77", "nofile, 33:77, n, 33, 77", "core, 0, c, 0, 0",
            "cpu, 50:unlimited, t, 50, unlimited" })
    void aLimitIsTheDeclaredOne(String name, String value, String option, String soft, String hard) {
        run(define().ulimit(name, value), workshop.sh("ulimit -S" + option + "; ulimit -H" + option));

        assertThat(workshop.lines()).containsExactly(soft, hard);
    }

    @Test
    void allSettingsTogetherDoNotChangeTheProcess() {
        Workshop.Started started = start(define().umask("027").nice(7).ulimit("nofile", "99").ulimit("core", "0"), workshop.sh(
                "echo $(umask) $(nice) $(ulimit -n) $(ulimit -c) $#; echo \"$@\"; exec sleep 1000", "a  b", "$(id)", "'", "*"));
        workshop.awaitLine("a  b $(id) ' *");

        ProcessEntry root = new LinuxProcessTable().read(started.witness().pid()).orElseThrow();

        assertThat(workshop.lines()).contains("0027 7 99 0 4");
        assertThat(root.group()).isEqualTo(root.pid());
        assertThat(root.session()).isEqualTo(root.pid());
        // While the shell executes sleep, the process shows no environment for a moment.
        workshop.awaitUntil(() -> Stream.of(Workshop.read("/proc/" + root.pid() + "/environ").split("\0"))
                .anyMatch(RunnerId::isMarker));
        started.terminate();
        assertThat(started.witness().awaitGone().exit().signal()).contains("TERM");
    }

    @Test
    void theOutputOfALongChainIsNotLost() {
        for (int i = 0; i < 20; i++) {
            run(define().umask("027").nice(7).ulimit("nofile", "99"), workshop.sh("echo out " + "$1; echo err $1 >&2", "" + i));
        }

        assertThat(workshop.lines()).hasSize(40).contains("out 0", "err 0", "out 19", "err 19");
    }

    @Test
    void aCommandWithoutSettingsHasNoStarterPrograms() throws IOException {
        PreparedCommand preparation = prepare(ExecutionSettings.DEFAULT);

        assertThat(preparation.starter().words()).noneMatch(word -> word.matches(".*/(sh|perl|prlimit|nice|setpriv)"));
    }

    @Test
    void theOwnUserNeedsNoPrivilege() throws IOException {
        Privileges own = Privileges.ofThisJvm();

        PreparedCommand preparation = prepare(define().user(Long.toString(own.uid())).group(Long.toString(own.gid())).build()
                .execution());

        assertThat(preparation.beginsWith("setpriv")).isFalse();
    }

    @Test
    void anUnknownUserIsRefused() {
        assertRefused(define().user("no-such-user"), Reason.INVALID, "user=no-such-user is no user of this machine");
        assertRefused(define().group("no-such-group"), Reason.INVALID, "group=no-such-group is no group of this machine");
        assertRefused(define().user("3999999999"), Reason.INVALID, "group must be set too");
    }

    @Test
    void moreFilesThanTheSystemHasAreRefused() throws IOException {
        assertRefused(define().ulimit("nofile", "unlimited"), Reason.NOT_PERMITTED,
                "ulimits.nofile=unlimited is more than the " + Files.readAllLines(Path.of("/proc/sys/fs/nr_open")).get(0));
    }

    @Test
    void aLimitThatIsTooLowForTheStartersIsNotReportedAsSuccess() {
        Workshop.Started started = start(define().ulimit("as", "1000000"), workshop.sh("echo never"));

        assertThat(started.witness().awaitGone().exit().code().equals(OptionalInt.of(0))).isFalse();
        assertThat(workshop.lines()).doesNotContain("never");
    }

    @Test
    void aCommandBesideTheProcessHasItsMaskAndNeitherItsLimitsNorItsPriority() throws Exception {
        RunningProcess process = start(define().umask("027").nice(11).ulimit("nofile", "99"),
                workshop.sh("exec sleep 1000")).process();

        int code = process.run(workshop.sh("test $(umask) = 0027 && test $(nice) != 11 && test $(ulimit -n) != 99").words(),
                Duration.ofSeconds(60)).toCompletableFuture().get(60, TimeUnit.SECONDS).exitCode();

        assertThat(code).isZero();
    }

    @Test
    void aFaultyCommandIsReportedWithSettingsToo() throws IOException {
        Files.writeString(workshop.directory().resolve("run"), "no program");

        assertRefused(define().umask("027").nice(5).ulimit("core", "0"), Reason.EACCES, "/run may not be executed");
    }

    private static ProcessDefinitionBuilder define() {
        return ProcessDefinition.builder("p").command("./run");
    }

    private Workshop.Started start(ProcessDefinitionBuilder definition, Command command) {
        return workshop.start(command, definition.build().execution());
    }

    private void run(ProcessDefinitionBuilder definition, Command command) {
        Exit exit = start(definition, command).witness().awaitGone().exit();

        assertThat(exit.code()).as(exit.describe()).hasValue(0);
    }

    private PreparedCommand prepare(Execution execution) throws IOException {
        Spawner spawner = workshop.runner().services().spawner();
        return spawner.prepare(spawner.request(new ProcessRunner.Launch("p", 1, CommandSettings.of("true"), execution,
                OptionalInt.empty(), StopSettings.DEFAULT,
                LogSettings.DEFAULT)));
    }

    private void assertRefused(ProcessDefinitionBuilder definition, Reason reason, String detail) {
        Witness witness = start(definition,
                new CommandSettings(List.of("./run"), false, Optional.of(workshop.directory()), Map.of(),
                        true))
                .witness().awaitGone();

        assertThat(witness.events()).containsExactly("exited", "gone");
        assertThat(witness.exit().reason()).contains(reason);
        assertThat(witness.exit().detail()).contains(detail).doesNotEndWith(".");
    }
}
