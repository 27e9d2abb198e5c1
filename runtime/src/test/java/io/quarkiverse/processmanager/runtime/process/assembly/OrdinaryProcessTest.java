package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkiverse.processmanager.Command;
import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.LogLine.Stream;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.definition.CommandSettings;
import io.quarkiverse.processmanager.runtime.definition.ExecutionSettings;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.RunningProcess;
import io.quarkiverse.processmanager.runtime.process.platform.LinuxProcessTable;
import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;

class OrdinaryProcessTest {

    @RegisterExtension
    final Workshop workshop = new Workshop();

    @Test
    void aProcessThatEndsIsReportedStepByStepAndOnce() {
        Instant before = Instant.now();

        Witness witness = workshop.start(workshop.sh("echo out; echo err >&2; exit 3")).witness().awaitGone();

        assertThat(witness.events()).containsExactly("started", "exited", "gone");
        assertThat(witness.exit().code()).hasValue(3);
        assertThat(witness.exit().signal()).isEmpty();
        assertThat(witness.exit().time()).isBetween(before, Instant.now());
        assertThat(witness.exit().uptime()).isBetween(Duration.ZERO, Duration.between(before, Instant.now()));
        assertThat(witness.leftovers()).isZero();
        assertThat(workshop.runner().logs("p", 10))
                .anyMatch(line -> line.text().equals("out") && line.stream() == Stream.STDOUT && line.incarnation() == 1)
                .anyMatch(line -> line.text().equals("err") && line.stream() == Stream.STDERR).hasSize(2);
    }

    @Test
    void allLinesOfAStartAreReadableWhenItsTreeIsReportedGone() throws Exception {
        CompletableFuture<List<LogLine>> readable = new CompletableFuture<>();
        Command command = workshop.sh("trap 'echo last; exit 0' TERM; echo first; while :; do sleep 0.1; done");

        RunningProcess process = workshop.runner().start(new ProcessRunner.Launch("p", 7, command, ExecutionSettings.DEFAULT,
                OptionalInt.empty(), StopSettings.DEFAULT, LogSettings.DEFAULT), new ProcessRunner.Listener() {
                    @Override
                    public void started(long pid) {
                        // The first line can be readable before this.
                    }

                    @Override
                    public void exited(Exit exit, int leftovers) {
                        // The last line can become readable after this.
                    }

                    @Override
                    public void gone() {
                        readable.complete(workshop.runner().logs("p", 10));
                    }

                    @Override
                    public void notKilled(List<String> survivors) {
                        readable.completeExceptionally(new AssertionError(survivors));
                    }
                });

        Awaitility.await().atMost(Duration.ofMinutes(1))
                .until(() -> !workshop.runner().logs("p", 10).isEmpty());
        process.terminate(Duration.ofMinutes(1));

        assertThat(readable.get(1, TimeUnit.MINUTES)).extracting(LogLine::text).containsExactly("first", "last");
        assertThat(readable.join()).extracting(LogLine::incarnation).containsOnly(7L);
    }

    @ParameterizedTest
    @CsvSource({ "TERM,143", "KILL,137", "SEGV,139", "HUP,129" })
    void anExitBySignalHasTheNameOfTheSignal(String signal, int code) {
        Witness witness = workshop.start(workshop.sh("kill -" + signal + " $$")).witness().awaitGone();

        assertThat(witness.exit().code()).hasValue(code);
        assertThat(witness.exit().signal()).contains(signal);
    }

    /** The tests of this class run in both ways. A machine where the self-test fails would prove only one of them. */
    @Test
    void theWayIsTheOneThatTheTestWants() {
        assertThat(workshop.runner().services().spawner().way().access().isPresent()).isEqualTo(!workshop.isPortable());
    }

    @Test
    void theCodeOfASignalThatAProgramReturnsIsASignalOnlyForTheJdk() {
        Witness witness = workshop.start(workshop.sh("exit 143")).witness().awaitGone();

        assertThat(witness.exit().code()).hasValue(143);
        assertThat(witness.exit().signal()).isEqualTo(workshop.isPortable() ? Optional.of("TERM") : Optional.empty());
    }

    @Test
    void theRootLeadsASessionAndAGroupOfItsOwn() {
        Workshop.Started started = workshop.start(workshop.sh("echo up; exec sleep 1000"));
        workshop.awaitLine("up");

        ProcessEntry root = new LinuxProcessTable().read(started.witness().pid()).orElseThrow();

        assertThat(root.group()).isEqualTo(root.pid());
        assertThat(root.session()).isEqualTo(root.pid());
    }

    @Test
    void theScriptOfAShellGetsItsArguments() {
        Command command = new CommandSettings(List.of("echo \"$0|$1|$2\" $((1 + 1))", "a b", "*"), true, Optional.empty(),
                Map.of(),
                true);

        workshop.start(command).witness().awaitGone();

        assertThat(workshop.lines()).containsExactly("sh|a b|* 2");
    }

