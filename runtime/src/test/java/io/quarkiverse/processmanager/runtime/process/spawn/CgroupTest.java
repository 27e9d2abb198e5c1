package io.quarkiverse.processmanager.runtime.process.spawn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.Command;
import io.quarkiverse.processmanager.Execution;
import io.quarkiverse.processmanager.Execution.Isolation;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.runtime.definition.CommandSettings;
import io.quarkiverse.processmanager.runtime.process.assembly.DoomedJvm;
import io.quarkiverse.processmanager.runtime.process.assembly.Jvm;
import io.quarkiverse.processmanager.runtime.process.assembly.Workshop;
import io.quarkiverse.processmanager.runtime.process.assembly.Workshop.Started;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartRefusedException;
import io.quarkiverse.processmanager.runtime.process.table.Cgroup;

/** Process trees in control groups. The groups of other tests are not touched. */
class CgroupTest {

    private static final Execution CONFINED = ProcessDefinition.builder("p").command("x").isolation(Isolation.CGROUP).build()
            .execution();

    /** Starts a process with another parent, group, session and environment: only a control group finds it. */
    private static final String ESCAPE = "env -i setsid sh -c '(sleep 1000 </dev/null >/dev/null 2>&1 &)'";

    @RegisterExtension
    final Workshop workshop = new Workshop();

    @TempDir
    Path state;

    private Path home;

    @BeforeEach
    void findOutWhetherThereAreControlGroups() throws IOException {
        try {
            Cgroup trial = CgroupHome.place("qpm_trial_" + ProcessHandle.current().pid());
            CgroupHome.create(trial);
            home = trial.directory().getParent();
            trial.remove();
        } catch (StartRefusedException e) {
            assumeTrue(false, "not checked here: " + e.getMessage());
        }
    }

    @Test
    void aDaemonThatLeavesEverythingBehindIsStopped() {
        Started started = workshop.start(workshop.sh(ESCAPE + "; echo up; exec sleep 1000"), CONFINED);
        workshop.awaitLine("up");
        Awaitility.await().until(() -> workshop.alive().size() == 2);

        started.terminate();

        started.witness().awaitGone();
        assertThat(workshop.alive()).isEmpty();
        assertThat(groups(ownPid())).isEmpty();
    }

    @Test
    void aControlGroupIsUsedWhereItCanBeHad() {
        Execution auto = ProcessDefinition.builder("p").command("x").isolation(Isolation.AUTO).build().execution();
        Started started = workshop.start(workshop.sh(ESCAPE + "; echo up; exec sleep 1000"), auto);
        workshop.awaitLine("up");
        Awaitility.await().until(() -> workshop.alive().size() == 2);
        assertThat(groups(ownPid())).hasSize(1);

        started.terminate();

        started.witness().awaitGone();
        assertThat(workshop.alive()).isEmpty();
        assertThat(groups(ownPid())).isEmpty();
    }

    @Test
    void aLeftDaemonIsCountedAndStopped() {
        Started started = workshop.start(workshop.sh(ESCAPE + "; exit 0"), CONFINED);

        assertThat(started.witness().leftovers()).isEqualTo(1);
        started.terminate();

        started.witness().awaitGone();
        assertThat(workshop.alive()).isEmpty();
    }

    @Test
    void aProcessThatAlwaysChangesItsPidAndSessionIsKilled() {
        // The process exits after 20 s if the test fails.
        Started started = workshop.start(workshop.perl("""
                use POSIX; $| = 1; %ENV = (); $SIG{TERM} = 'IGNORE'; $SIG{CHLD} = 'IGNORE'; my $end = time + 20; print "up\\n";
                while (time < $end) { my $pid = fork; if (defined $pid && $pid) { POSIX::_exit(0) } setsid(); }"""), CONFINED);
        workshop.awaitLine("up");

        started.process().kill();

        started.witness().awaitGone();
        assertThat(groups(ownPid())).isEmpty();
    }

    @Test
    void variablesWithNamesThatAShellDoesNotKnowGetThrough() {
        Command odd = new CommandSettings(
                List.of("perl", "-e", "$| = 1; print \"$ENV{'my.name'}\\n\"; sleep 1000", workshop.tag()),
                false,
                Optional.empty(), Map.of("my.name", "here"), true);

        Started started = workshop.start(odd, CONFINED);

        workshop.awaitLine("here");
        assertThat(groups(ownPid())).hasSize(1);
        started.process().kill();
        started.witness().awaitGone();
    }

    @Test
    void aGroupWithinTheGroupGoesWithIt() {
        Started started = workshop.start(workshop.sh("""
                trap '' TERM
                here=%s/$(basename "$(grep ^0:: /proc/self/cgroup)")
                mkdir "$here/inner" && echo $$ > "$here/inner/cgroup.procs" && echo up
                sleep 1000""".formatted(home)), CONFINED);
        workshop.awaitLine("up");
        started.terminate();

        started.process().kill();

        started.witness().awaitGone();
        assertThat(groups(ownPid())).isEmpty();
    }

    @Test
    void theGroupIsTheOneOfTheProcessAloneAndGoesWithAFailedStart() {
        Started started = workshop.start(workshop.sh("cat /proc/self/cgroup; exec sleep 1000"), CONFINED);
        Awaitility.await().until(() -> workshop.lines().stream().anyMatch(line -> line.matches("0::/.*QPM_.*")));

        Started failed = workshop.start(new CommandSettings(List.of("no-such-command"), false,
                Optional.empty(), Map.of(), true), CONFINED);

        failed.witness().awaitGone();
        assertThat(groups(ownPid())).hasSize(1);
        started.process().kill();
        started.witness().awaitGone();
    }

    @Test
    void nothingIsLeftWhenTheJvmIsKilled() throws Exception {
        try (Jvm jvm = Jvm.start(DoomedJvm.class, state.toString(), "confined")) {
            jvm.awaitLine("up");
            assertThat(groups(jvm.pid())).isNotEmpty();

            new ProcessBuilder("kill", "-s", "KILL", Long.toString(jvm.pid())).start().waitFor();

            jvm.awaitDeath();
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> groups(jvm.pid()).isEmpty());
        }
    }

    private static long ownPid() {
        return ProcessHandle.current().pid();
    }

    private List<Path> groups(long jvm) {
        List<Path> groups = new ArrayList<>();
        try (var files = Files.newDirectoryStream(home, "QPM_" + jvm + "_*")) {
            files.forEach(groups::add);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return groups;
    }
}
