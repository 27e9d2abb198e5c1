package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.definition.ExecutionSettings;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner.DataPlace;
import io.quarkiverse.processmanager.runtime.process.RunningProcess;
import io.quarkiverse.processmanager.runtime.process.assembly.Workshop.Started;
import io.quarkiverse.processmanager.runtime.process.state.DataLock;
import io.quarkiverse.processmanager.runtime.process.state.DataOwner;
import io.quarkiverse.processmanager.runtime.process.table.Marker;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;

/** A process that several applications use. Each other JVM stands for another application. */
class SharedProcessTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String SERVER = "echo up; exec sleep 1000";
    private static final Path CLAIMS = Path.of(".process-manager.claims");

    @RegisterExtension
    final Workshop workshop = new Workshop();

    private final List<Jvm> applications = new ArrayList<>();

    @AfterEach
    void end() {
        applications.forEach(Jvm::close);
    }

    private Started start(String id, String script) {
        Witness witness = new Witness();
        RunningProcess process = workshop.runner().start(new ProcessRunner.Launch(id, 1, workshop.sh(script),
                ExecutionSettings.DEFAULT, OptionalInt.empty(), StopSettings.DEFAULT, LogSettings.DEFAULT)
                .withData(new DataPlace(data(), DataPlace.Use.SHARED)), witness);
        return new Started(process, witness);
    }

    private Path data() {
        return workshop.directory().resolve("data");
    }

    /** Another application, which shares the process. */
    private Jvm application(String name) throws IOException {
        Jvm jvm = Jvm.start(DataClaimJvm.class, state(name).toString(), data().toString(),
                workshop.sh(SERVER).words().get(2), DataPlace.Use.SHARED.name());
        applications.add(jvm);
        return jvm;
    }

    private Path state(String name) {
        return workshop.directory().resolve("state of " + name);
    }

    private static void kill(Jvm jvm) {
        ProcessHandle.of(jvm.pid()).ifPresent(ProcessHandle::destroyForcibly);
    }

    private static boolean isAlive(long pid) {
        return Workshop.living().stream().anyMatch(entry -> entry.pid() == pid);
    }

    private static void awaitDeath(long pid) {
        Awaitility.await("death of " + pid).atMost(LONG).until(() -> !isAlive(pid));
    }

    /** The names of the claims, and the marks of an end, that begin with a text. */
    private List<String> claims(String beginning) {
        try (Stream<Path> files = Files.list(data().resolve(CLAIMS))) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.startsWith(beginning)).toList();
        } catch (NoSuchFileException e) {
            // The last application, or its watchdog, has deleted the directory.
            return List.of();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits until the watchdog of a JVM that was killed has found that another application uses the process. */
    private void awaitDecision(Jvm killed) {
        Awaitility.await("the decision of the watchdog").atMost(LONG)
                .until(() -> claims(killed.pid() + "_").isEmpty() && claims("ending-").isEmpty());
    }

    @Test
    void theSecondApplicationUsesTheProcessOfTheFirstAndTheLastOneStopsIt() {
        Started first = start("db", SERVER);
        long pid = first.witness().pid();
        Started second = start("other", "echo never");
        assertThat(second.witness().pid()).isEqualTo(pid);
        assertThat(second.process().firstLine("up")).as("the output is in a file").succeedsWithin(LONG);

        first.terminate();

        assertThat(first.witness().awaitGone().exit().describe())
                .isEqualTo("this application no longer uses the process, which another application uses");
        assertThat(isAlive(pid)).as("the process outlives its starter").isTrue();
        assertThat(workshop.runner().logs("other", 10)).extracting(LogLine::text).containsExactly("up");
        second.terminate();
        second.witness().awaitGone();
        assertThat(isAlive(pid)).isFalse();
        assertThat(data()).isDirectoryNotContaining(file -> file.getFileName().toString().contains("claims")
                || file.getFileName().toString().contains("owner"));
    }

    @Test
    void anApplicationThatHasLeftCanComeBackToTheSameProcess() {
        long pid = start("db", SERVER).witness().pid();
        Started second = start("other", "echo never");
        second.witness().pid();
        second.terminate();
        second.witness().awaitGone();

        assertThat(start("other", "echo never").witness().pid()).isEqualTo(pid);
    }

    @Test
    void theEndOfTheProcessIsReportedInEachApplicationAndAnyOfThemStartsItAgain() {
        Started first = start("db", SERVER);
        long pid = first.witness().pid();
        Started second = start("other", "echo never");
        assertThat(second.witness().pid()).isEqualTo(pid);

        ProcessHandle.of(pid).orElseThrow().destroyForcibly();

        first.witness().awaitGone();
        assertThat(second.witness().awaitGone().exit().wasStarted()).isTrue();
        assertThat(start("other", "exit 0").witness().awaitGone().exit().code()).hasValue(0);
    }

    @Test
    void theProcessOutlivesTheKillOfItsStarterAndEndsWithTheLastKill() throws IOException {
        Jvm first = application("first");
        long pid = Long.parseLong(first.line());
        Jvm second = application("second");
        assertThat(second.line()).isEqualTo("" + pid);

        kill(first);
        first.awaitDeath();
        awaitDecision(first);
        assertThat(isAlive(pid)).as("the second application uses it").isTrue();

        kill(second);
        awaitDeath(pid);
        Awaitility.await("nothing is left").atMost(LONG).until(() -> claims("").isEmpty());
    }

    @Test
    void theLastApplicationStopsTheProcessAfterTheKillOfItsStarter() throws IOException {
        Jvm first = application("first");
        long pid = Long.parseLong(first.line());
        Started second = start("db", "echo never");
        assertThat(second.witness().pid()).isEqualTo(pid);
        kill(first);
        first.awaitDeath();
        awaitDecision(first);
        Awaitility.await("the next owner").atMost(LONG)
                .until(() -> DataLock.owner(data()).map(DataOwner::jvm).map(ProcessId::pid)
                        .equals(Optional.of(ProcessHandle.current().pid())));

        second.terminate();

        second.witness().awaitGone();
        assertThat(isAlive(pid)).isFalse();
    }

    @Test
    void theProcessEndsWithTheKillOfTheLastApplicationAfterTheEndOfItsStarter() throws IOException {
        Jvm first = application("first");
        long pid = Long.parseLong(first.line());
        Jvm second = application("second");
        second.line();
        first.send("");
        first.awaitLine("gone");
        first.send("");
        first.awaitDeath();
        assertThat(isAlive(pid)).isTrue();

        kill(second);

        awaitDeath(pid);
    }

    @Test
    void theProcessEndsIfAllApplicationsAreKilledAtATime() throws IOException {
        Jvm first = application("first");
        long pid = Long.parseLong(first.line());
        Jvm second = application("second");
        second.line();

        kill(first);
        kill(second);

        awaitDeath(pid);
    }

    @Test
    void theNextRunOfAJvmThatWasKilledWithItsWatchdogLeavesTheProcessToTheOthers() throws IOException {
        Jvm first = application("first");
        long pid = Long.parseLong(first.line());
        Started second = start("db", "echo never");
        second.witness().pid();
        List<ProcessHandle> watchdogs = ProcessHandle.of(first.pid()).orElseThrow().children()
                .filter(child -> child.pid() != pid).toList();
        assertThat(watchdogs).isNotEmpty();
        watchdogs.forEach(ProcessHandle::destroyForcibly);
        kill(first);
        first.awaitDeath();

        try (OsProcessRunner next = OsProcessRunner.create(state("first"))) {
            next.open();
            awaitDecision(first);
        }

        assertThat(isAlive(pid)).isTrue();
        second.terminate();
        second.witness().awaitGone();
        assertThat(isAlive(pid)).isFalse();
    }

    /** The JVM of the starter is killed before it has noted the process. */
    @Test
    void aProcessThatNoNoteNamesIsNotUsed() throws IOException {
        ProcessId dead = new ProcessId(999_999_999, 1);
        Started probe = start("db", "echo $QPM_DETACHED; exit 0");
        probe.witness().awaitGone();
        Marker marker = new Marker("QPM_DETACHED", workshop.runner().logs("db", 1).get(0).text());
        DataLock lock = DataLock.take(data()).orElseThrow();
        lock.note(new DataOwner(workshop.runner().services().platform().table().pidScope().text(), "db", "/app", dead, marker));
        lock.abandon();
        ProcessBuilder builder = new ProcessBuilder("sleep", "1000");
        builder.environment().put(marker.variable(), marker.value());
        Process left = builder.start();

        Started next = start("other", "grep -qs 'State:.[RSD]' /proc/" + left.pid() + "/status && exit 7; exit 0");
        CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS).execute(left::destroyForcibly);

        assertThat(next.witness().awaitGone().exit().code()).as(next.witness().exit().describe()).hasValue(0);
    }

    /** The processes of all applications have one marker, so a watchdog that still scans kills the next process. */
    @Test
    void noProcessStartsBeforeTheWatchdogOfADeadJvmHasStoppedTheLastOne() throws IOException {
        Path mark = Files.createDirectories(data().resolve(CLAIMS)).resolve("ending-999999999_1_db");
        Files.createFile(mark);

        Started next = start("db", "test -e '" + mark + "' && exit 7; exit 0");
        CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS).execute(() -> mark.toFile().delete());

        assertThat(next.witness().awaitGone().exit().code()).as(next.witness().exit().describe()).hasValue(0);
    }

    @Test
    void aStartWithoutAClaimIsRefused() throws IOException {
        Files.createDirectories(data());
        Path file = Files.createFile(data().resolve(CLAIMS));

        Started refused = start("db", "echo never");

        assertThat(refused.witness().awaitGone().exit().reason()).contains(Reason.DATA_IN_USE);
        assertThat(refused.witness().exit().describe()).startsWith("its claim cannot be written to " + file + ": ");
        assertThat(workshop.runner().logs("db", 10)).isEmpty();
        CompletionStage<Void> startable = refused.process().startable();
        Files.deleteIfExists(file);
        assertThat(startable).succeedsWithin(LONG);
    }
}
