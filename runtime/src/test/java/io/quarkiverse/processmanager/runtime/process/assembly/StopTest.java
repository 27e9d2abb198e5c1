package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.Command;
import io.quarkiverse.processmanager.StopPolicy;
import io.quarkiverse.processmanager.runtime.definition.CommandSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.process.platform.LinuxProcessTable;
import io.quarkiverse.processmanager.runtime.process.spawn.tools.SystemTools;

/** Trees that are hard to stop; no process of them may be alive when {@code gone} is reported. */
public class StopTest {

    @RegisterExtension
    final Workshop workshop = new Workshop();

    @Test
    void aShellThatWaitsForItsChildrenEndsWithThem() {
        Workshop.Started started = workshop.start(workshop.sh("sleep 1000 & sleep 1001 & echo up; wait"));
        workshop.awaitLine("up");

        terminate(started);

        assertThat(started.witness().exit().signal()).contains("TERM");
    }

    @Test
    void aProcessThatIgnoresTheSignalIsKilled() {
        // The child ignores the signal as the kernel does it, the root as a handler does it, which shows that it was sent.
        Workshop.Started started = workshop.start(workshop.sh("trap 'echo ignored' TERM;"
                + " (trap '' TERM; echo up; sleep 1000; sleep 1000) & while :; do sleep 0.05; done"));
        workshop.awaitLine("up");

        started.terminate();
        awaitIgnored(started);
        started.process().kill();

        assertGone(started);
        assertThat(started.witness().exit().signal()).contains("KILL");
    }

    @Test
    void anExitIsReportedWhileOthersOfTheTreeAreAlive() {
        Workshop.Started started = workshop.start(workshop.sh("sleep 1000 & setsid sleep 1000 & echo up"));

        assertThat(started.witness().leftovers()).isEqualTo(2);
        assertThat(started.witness().events()).containsExactly("started", "exited");
        terminate(started);
    }

    @Test
    void theExitOfLeftoversIsReported() throws IOException {
        Workshop.Started started = workshop.start(workshop.sh("mkfifo gate; (read -r line < gate) & echo up"));

        assertThat(started.witness().leftovers()).isEqualTo(1);
        Files.writeString(workshop.directory().resolve("gate"), "open\n");
        assertGone(started);
    }

    @Test
    void aChildThatIgnoresTheSignalOutlivesItsRootUntilTheKill() {
        Workshop.Started started = workshop.start(workshop.sh("(trap '' TERM; echo up; sleep 1000; sleep 1000) & wait"));
        workshop.awaitLine("up");

        started.terminate();

        assertThat(started.witness().exit().signal()).contains("TERM");
        started.process().kill();
        assertGone(started);
    }

    @Test
    void childrenInOtherSessionsAndGroupsAreFound() {
        Workshop.Started started = workshop.start(workshop.sh(
                "setsid sleep 1000 & setsid sh -c 'setsid sleep 1000 & sleep 1000' & bash -mc 'sleep 1000 & wait' & echo up; wait"));
        workshop.awaitLine("up");

        terminate(started);
    }

    @Test
    void daemonsAreFound() {
        Workshop.Started started = workshop.start(workshop.perl("use POSIX; sub daemon { return if fork; setsid; exit if fork;"
                + " open STDOUT, '>', '/dev/null'; open STDERR, '>', '/dev/null'; sleep 1000 while 1 }"
                + " daemon; daemon; $| = 1; print \"up\\n\"; sleep 1000 while 1"));
        workshop.awaitLine("up");

        terminate(started);
    }

    @Test
    void aDaemonIsFoundAfterItsRootHasEnded() {
        Workshop.Started started = workshop.start(workshop.sh("setsid sh -c 'setsid sleep 1000 >/dev/null 2>&1 & ' ; echo up"));

        assertThat(started.witness().leftovers()).isEqualTo(1);
        terminate(started);
    }

    /** A worker that dies on TERM and finishes its job when its master requests it, as those of Celery do. */
    private static final String MASTER = "sh -c 'while ! test -f finish; do sleep 0.02; done; echo job done' & job=$!;"
            + " trap 'touch finish; wait $job; echo end; exit 3' TERM; echo up; while :; do sleep 0.05; done";