    @Test
    void theEnvironmentIsInheritedAndSetOnTop() {
        workshop.start(
                new CommandSettings(List.of("sh", "-c", "echo $GREETING $PYTHONUNBUFFERED; test -n \"$HOME\" && echo home"),
                        false,
                        Optional.empty(), Map.of("GREETING", "hello"), true))
                .witness().awaitGone();

        assertThat(workshop.lines()).containsExactly("hello 1", "home");
    }

    @Test
    void aRemovedVariableIsNotInherited() {
        workshop.start(new CommandSettings(List.of("sh", "-c", "env | grep -c '^HOME=' || echo no home"), false,
                Optional.empty(), Map.of(), true, Set.of("HOME", "PYTHONUNBUFFERED", "NO_SUCH_VARIABLE"), Optional.empty(),
                true,
                Map.of()))
                .witness()
                .awaitGone();

        assertThat(workshop.lines()).containsExactly("0", "no home");
    }

    @Test
    void theEnvironmentIsEmptyButForWhatIsSetAndTheMarker() {
        workshop.start(new CommandSettings(List.of("/usr/bin/env"), false, Optional.empty(),
                Map.of("GREETING", "hello", "with.dots", "kept", "PYTHONUNBUFFERED", "0"), false)).witness().awaitGone();

        assertThat(workshop.lines()).hasSize(4).contains("GREETING=hello", "with.dots=kept", "PYTHONUNBUFFERED=0")
                .anyMatch(line -> line.startsWith("QPM_" + ProcessHandle.current().pid() + "_"));
    }

    @Test
    void thePortIsGivenUnlessPortIsSet() {
        portOf(Map.of());
        portOf(Map.of("PORT", "7"));

        assertThat(workshop.lines()).containsExactly("4711", "7");
    }

    private void portOf(Map<String, String> environment) {
        Witness witness = new Witness();
        workshop.runner().start(new ProcessRunner.Launch("p", 1,
                new CommandSettings(List.of("sh", "-c", "echo $PORT"), false, Optional.empty(), environment, true),
                ExecutionSettings.DEFAULT, OptionalInt.of(4711),
                StopSettings.DEFAULT, LogSettings.DEFAULT), witness);
        witness.awaitGone();
    }

    @Test
    void theDirectoryIsTheGivenOne() {
        workshop.start(workshop.sh("pwd -P")).witness().awaitGone();

        assertThat(workshop.lines()).containsExactly(workshop.directory().toString());
    }

    @Test
    void aStopThatComesBeforeTheStartIsHonoured() {
        for (int i = 0; i < 20; i++) {
            Workshop.Started started = workshop.start(workshop.sh("exec sleep 1000"));
            started.terminate();

            Exit exit = started.witness().awaitGone().exit();

            assertThat(exit.signal().equals(Optional.of("TERM")) || exit.reason().equals(Optional.of(Reason.SUPERSEDED)))
                    .isTrue();
        }
    }

    @Test
    void aStartAfterTheCloseIsRefused() {
        workshop.runner().close();

        Witness witness = workshop.start(workshop.sh("true")).witness().awaitGone();

        assertThat(witness.events()).containsExactly("exited", "gone");
        assertThat(witness.exit().reason()).contains(Reason.CLOSED);
    }

    @Test
    void thereIsNoThreadFileOrProcessBeforeTheFirstStart() {
        assertThat(workshop.stateDirectory()).doesNotExist();
        assertThat(Thread.getAllStackTraces().keySet()).noneMatch(thread -> thread.getName().startsWith("process-manager-"));
        assertThat(ProcessHandle.current().descendants().map(ProcessHandle::pid)
                .map(pid -> Workshop.read("/proc/" + pid + "/cmdline"))).noneMatch(words -> words.contains("process-manager"));
    }

    @Test
    void engineThreadsKeepNoReferenceToTheCaller() throws Exception {
        Thread caller = new Thread(() -> workshop.start(workshop.sh("echo up; exec sleep 1000")));
        caller.setContextClassLoader(new ClassLoader() {
        });
        caller.start();
        caller.join();
        workshop.awaitLine("up");

        // JNA has a thread while it has memory to free.
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("process-manager-") || thread.getName().startsWith("JNA"))
                .isNotEmpty().allMatch(Thread::isDaemon)
                .allMatch(thread -> thread.getContextClassLoader() == OsProcessRunner.class.getClassLoader());
    }

    @Test
    void closeKillsLiveProcessesAndIsIdempotent() {
        Workshop.Started stubborn = workshop.start(workshop.sh("trap '' TERM; echo up; sleep 1000; sleep 1000"));
        workshop.awaitLine("up");

        workshop.runner().close();
        workshop.runner().close();

        assertThat(stubborn.witness().events()).containsExactly("started", "exited", "gone");
        assertThat(workshop.alive()).isEmpty();
        assertThat(Path.of("/proc/" + stubborn.witness().pid())).doesNotExist();
    }
}
