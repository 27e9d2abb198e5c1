package io.quarkiverse.processmanager.runtime.process.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.runtime.process.platform.LinuxProcessTable;
import io.quarkiverse.processmanager.runtime.process.spawn.SessionStarter;
import io.quarkiverse.processmanager.runtime.process.spawn.tools.SystemTools;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;

/** Which processes the script of the watchdog stops, and above all which it does not, without any JVM that dies. */
class WatchdogScriptTest {

    private static final String WATCHDOG = "process-manager-watchdog";
    private static final String RECLAIM = "process-manager-reclaim";
    /** The script stops each process with it, so another JVM that runs this test has another one. */
    private static final String MARKER = "QPM_1_1_" + Long.toHexString(ProcessHandle.current().pid());

    /** The first digits of a lock limit that no other JVM uses. */
    private static final long LIMIT = 200_000_000 + ProcessHandle.current().pid() * 10;

    @TempDir
    Path directory;

    private final LinuxProcessTable files = new LinuxProcessTable();
    private final List<ProcessId> all = new ArrayList<>();

    @AfterEach
    void endAll() {
        all.stream().filter(files::isAlive)
                .forEach(process -> ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly));
    }

    @Test
    void aGroupIsStopped() throws Exception {
        List<ProcessId> group = start(false, "if (fork) { $SIG{TERM} = 'IGNORE'; say() } else { say() } sleep 100");

        run(WATCHDOG, group(leader(group)));

        assertThat(group).hasSize(2).noneMatch(files::isAlive);
    }

    @Test
    void aProcessThatKeepsChangingItsPidIsStopped() throws Exception {
        // The program ends after a while, should the test fail.
        Path go = directory.resolve("go");
        ProcessId root = start(false,
                "$SIG{TERM} = 'IGNORE'; say(); my $end = time + 60; select undef, undef, undef, 0.01"
                        + " until -e '" + go + "' || time > $end; $end = time + 60; while (time < $end) { exit if fork;"
                        + " select undef, undef, undef, 0.001 }")
                .get(0);
        Files.createFile(go);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !files.isAlive(root));

        run(WATCHDOG, group(root));

        // A zombie is in the group until process 1 has waited for it; a living process would be there for much longer.
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(
                () -> new ProcessBuilder("kill", "-s", "0", "--", "-" + root.pid()).start().waitFor() != 0);
    }

    @Test
    void aGroupWithoutItsLeaderIsStoppedWhenTheJvmHasJustDied() throws Exception {
        List<ProcessId> group = start(false, "exit_after_child(); say(); sleep 100");

        run(WATCHDOG, "group " + files.read(group.get(0).pid()).orElseThrow().group() + " 1 TERM");

        assertThat(group).noneMatch(files::isAlive);
    }

    @Test
    void aGroupWithoutItsLeaderIsSparedLater() throws Exception {
        List<ProcessId> innocents = start(false, "exit_after_child(); say(); sleep 100");

        run(RECLAIM, "group " + files.read(innocents.get(0).pid()).orElseThrow().group() + " 1 TERM");

        assertThat(innocents).allMatch(files::isAlive);
    }

    /** No other group can have had the number before the file was written for the last time. */
    @Test
    void aGroupWithoutItsLeaderIsStoppedLaterIfAProcessInItIsOlderThanTheFile() throws Exception {
        List<ProcessId> group = start(false, "exit_after_child(); say(); sleep 100");
        List<ProcessId> innocents = start(false, "exit_after_child(); say(); sleep 100");

        run(RECLAIM, "written " + files.nowTicks(), "group " + files.read(group.get(0).pid()).orElseThrow().group() + " 1 TERM",
                "next", "written " + (innocents.get(0).startTicks() - 1),
                "group " + files.read(innocents.get(0).pid()).orElseThrow().group() + " 1 TERM");

        assertThat(group).noneMatch(files::isAlive);
        assertThat(innocents).allMatch(files::isAlive);
    }

    @Test
    void aGroupWithoutItsLeaderIsStoppedLaterIfAProcessInItHasTheMarker() throws Exception {
        List<ProcessId> group = start(true, "exit_after_child(); say(); exec 'env', '-i', 'sleep', '100' if fork; say(); "
                + "sleep 100");

        run(RECLAIM, "group " + files.read(group.get(0).pid()).orElseThrow().group() + " 1 TERM");

        assertThat(group).hasSize(2).noneMatch(files::isAlive);
    }

    @Test
    void aProcessThatImitatesTheLineOfAnotherDoesNotHaveThatOneStopped() throws Exception {
        ProcessId innocent = start(false, "say(); sleep 100").get(0);
        List<ProcessId> liars = start(true, "if (!fork) { setpgrp; open my $comm, '>', '/proc/self/comm'; print $comm"
                + " \"\\n" + innocent.pid() + " (x\"; close $comm; say(); sleep 100; exit } say(); sleep 100");

        run(WATCHDOG, group(liars.get(1)), group(liars.get(0)));

        assertThat(files.isAlive(innocent)).isTrue();
        assertThat(liars).hasSize(2).noneMatch(files::isAlive);
    }

    @Test
    void aNameWithALineBreakHidesNoProcess() throws Exception {
        List<ProcessId> group = start(false, "open my $comm, '>', '/proc/self/comm'; print $comm \"a\\nb\"; close $comm;"
                + " exec 'sleep', '100' if !fork; say(); sleep 100");

        run(WATCHDOG, group(group.get(0)));

        assertThat(files.all()).noneMatch(entry -> entry.group() == group.get(0).pid() && !entry.dead());
    }

    @Test
    void linesWithoutAMeaningStopNoProcess() throws Exception {
        ProcessId innocent = start(false, "say(); sleep 100").get(0);

        run(RECLAIM, "", "rubbish", "group", "group x y z", "group " + innocent.pid(), "group 0 0 KILL", "group 1 0 KILL",
                "group -1 0 KILL", "group " + innocent.pid() + " " + (innocent.startTicks() - 1) + " KILL",
                "group " + innocent.pid() + " " + (innocent.startTicks() + 1) + " KILL", "ended", "\u0001\u00ff");

        assertThat(files.isAlive(innocent)).isTrue();
    }

    /** A helper of the JDK that was to become a process has the environment of the JVM and waits for it for ever. */
    @Test
    void aProcessThatStillHoldsTheStateFileIsStopped() throws Exception {
        Path file = Files.createFile(directory.resolve("1_1 file"));
        List<ProcessId> holders = start(false, "$SIG{TERM} = 'IGNORE'; open my $state, '>>', '" + file
                + "'; if (fork) { say() } else { POSIX::setsid(); say() } sleep 100");
        ProcessId reader = start(false, "open my $state, '<', '" + file + "'; say(); sleep 100").get(0);

        run(WATCHDOG, "file " + file);

        assertThat(holders).hasSize(2).noneMatch(files::isAlive);
        assertThat(files.isAlive(reader)).as("it only reads").isTrue();
        assertThat(file).doesNotExist();
    }

    @Test
    void theHolderOfARemovedStateFileIsStopped() throws Exception {
        Path file = Files.createFile(directory.resolve("1_1_file"));
        ProcessId holder = start(false, "open my $state, '>>', '" + file + "'; say(); sleep 100").get(0);
        Files.delete(file);

        run(RECLAIM, "file " + file);

        assertThat(files.isAlive(holder)).isFalse();
    }

    @Test
    void aFileWhoseNameImitatesTheHolderOfTheStateFileHasNoOtherProcessStopped() throws Exception {
        Path file = Files.createFile(directory.resolve("1_1_file"));
        ProcessId innocent = start(false, "say(); sleep 100").get(0);
        Path imitation = Path.of(directory + "/a\n/proc/" + innocent.pid() + "/fd:\nl-wx------ 1 0 0 64 Jan 1 00:00 3 -> "
                + file);
        Files.createDirectories(imitation.getParent());
        Files.createFile(imitation);
        ProcessId liar = start(false, "open my $state, '>>', '" + imitation + "'; say(); sleep 100").get(0);

        run(WATCHDOG, "file " + file);

        assertThat(files.isAlive(innocent)).isTrue();
        assertThat(files.isAlive(liar)).isTrue();
        assertThat(file).doesNotExist();
    }

    /** The watchdog can lose its input while the JVM is alive. */
    @Test
    void theJvmThatHoldsItsOwnStateFileIsSpared() throws Exception {
        Path file = Files.createFile(directory.resolve("1_1_file"));
        ProcessId jvm = start(false, "open my $state, '>>', '" + file + "'; say(); sleep 100").get(0);

        run(WATCHDOG, "marker QPM_" + jvm.pid() + "_1_cafe", "file " + file);

        assertThat(files.isAlive(jvm)).isTrue();
    }

    /** The system has given the pid of a root of the first JVM to a root of the second one, or the other way round. */
    @Test
    void theFilesOfSeveralJvmsAreRunAtTheSameTime() throws Exception {
        List<ProcessId> one = start(true, "say(); sleep 100");
        List<ProcessId> other = start(false, "say(); sleep 100");
        String reused = "group " + one.get(0).pid() + " " + (one.get(0).startTicks() - 1) + " TERM";
        Path file = Files.createFile(directory.resolve("1_1_file"));

        run(RECLAIM, reused, "next", group(one.get(0)), "ended " + other.get(0).pid(), "next", reused, group(other.get(0)),
                "file " + file, "next");

        assertThat(one).noneMatch(files::isAlive);
        assertThat(other).noneMatch(files::isAlive);
        assertThat(file).doesNotExist();
    }

    /** Its environment is cleared, it has a session of its own, and its parent is gone. */
    @Test
    void aMemberThatNothingElseShowsIsStopped() throws Exception {
        ProcessId member = start(false, "say(); sleep 100").get(0);
        ProcessId innocent = start(false, "say(); sleep 100").get(0);

        run(WATCHDOG, "member " + member.pid() + " " + member.startTicks(),
                "member " + innocent.pid() + " " + (innocent.startTicks() - 1), "member", "member x");

        assertThat(files.isAlive(member)).isFalse();
        assertThat(files.isAlive(innocent)).isTrue();
    }

    /** It has no marker, and the watchdog knows neither its group nor its session. */
    @Test
    void aProcessWithTheLimitIsStopped() throws Exception {
        Assumptions.assumeTrue(SystemTools.find("prlimit").isPresent(), "needs prlimit");
        List<ProcessId> marked = start(List.of("prlimit", "--locks=" + LIMIT + "000000012:"), false, "say(); sleep 100");
        List<ProcessId> innocent = start(List.of("prlimit", "--locks=" + (LIMIT + 1) + "000000012:"), false,
                "say(); sleep 100");

        run(WATCHDOG, "limit " + LIMIT + ".........", "limit", "limit x", "limit .*");

        assertThat(marked).noneMatch(files::isAlive);
        assertThat(innocent).allMatch(files::isAlive);
    }

    /** A parent outside of the tree that does not wait for its child must not keep the watchdog from its end. */
    @Test
    void aZombieWithTheLimitIsNoProcessToStop() throws Exception {
        Assumptions.assumeTrue(SystemTools.find("prlimit").isPresent(), "needs prlimit");
        ProcessId parent = start(false, "my $child = fork; exec qw(prlimit --locks=" + LIMIT + "000000013: true) if !$child;"
                + " my $stat = q(); until ($stat =~ /\\) Z /) { open my $file, q(<), qq(/proc/$child/stat); $stat = <$file>;"
                + " select undef, undef, undef, 0.01 } say(); sleep 100").get(0);
        Path file = Files.createFile(directory.resolve("state"));

        run(WATCHDOG, "file " + file, "limit " + LIMIT + ".........");

        // The script removes the file if nothing is left to stop.
        assertThat(file).doesNotExist();
        assertThat(files.isAlive(parent)).isTrue();
    }

    /** The child has no marker, and its parent, which led the session, is gone before a scan finds the child. */
    @Test
    void aChildIsStoppedThatIsForkedByASessionLeaderWhichEnds() throws Exception {
        Path pid = directory.resolve("pid");
        List<ProcessId> tree = start(false, "if (fork) { say(); sleep 100 } POSIX::setsid(); $SIG{TERM} = sub { exit if fork;"
                + " $SIG{TERM} = 'DEFAULT'; open my $file, '>', '" + pid + "'; syswrite $file, $$; sleep 100; exit };"
                + " say(); sleep 100");

        run(WATCHDOG, group(tree.stream().filter(process -> isParent(process, tree)).findFirst().orElseThrow()));

        assertThat(tree).hasSize(2).noneMatch(files::isAlive);
        assertThat(endAllWith(pid.toString())).isEmpty();
        assertThat(pid).isNotEmptyFile();
    }

    /** Each child leaves the group at once, and has no marker. */
    @Test
    void aProcessThatStartsSessionsAllTheTimeIsStoppedWithAllOfThem() throws Exception {
        Path go = directory.resolve("go");
        ProcessId root = start(false, "say(); select undef, undef, undef, 0.01 until -e '" + go + "'; for (1 .. 500) {"
                + " if (!fork) { POSIX::setsid(); sleep 100; exit } select undef, undef, undef, 0.01 } sleep 100").get(0);
        Files.createFile(go);

        run(WATCHDOG, group(root));

        assertThat(files.isAlive(root)).isFalse();
        assertThat(endAllWith(go.toString())).isEmpty();
    }

    /** Kills the processes with this text in their command line, and returns their pids. */
    private static List<Long> endAllWith(String text) {
        List<ProcessHandle> found = ProcessHandle.allProcesses()
                .filter(process -> process.info().arguments().filter(words -> List.of(words).toString().contains(text))
                        .isPresent())
                .toList();
        found.forEach(ProcessHandle::destroyForcibly);
        return found.stream().map(ProcessHandle::pid).toList();
    }

    /** The words for signals differ between the shells. */
    @Test
    void theShellOfBusyBoxUnderstandsTheScript() throws Exception {
        Optional<Path> busybox = SystemTools.find("busybox");
        Assumptions.assumeTrue(busybox.isPresent(), "needs busybox");
        List<ProcessId> group = start(false, "if (fork) { $SIG{TERM} = 'IGNORE'; say() } else { say() } sleep 100");
        List<ProcessId> leaderless = start(false, "exit_after_child(); say(); sleep 100");
        long number = files.read(leaderless.get(0).pid()).orElseThrow().group();

        List<String> answers = run(List.of(busybox.get().toString(), "sh"), WATCHDOG, "check " + number + " 4194304",
                group(leader(group)), "group " + number + " 1 TERM");

        assertThat(answers).containsExactly(" " + number);
        assertThat(group).hasSize(2).noneMatch(files::isAlive);
        assertThat(leaderless).noneMatch(files::isAlive);
    }

    private boolean isParent(ProcessId process, List<ProcessId> tree) {
        return tree.stream().anyMatch(other -> files.read(other.pid()).orElseThrow().parent() == process.pid());
    }

    private ProcessId leader(List<ProcessId> group) {
        return group.stream().filter(process -> files.read(process.pid()).orElseThrow().group() == process.pid()).findFirst()
                .orElseThrow();
    }

    private static String group(ProcessId leader) {
        return "group " + leader.pid() + " " + leader.startTicks() + " TERM";
    }

    /** Starts the leader of a session, and returns the processes that write their pid. */
    private List<ProcessId> start(boolean marked, String script) throws IOException {
        return start(List.of(), marked, script);
    }

    private List<ProcessId> start(List<String> before, boolean marked, String script) throws IOException {
        int count = script.split("say\\(\\)", -1).length - 1;
        List<String> words = new ArrayList<>(before);
        words.addAll(List.of("setsid", "perl", "-e",
                "use POSIX; sub say { syswrite STDOUT, \"$$\\n\" } sub exit_after_child { exit if fork; 1 until getppid != "
                        + "getpgrp }" + script));
        ProcessBuilder builder = new ProcessBuilder(words);
        if (marked) {
            builder.environment().put(MARKER, "1");
        }
        // The JDK closes a pipe when the leader ends, even if other processes still write to it.
        Path output = Files.createTempFile(directory, "pids", "");
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile())).start();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> Files.readAllLines(output).size() == count);
        List<ProcessId> started = new ArrayList<>();
        for (String pid : Files.readAllLines(output)) {
            started.add(files.read(Long.parseLong(pid)).orElseThrow().identity());
        }
        all.addAll(started);
        return started;
    }

    private void run(String name, String... lines) throws IOException, InterruptedException {
        run(List.of("/bin/sh"), name, lines);
    }

    /** Runs the script on these lines, as after the death of the JVM that has written them, and returns its answers. */
    private List<String> run(List<String> shell, String name, String... lines) throws IOException, InterruptedException {
        Path commands = directory.resolve("commands");
        Files.writeString(commands, "marker " + MARKER + "\n" + String.join("\n", lines) + "\n");
        List<String> words = new ArrayList<>(WatchdogShell.words(SessionStarter.find().orElseThrow(), WatchdogScan.PROC));
        words.remove("/bin/sh");
        words.addAll(words.size() - 2, shell);
        words.add(name);
        Process watchdog = new ProcessBuilder(words).redirectInput(commands.toFile()).redirectError(Redirect.DISCARD).start();

        assertThat(watchdog.waitFor(60, TimeUnit.SECONDS)).isTrue();
        try (BufferedReader answers = watchdog.inputReader()) {
            return answers.lines().toList();
        }
    }
}