    @Test
    void aMasterThatFinishesItsJobsKeepsItsWorkers() {
        Workshop.Started started = workshop.start(workshop.sh(MASTER), slow(StopPolicy.Scope.ROOT));
        workshop.awaitLine("up");

        started.process().terminate(Duration.ofHours(1));

        assertThat(started.witness().awaitGone().exit().code()).hasValue(3);
        assertThat(workshop.lines()).containsExactly("up", "job done", "end");
    }

    /** A root and a child that report the signal and continue. The child is old enough that one signal is certain to reach it. */
    // The child is up when both have their handlers.
    private static final String STUBBORN = "$| = 1; pipe my $in, my $out; my $name = fork ? 'root' : 'child';"
            + " $SIG{TERM} = sub { print \"$name\\n\" }; if ($name eq 'child') { sysread $in, my $byte, 1; print \"up\\n\" }"
            + " else { syswrite $out, '.' } sleep 1000 while 1";

    @Test
    void theRestOfTheTreeReceivesTheSignalOnceAfterTheRootHasEnded() {
        Workshop.Started started = workshop
                .start(workshop.perl(STUBBORN.replace("sleep 1000 while 1", "sleep 1000; sleep 1000 while $name eq 'child'")));
        workshop.awaitLine("up");

        started.process().terminate(Duration.ofHours(1));

        workshop.awaitLine("child");
        assertThat(started.witness().exit().code()).hasValue(0);
        started.process().kill();
        assertGone(started);
        assertThat(workshop.lines()).containsExactly("up", "root", "child");
    }

    @Test
    void theRestOfTheTreeReceivesTheSignalAtHalfOfTheGracePeriod() {
        Workshop.Started started = workshop.start(workshop.perl(STUBBORN));
        workshop.awaitLine("up");

        started.process().terminate(Duration.ofSeconds(2));

        workshop.awaitLine("child");
        assertThat(started.witness().events()).containsExactly("started");
        started.process().kill();
        assertGone(started);
        assertThat(workshop.lines()).containsExactly("up", "root", "child");
    }

    @Test
    void aShorterGracePeriodBringsTheSignalForTheRestForward() {
        Workshop.Started started = workshop.start(workshop.perl(STUBBORN));
        workshop.awaitLine("up");
        started.process().terminate(Duration.ofHours(1));
        workshop.awaitLine("root");

        started.process().terminate(Duration.ofHours(2));
        started.process().terminate(Duration.ofMillis(100));

        workshop.awaitLine("child");
        started.process().kill();
        assertGone(started);
        assertThat(workshop.lines()).containsExactly("up", "root", "child");
    }

    @Test
    void theWholeTreeReceivesTheSignalAtOnceOnRequest() {
        Workshop.Started started = workshop.start(workshop.perl(STUBBORN), slow(StopPolicy.Scope.TREE));
        workshop.awaitLine("up");

        started.process().terminate(Duration.ofHours(1));

        workshop.awaitLine("child");
        workshop.awaitLine("root");
        started.process().kill();
        assertGone(started);
        assertThat(workshop.lines()).hasSize(3);
    }

    /** A script that protects itself against the signal and waits for its server, as mysqld_safe does. */
    @Test
    void theServerOfARootThatIgnoresTheSignalReceivesItAtOnce() {
        Workshop.Started started = workshop.start(workshop.sh("trap '' TERM; perl -e '$| = 1; $SIG{TERM} = sub { exit 3 };"
                + " print qq(up\\n); sleep 1000 while 1'; echo ended with $?"));
        workshop.awaitLine("up");

        started.process().terminate(Duration.ofHours(1));

        assertGone(started);
        assertThat(workshop.lines()).containsExactly("up", "ended with 3");
    }

    private static StopPolicy slow(StopPolicy.Scope scope) {
        return new StopSettings("TERM", Duration.ofHours(1), List.of(), scope, StopPolicy.Leftovers.STOP);
    }

