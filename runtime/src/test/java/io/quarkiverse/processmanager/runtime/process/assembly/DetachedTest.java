package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Filter;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.Command;
import io.quarkiverse.processmanager.Execution;
import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.StopPolicy;
import io.quarkiverse.processmanager.runtime.definition.CommandSettings;
import io.quarkiverse.processmanager.runtime.definition.ExecutionSettings;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.assembly.Workshop.Started;
import io.quarkiverse.processmanager.runtime.process.detached.PreviousInstance;

/** Each runner stands for one run of the application. */
class DetachedTest {

    private static final Execution DETACHED = ProcessDefinition.builder("p").command("x").detached(true).build().execution();
    private static final int ATTEMPTS = 100;
    private static final StopPolicy IMPATIENT = new StopSettings("TERM", Duration.ofMillis(200), List.of(),
            StopPolicy.Scope.ROOT, StopPolicy.Leftovers.STOP);
    private static final String WRITES = "echo begun; while [ ! -e go ]; do sleep 0.05; done; echo gone on; sleep 1000";

    @RegisterExtension
    final Workshop workshop = new Workshop();

    private final List<OsProcessRunner> runners = new ArrayList<>();
    private long incarnation;

    /** A last run that declares no process stops all of them. */
    @AfterEach
    void stopAll() {
        runners.forEach(OsProcessRunner::close);
        OsProcessRunner last = run();
        last.inherit("shop", Set.of());
        workshop.awaitNoProcess();
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(records()).isEmpty());
        last.close();
    }

    @Test
    void aDetachedProcessOutlivesItsRunAndIsAdoptedByTheNext() throws IOException {
        OsProcessRunner first = run();
        Started started = start(first, workshop.sh(WRITES));
        long pid = started.witness().pid();
        await(first, "begun");

        first.close();
        OsProcessRunner second = run();
        Started adopted = start(second, workshop.sh(WRITES));

        assertThat(adopted.witness().pid()).isEqualTo(pid);
        assertThat(adopted.witness().since()).isBefore(Instant.now()).isAfter(Instant.now().minusSeconds(300));
        assertThat(adopted.process().firstLine("beg.n")).succeedsWithin(Duration.ofSeconds(60)).isEqualTo("begun");
        Files.createFile(workshop.directory().resolve("go"));
        await(second, "gone on");
        adopted.terminate();
        adopted.witness().awaitGone();
        assertThat(workshop.alive()).isEmpty();
        assertThat(records()).isEmpty();
    }

    /** The applications of the profiles of a test run one after the other in one JVM. */
    @Test
    void aDetachedProcessOfTestsOutlivesItsRunButNotItsJvm() throws IOException {
        try (Jvm jvm = Jvm.start(DetachingJvm.class, workshop.stateDirectory().toString(),
                "exec sleep 1000", "tests")) {
            String started = jvm.line();
            assertThat(started).startsWith("pid ");

            jvm.send("next");
            assertThat(jvm.line()).isEqualTo("adopted " + started);
            jvm.send("end");
            assertThat(jvm.line()).isEqualTo("closed");
            long pid = Long.parseLong(started.substring("pid ".length()));
            assertThat(ProcessHandle.of(pid)).isPresent();

            jvm.close();
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> ProcessHandle.of(pid).isEmpty());
        }
    }

    @Test
    void aProcessWithAnotherDefinitionIsReplaced() {
        OsProcessRunner first = run();
        long pid = start(first, workshop.sh("trap '' TERM; sleep 1000; sleep 1000"), DETACHED, IMPATIENT).witness().pid();
        first.close();

        Started next = start(run(), workshop.sh("exec sleep 1000"));

        assertThat(next.witness().pid()).isNotEqualTo(pid);
        assertAlive(1);
    }

    @Test
    void aProcessThatIsNoLongerDetachedIsReplacedAndEndsWithItsRun() {
        OsProcessRunner first = run();
        long pid = start(first, workshop.sh("exec sleep 1000")).witness().pid();
        first.close();

        OsProcessRunner second = run();
        Started next = start(second, workshop.sh("exec sleep 1000"), ExecutionSettings.DEFAULT, IMPATIENT);

        assertThat(next.witness().pid()).isNotEqualTo(pid);
        second.close();
        workshop.awaitNoProcess();
    }

    @Test
    void theKillOfAPreviousInstanceIsNamed() {
        OsProcessRunner first = run();
        start(first, workshop.sh("trap '' TERM; echo begun; sleep 1000; sleep 1000")).witness().pid();
        await(first, "begun");
        first.close();
        List<String> warnings = new CopyOnWriteArrayList<>();
        Logger logger = Logger.getLogger(PreviousInstance.class.getName());
        Filter capture = line -> {
            warnings.add(String.format(line.getMessage(), line.getParameters()));
            return true;
        };
        logger.setFilter(capture);
        try {
            start(run(), workshop.sh("exec sleep 1000")).witness().pid();
        } finally {
            logger.setFilter(null);
        }

        assertThat(warnings).singleElement(STRING)
                .startsWith("process 'p' of an earlier run did not stop in time and is killed; still alive: ").contains(" sh");
    }

    @Test
    void aProcessThatIsNoLongerDeclaredIsStopped() {
        OsProcessRunner first = run();
        start(first, workshop.sh("sleep 1000 & sleep 1000")).witness().pid();
        first.close();
        workshop.awaitUntil(() -> !workshop.alive().isEmpty());

        run().inherit("shop", Set.of("another"));

        workshop.awaitNoProcess();
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(records()).isEmpty());
    }

    @Test
    void processesOfAnotherApplicationAreNotTouched() {
        OsProcessRunner first = run();
        start(first, workshop.sh("exec sleep 1000")).witness().pid();
        first.close();

        OsProcessRunner other = run();
        other.inherit("bakery", Set.of());
        Started own = start(other, workshop.sh("exec sleep 1000"));
        own.witness().pid();
        assertAlive(2);
        own.process().kill();
        own.witness().awaitGone();

        assertAlive(1);
    }

    @Test
    void aProcessWithoutARecordIsFoundByItsMarkerAndReplaced() throws IOException {
        OsProcessRunner first = run();
        long pid = start(first, workshop.sh("exec sleep 1000")).witness().pid();
        first.close();
        for (Path record : records()) {
            Files.delete(record);
        }

        Started next = start(run(), workshop.sh("exec sleep 1000"));

        assertThat(next.witness().pid()).isNotEqualTo(pid);
        assertAlive(1);
    }

    @Test
    void anUnrelatedProcessWithARecordedPidIsNotTouched() throws IOException {
        OsProcessRunner first = run();
        Started started = start(first, workshop.sh("exec sleep 1000"));
        started.witness().pid();
        first.close();
        Process unrelated = new ProcessBuilder("sleep", "1000").start();
        try {
            Path record = records().get(0);
            // Another start time, because both processes may have been started in the same clock tick; two processes with the
            // same pid cannot.
            Files.writeString(record, Pattern.compile("P \\d+ (\\d+)").matcher(Files.readString(record))
                    .replaceAll(found -> "P " + unrelated.pid() + " " + (Long.parseLong(found.group(1)) - 1)));

            Started next = start(run(), workshop.sh("exec sleep 1000"));

            assertThat(next.witness().pid()).isNotIn(unrelated.pid(), started.witness().pid());
            assertThat(unrelated.isAlive()).isTrue();
        } finally {
            unrelated.destroyForcibly();
        }
    }

    @Test
    void anIncompleteRecordIsIgnored() throws IOException {
        OsProcessRunner first = run();
        start(first, workshop.sh("exec sleep 1000")).witness().pid();
        first.close();
        Path record = records().get(0);
        String text = Files.readString(record);
        Files.writeString(record, text.substring(0, text.indexOf("F ") + 2));

        start(run(), workshop.sh("exec sleep 1000")).witness().pid();

        assertAlive(1);
    }

    @Test
    void theExitOfAnAdoptedProcessIsReported() {
        OsProcessRunner first = run();
        long pid = start(first, workshop.sh("exec sleep 1000")).witness().pid();
        first.close();
        Started adopted = start(run(), workshop.sh("exec sleep 1000"));
        assertThat(adopted.witness().pid()).isEqualTo(pid);

        ProcessHandle.of(pid).orElseThrow().destroyForcibly();

        assertThat(adopted.witness().exit().describe()).isEqualTo("ended with an unknown exit code");
        assertThat(adopted.witness().exit().wasStarted()).isTrue();
        adopted.witness().awaitGone();
    }

    @Test
    void leftoversOfAnAdoptedProcessAreStopped() {
        OsProcessRunner first = run();
        String script = "setsid sh -c 'sleep 1000 & wait' & echo $!; exec sleep 1000";
        long pid = start(first, workshop.sh(script)).witness().pid();
        Awaitility.await().until(() -> workshop.alive().size() == 3);
        first.close();
        Started adopted = start(run(), workshop.sh(script));
        adopted.witness().pid();

        ProcessHandle.of(pid).orElseThrow().destroyForcibly();

        assertThat(adopted.witness().leftovers()).isEqualTo(2);
        adopted.terminate();
        adopted.witness().awaitGone();
        assertThat(workshop.alive()).isEmpty();
    }

    @Test
    void twoRunsAtTheSameTimeDoNotShareAProcess() {
        OsProcessRunner first = run();
        Started started = start(first, workshop.sh("exec sleep 1000"));
        started.witness().pid();

        Started second = start(run(), workshop.sh("exec sleep 1000"));

        assertThat(second.witness().exit().reason()).contains(Reason.OWNED_BY_OTHER_RUN);
        second.witness().awaitGone();
        assertThat(started.witness().events()).containsExactly("started");
    }

    @Test
    void anotherJvmCannotClaimTheProcess() throws Exception {
        start(run(), workshop.sh("exec sleep 1000")).witness().pid();
        try (Jvm other = Jvm.start(DetachingJvm.class, workshop.stateDirectory().toString(), "exec sleep 1000")) {
            other.awaitLine("not started: it is detached, and another live run of this application holds it");
        }
    }

    @Test
    void aRunWithAnotherDirectoryForTemporaryFilesCannotClaimTheProcess() throws Exception {
        String application = DetachingJvm.SHARED + workshop.tag();
        String script = workshop.sh("exec sleep 1000").words().get(2);
        try (Jvm first = Jvm.start(List.of(temporary("first")), DetachingJvm.class, application, script)) {
            assertThat(first.line()).startsWith("pid ");
            try (Jvm second = Jvm.start(List.of(temporary("second")), DetachingJvm.class, application, script)) {
                second.awaitLine("not started: it is detached, and another live run of this application holds it");
            }
        }

        OsProcessRunner last = OsProcessRunner.forThisMachine();
        last.inherit(application, Set.of());
        workshop.awaitNoProcess();
        last.close();
    }

    private String temporary(String name) throws IOException {
        return "-Djava.io.tmpdir=" + Files.createDirectory(workshop.directory().resolve(name));
    }

    @Test
    void aDetachedProcessSurvivesTheKillOfItsJvm() throws Exception {
        String script = workshop.sh("echo begun; exec sleep 1000").words().get(2);
        String pid;
        try (Jvm jvm = Jvm.start(DetachingJvm.class, workshop.stateDirectory().toString(), script)) {
            pid = jvm.line().substring("pid ".length());
            new ProcessBuilder("kill", "-s", "KILL", Long.toString(jvm.pid())).start().waitFor();
            jvm.awaitDeath();
        }

        OsProcessRunner next = run();
        Started adopted = start(next, DetachingJvm.command(script));

        assertThat(adopted.witness().pid()).isEqualTo(Long.parseLong(pid));
        await(next, "begun");
    }

    /** A failure keeps no lock: the next start succeeds when there is space again. */
    @Test
    void aFullDiskIsReportedAndHoldsNoClaim() throws Exception {
        String fill = "mount -t tmpfs -o size=64k tmpfs \"$0\" && { cat /dev/zero > \"$0/full\"; exec \"$@\"; }";
        Files.createDirectories(workshop.stateDirectory());
        assumeTrue(new ProcessBuilder("unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt").start().waitFor() == 0,
                "needs the right to mount a small file system");

        try (Jvm jvm = Jvm.startBehind(List.of("unshare", "--mount", "sh", "-c", fill, workshop.stateDirectory().toString()),
                List.of(), DetachingJvm.class, workshop.stateDirectory().toString(), "exec sleep 1000")) {
            assertThat(jvm.line()).startsWith("not started: its record for the next run cannot be written in")
                    .endsWith("No space left on device");
        }
    }

    @Test
    void aStopWinsWhileThePreviousInstanceIsStopping() {
        OsProcessRunner first = run();
        start(first, workshop.sh("trap '' TERM; echo begun; sleep 1000; sleep 1000"), DETACHED, StopSettings.DEFAULT);
        await(first, "begun");
        first.close();
        // It waits for the previous instance, which has ten seconds and ignores the signal.
        Started next = start(run(), workshop.sh("exec sleep 1000"));
        next.terminate();
        next.process().kill();

        assertThat(next.witness().exit().reason()).contains(Reason.SUPERSEDED);
        next.witness().awaitGone();
        assertThat(workshop.alive()).isEmpty();
    }

    @Test
    void theRecordCannotBeReadByOtherUsersAndHasNoSecrets() throws IOException {
        Command command = workshop.sh("exec sleep 1000");
        Command secret = new CommandSettings(command.words(), false, command.directory(), Map.of("TOKEN", "s3cret"), true);
        start(run(), secret).witness().pid();

        Path record = records().get(0);

        assertThat(Files.readString(record)).doesNotContain("s3cret", "sleep");
        assertThat(Files.getPosixFilePermissions(record)).hasSize(2);
        assertThat(Files.getPosixFilePermissions(record.getParent())).hasSize(3);
    }

    /** A process shows no command line for a moment when it executes a program: a new one, and a shell that becomes its command. */
    private void assertAlive(int processes) {
        workshop.awaitUntil(() -> {
            List<String> alive = workshop.alive();
            assertThat(alive).hasSizeLessThanOrEqualTo(processes);
            return alive.size() == processes;
        });
    }

    private OsProcessRunner run() {
        OsProcessRunner runner = OsProcessRunner.create(workshop.stateDirectory());
        runner.inherit("shop", Set.of("p"));
        runners.add(runner);
        return runner;
    }

    private Started start(OsProcessRunner runner, Command command) {
        return start(runner, command, DETACHED, IMPATIENT);
    }

    private Started start(OsProcessRunner runner, Command command, Execution execution, StopPolicy stop) {
        Witness witness = new Witness();
        incarnation++;
        return new Started(
                runner.start(new ProcessRunner.Launch("p", incarnation, command, execution, OptionalInt.empty(), stop,
                        LogSettings.DEFAULT), witness),
                witness);
    }

    private static void await(OsProcessRunner runner, String line) {
        Awaitility.await(line).atMost(Duration.ofSeconds(60))
                .until(() -> runner.logs("p", 100).stream().map(LogLine::text).anyMatch(line::equals));
    }

    /** The records of live processes. The walk fails if a runner or a watchdog deletes one of the files meanwhile. */
    private List<Path> records() {
        for (int attempt = 0; Files.exists(workshop.stateDirectory()); attempt++) {
            try (Stream<Path> files = Files.walk(workshop.stateDirectory())) {
                return files.filter(file -> file.toString().endsWith(".process")).toList();
            } catch (IOException | UncheckedIOException e) {
                assertThat(attempt).as(e.toString()).isLessThan(ATTEMPTS);
            }
        }
        return List.of();
    }
}