    @Test
    void suspendedProcessesEnd() {
        Workshop.Started started = workshop.start(workshop.sh("sleep 1000 & kill -STOP $!; echo up; kill -STOP $$; wait"));
        workshop.awaitLine("up");

        terminate(started);
    }

    @Test
    void processesWithAnEmptyEnvironmentAreFound() {
        Workshop.Started started = workshop.start(workshop.sh("env -i sleep 1000 & env -i setsid sleep 1000 & echo up; wait"));
        workshop.awaitLine("up");

        terminate(started);
    }

    @Test
    void aProcessUnderNohupIsKilled() {
        Workshop.Started started = workshop.start(workshop.sh("nohup sleep 1000 & echo up; wait"),
                new StopSettings("HUP", Duration.ofSeconds(10), List.of(), StopPolicy.Scope.ROOT, StopPolicy.Leftovers.STOP));
        workshop.awaitLine("up");

        started.terminate();
        started.witness().exit();
        started.process().kill();

        assertGone(started);
    }

    @Test
    void childrenThatAreForkedWhileTheTreeEndsEndToo() {
        Workshop.Started started = workshop.start(workshop.sh("trap 'setsid sleep 1000 & sleep 1000 & exit 0' TERM; echo up;"
                + " while :; do sleep 0.05; done"));
        workshop.awaitLine("up");

        terminate(started);

        assertThat(started.witness().exit().code()).hasValue(0);
    }

    @Test
    void aCleanUpIsNotSignalledWhileItsParentWaitsForIt() {
        Workshop.Started started = workshop
                .start(workshop
                        .sh("trap 'sh -c \"sleep 0.3; echo cleaned\"; exit 0' TERM; echo up; while :; do sleep 0.05; done"));
        workshop.awaitLine("up");

        terminate(started);

        assertThat(workshop.lines()).contains("cleaned");
    }

    @Test
    void aSupervisorThatRestartsItsChildrenIsKilled() {
        Workshop.Started started = workshop
                .start(workshop.sh("trap 'echo ignored' TERM; echo up;"
                        + " while :; do setsid sh -c 'trap \"\" TERM; sleep 0.01'; done"));
        workshop.awaitLine("up");

        started.terminate();
        awaitIgnored(started);
        started.process().kill();

        assertGone(started);
    }

    /** Makes the process adopt orphans; see {@link Jvm}. */
    private static final String ADOPT = "my %prctl = ('x86_64' => 157, 'aarch64' => 167); use POSIX;"
            + " my $adopt = $prctl{(POSIX::uname())[4]}; syscall($adopt, 36, 1, 0, 0, 0) if $adopt; ";

    @Test
    void aForkStormIsKilled() {
        Workshop.Started started = workshop.start(workshop.perl(ADOPT + "$| = 1; $SIG{TERM} = 'IGNORE'; $SIG{CHLD} = 'IGNORE';"
                + " for (1..20) { fork or last } print \"up\\n\"; while (1) { my $p = fork; if (defined $p && !$p) {"
                + " select undef, undef, undef, 0.01; exit } select undef, undef, undef, 0.002 }"));
        workshop.awaitLine("up");

        started.terminate();
        started.process().kill();

        assertGone(started);
    }

    @Test
    void aProcessThatKeepsChangingItsPidIsKilled() {
        Workshop.Started started = workshop
                .start(workshop.perl(
                        ADOPT + "$| = 1; $SIG{TERM} = $SIG{CHLD} = 'IGNORE'; if (fork) { print \"up\\n\"; sleep 1000 while 1 }"
                                + " while (1) { my $p = fork; exit if $p; select undef, undef, undef, 0.001 }"));
        workshop.awaitLine("up");

        started.process().kill();

        assertGone(started);
    }

    @Test
    void aRootThatKeepsChangingItsPidIsKilled() {
        Path trail = workshop.directory().resolve("trail");
        // The process lives for half a minute at most, so that it ends even when this test fails.
        Workshop.Started started = workshop.start(workshop.perl("$SIG{TERM} = 'IGNORE'; open my $trail, '>>', 'trail';"
                + " for (1..20000) { my $p = fork; exit if $p; syswrite $trail, '.'; select undef, undef, undef, 0.001 }"));
        started.witness().exit();
        Awaitility.await().until(() -> Files.size(trail) > 10);

        started.process().kill();
        started.witness().awaitGone();

        long size = trail.toFile().length();
        Awaitility.await().during(Duration.ofMillis(300)).until(() -> Files.size(trail) == size);
    }

    @Test
    void theStopSignalIsTheGivenOne() {
        Workshop.Started started = workshop.start(
                workshop.sh("trap 'echo int; exit 7' INT; trap '' TERM; echo up; while :; do sleep 0.05; done"),
                new StopSettings("INT", Duration.ofSeconds(10), List.of(), StopPolicy.Scope.ROOT, StopPolicy.Leftovers.STOP));
        workshop.awaitLine("up");

        terminate(started);

        assertThat(started.witness().exit().code()).hasValue(7);
    }

    @Test
    void aNewStopPolicyApplies() {
        Workshop.Started started = workshop
                .start(workshop.sh("trap 'exit 7' USR1; trap '' TERM; echo up; while :; do sleep 0.05; done"));
        workshop.awaitLine("up");

        started.process().stopPolicy(new StopSettings("SIGUSR1", Duration.ofSeconds(10), List.of(), StopPolicy.Scope.ROOT,
                StopPolicy.Leftovers.STOP));
        terminate(started);

        assertThat(started.witness().exit().code()).hasValue(7);
    }

    @Test
    void theStopCommandComesBeforeTheSignal() throws Exception {
        Command command = workshop.sh("trap 'exit 8' TERM; echo up; while ! test -f stop; do sleep 0.02; done; exit 7");
        Workshop.Started started = workshop.start(command,
                new StopSettings("TERM", Duration.ofSeconds(10), List.of("sh", "-c", "touch stop; sleep 60"),
                        StopPolicy.Scope.ROOT, StopPolicy.Leftovers.STOP));
        workshop.awaitLine("up");

        started.terminate();

        // The stop command is not part of the tree; it is killed when no process is left for it to stop.
        started.witness().awaitGone();
        workshop.awaitNoProcess();

        assertThat(started.witness().exit().code()).hasValue(7);
        assertThat(Files.exists(workshop.directory().resolve("stop"))).isTrue();
    }

    @Test
    void theSignalFollowsAStopCommandThatFails() {
        Workshop.Started started = workshop.start(workshop.sh("trap 'exit 8' TERM; echo up; while :; do sleep 0.05; done"),
                new StopSettings("TERM", Duration.ofSeconds(10), List.of("no-such-command"), StopPolicy.Scope.ROOT,
                        StopPolicy.Leftovers.STOP));
        workshop.awaitLine("up");

        terminate(started);

        assertThat(started.witness().exit().code()).hasValue(8);
    }

    @Test
    void aKillEndsAStopCommandThatHangs() {
        Workshop.Started started = workshop.start(workshop.sh("echo up; exec sleep 1000"),
                new StopSettings("TERM", Duration.ofSeconds(100), List.of("sh", "-c", "sleep 1000; sleep 1000", workshop.tag()),
                        StopPolicy.Scope.ROOT, StopPolicy.Leftovers.STOP));
        workshop.awaitLine("up");
        started.terminate();
        Awaitility.await("the stop command").until(() -> workshop.alive().size() == 3);

        started.process().kill();

        // The stop command is not part of the tree, and its end is not reported.
        started.witness().awaitGone();
        workshop.awaitNoProcess();
    }

    @Test
    void anotherRunningProcessIsNotTouched() {
        Workshop.Started neighbour = workshop.start(workshop.sh("setsid sleep 1000 & echo neighbour; wait"));
        workshop.awaitLine("neighbour");
        Workshop.Started started = workshop.start(workshop.sh("echo up; exec sleep 1000"));
        workshop.awaitLine("up");

        started.process().kill();
        started.witness().awaitGone();

        assertThat(neighbour.witness().events()).containsExactly("started");
        // While a process executes another program, it shows no command line for a moment.
        workshop.awaitUntil(() -> workshop.alive().size() >= 2);
        terminate(neighbour);
    }

    @Test
    void aHundredProcessesStopTogether() {
        List<Workshop.Started> many = IntStream.range(0, 100)
                .mapToObj(i -> workshop
                        .start(new CommandSettings(List.of("sleep", "1000"), false, Optional.empty(), Map.of(), true)))
                .collect(Collectors.toList());
        many.forEach(started -> started.witness().pid());

        many.forEach(started -> started.terminate());

        many.forEach(started -> assertThat(started.witness().awaitGone().exit().signal()).contains("TERM"));
    }

    @Test
    void aWatchdogThatDoesNotAnswerIsReplaced() throws Exception {
        Workshop.Started started = workshop.start(workshop.sh("echo up; exec sleep 1000"));
        workshop.awaitLine("up");
        long watchdog = watchdog();
        stop(watchdog);

        terminate(started);
        assertThat(started.witness().exit().signal()).contains("TERM");
        workshop.awaitUntil(() -> new LinuxProcessTable().read(watchdog).filter(entry -> !entry.dead()).isEmpty());
    }

    @Test
    void aWatchdogThatDoesNotAnswerDoesNotOutliveTheRunner() throws Exception {
        workshop.start(workshop.sh("exit 0")).witness().awaitGone();
        long watchdog = watchdog();
        stop(watchdog);

        workshop.runner().close();

        workshop.awaitUntil(() -> new LinuxProcessTable().read(watchdog).filter(entry -> !entry.dead()).isEmpty());
    }

    private static long watchdog() {
        return ProcessHandle.current().children().map(ProcessHandle::pid)
                .filter(pid -> Workshop.read("/proc/" + pid + "/cmdline").contains("process-manager-watchdog")).findFirst()
                .orElseThrow();
    }

    /** Stops a process as a debugger does, until it does not run any more. */
    private void stop(long pid) throws Exception {
        new ProcessBuilder("kill", "-STOP", Long.toString(pid)).start().waitFor();
        workshop.awaitUntil(() -> new LinuxProcessTable().read(pid).orElseThrow().state() == 'T');
    }

    static boolean hasNpm() {
        return SystemTools.find("npm").isPresent();
    }

    @Test
    @EnabledIf("hasNpm")
    void aTreeOfNpmIsStopped() throws Exception {
        Files.writeString(workshop.directory().resolve("package.json"),
                "{\"name\": \"x\", \"version\": \"1.0.0\", \"scripts\": {\"start\": \"node server.js\"}}");
        Files.writeString(workshop.directory().resolve("server.js"),
                "console.log('up'); setInterval(() => {}, 1000); require('child_process').spawn('sh', ['-c', 'sleep 1000 & wait', '"
                        + workshop.tag() + "'])");
        Workshop.Started started = workshop
                .start(new CommandSettings(List.of("npm", "--silent", "--no-update-notifier", "--cache", "cache", "start"),
                        false,
                        Optional.of(workshop.directory()), Map.of(), true));
        workshop.awaitLine("up");

        terminate(started);
    }

    static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    @Test
    @EnabledIf("isRoot")
    void aProcessOfAnotherUserIsStoppedByRoot() {
        Workshop.Started started = workshop
                .start(workshop.sh("setpriv --reuid=65534 --regid=65534 --clear-groups setsid sleep 1000 & echo up; wait"));
        workshop.awaitLine("up");

        terminate(started);
    }

    private void terminate(Workshop.Started started) {
        started.terminate();
        assertGone(started);
    }

    /** Waits until the root has received the stop signal. The root goes on. */
    private void awaitIgnored(Workshop.Started started) {
        workshop.awaitLine("ignored");
        assertThat(started.witness().events()).containsExactly("started");
    }

    private void assertGone(Workshop.Started started) {
        started.witness().awaitGone();
        assertThat(workshop.alive()).isEmpty();
    }
}
