package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.definition.listen.PortClaim;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.RunningProcess.PortHolders;
import io.quarkiverse.processmanager.runtime.process.platform.LinuxProcessTable;
import io.quarkiverse.processmanager.runtime.process.table.Marker;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;

/** A port on which another process listens. */
class PortConflictTest {

    @RegisterExtension
    final Workshop workshop = new Workshop();

    private int port;
    private Optional<Process> stranger = Optional.empty();

    @BeforeEach
    void findPort() throws IOException {
        port = Ports.free();
    }

    @AfterEach
    void endStranger() throws InterruptedException {
        if (stranger.isPresent()) {
            stranger.get().destroyForcibly().waitFor();
        }
    }

    @Test
    void aStartOnATakenPortFailsAndNamesTheHolder() throws Exception {
        startStranger(listen());
        awaitListener();

        Workshop.Started refused = workshop.startOn(claim(true), workshop.perl(listen()));

        Exit exit = refused.witness().awaitGone().exit();
        assertThat(exit.reason()).contains(Reason.PORT_IN_USE);
        assertThat(exit.detail())
                .isEqualTo("port " + port + " is in use by pid " + stranger.get().pid() + " (perl in " + here()
                        + "); stop pid " + stranger.get().pid()
                        + ", set port=0 or port-conflict=next for a free port, or set port-owner=any if it "
                        + "serves this process");

        endStranger();
        Workshop.Started started = workshop.startOn(claim(true), workshop.perl(listen()));
        awaitListener(started);
        assertThat(conflict(started, true)).isEmpty();
    }

    @Test
    void theHintNamesTheSettingOfAPortWithAName() throws Exception {
        startStranger(listen());
        awaitListener();

        assertThat(workshop.startOn(List.of(new PortClaim(port, "ports.admin")), workshop.sh("sleep 1000")).witness().exit()
                .detail()).contains(", set ports.admin=0 or port-conflict=next for a free port, or ");
    }

    @Test
    void aPortThatWasChosenCanBeChosenAgain() throws Exception {
        startStranger(listen());
        awaitListener();

        assertThat(workshop.startOn(List.of(new PortClaim(port, "port", true)), workshop.sh("sleep 1000")).witness().exit()
                .detail()).endsWith("; stop pid " + stranger.get().pid()
                        + ", start the application again for another port, or set port-owner=any if it serves this process");
    }

    @Test
    void thePortOfAnotherMachineOrOfAnyProcessIsNotChecked() throws Exception {
        startStranger(listen());
        awaitListener();

        assertThat(workshop.startOn(List.of(), workshop.sh("sleep 1000")).witness().pid()).isPositive();
    }

    @Test
    void theApplicationMayListenOnThePortOfACheckOnly() throws Exception {
        try (ServerSocket listener = new ServerSocket(port, 5, InetAddress.getByName("127.0.0.1"))) {
            assertThat(workshop.startOn(claim(true), workshop.sh("sleep 1000")).witness().exit().detail())
                    .isEqualTo("port " + port + " is in use by this application, pid " + ProcessHandle.current().pid()
                            + "; choose another port for one of the two, or set port=0 or port-conflict=next for a free port");
            Workshop.Started started = workshop.startOn(claim(false), workshop.sh("sleep 1000"));
            assertThat(started.witness().pid()).isPositive();
            assertThat(conflict(started, false)).isEmpty();
            assertThat(conflict(started, true)).get().asString()
                    .startsWith("port " + port + " is answered by this application");
        }
    }

    @Test
    void anotherManagedProcessIsNamed() throws Exception {
        Workshop.Started other = workshop.startAs("other", workshop.sh("perl -e '" + listen() + "' & wait"));
        awaitListener(other);

        assertThat(workshop.startOn(claim(true), workshop.sh("sleep 1000")).witness().exit().detail())
                .matches("port " + port + " is in use by pid \\d+ \\(perl in .*\\) of process 'other'; choose another port .*");
        assertThat(workshop.startOn(claim(false), workshop.sh("sleep 1000")).witness().pid()).isPositive();
        assertThat(conflict(other, true)).isEmpty();
    }

    @Test
    void aRehearsalFindsThePortAsThatOfARunningProcess() throws Exception {
        Workshop.Started started = workshop.startOn(List.of(), workshop.sh("sleep 1000"));
        started.witness().pid();
        assumeThat(workshop.runner().services().spawner().way().access()).isPresent();

        assertThat(rehearsed()).containsExactly(port);

        started.process().kill();
        started.witness().awaitGone();
        // The listener receives the end before the runner removes the process.
        workshop.awaitUntil(() -> rehearsed().isEmpty());
    }

    /** The system is not asked: no process is running that an answer could be about. */
    @Test
    void aRehearsalAsksNothingWithoutTheNativeWay() throws Exception {
        workshop.runner().services().spawner().way().off(true);

        assertThat(rehearsed()).containsExactly(port);
    }

    private Set<Integer> rehearsed() throws Exception {
        return workshop.runner().rehearsePortHolders(claim(true)).toCompletableFuture().get(60, TimeUnit.SECONDS).own();
    }

    @Test
    void aPortOfTheRootOrOfADescendantIsCertainlyThatOfTheProcess() throws Exception {
        Workshop.Started started = workshop.startOn(claim(true), workshop.perl(listen()));
        awaitListener(started);
        assertThat(holders(started).own()).containsExactly(port);
        started.process().kill();
        started.witness().awaitGone();

        Workshop.Started parent = workshop.startOn(claim(true), workshop.sh("perl -e '" + listen() + "' & wait"));
        awaitListener(parent);
        assertThat(holders(parent).own()).containsExactly(port);
    }

    @Test
    void aPortOfAnotherProcessOrOfAForwarderIsNot() throws Exception {
        startStranger(listen());
        awaitListener();
        awaitNextTick(stranger.get().pid());
        Workshop.Started started = workshop.startOn(List.of(), workshop.sh("sleep 1000"));
        started.witness().pid();
        assertThat(holders(started)).matches(holders -> holders.own().isEmpty() && holders.conflict().isPresent());
        endStranger();

        // A shell without "exec -a" cannot give a program another name.
        Workshop.Started forwarder = workshop.startOn(claim(true),
                workshop.sh("exec perl -e 'exec {q(perl)} q(socat), q(-e), q(" + listen() + ")'"));
        awaitListener(forwarder);
        workshop.awaitUntil(() -> holders(forwarder).conflict().isEmpty());
        assertThat(holders(forwarder).own()).isEmpty();
    }

    private PortHolders holders(Workshop.Started started) {
        try {
            return started.process().portHolders(claim(true)).toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aDescendantOfTheProcessMayListen() throws Exception {
        Workshop.Started started = workshop.startOn(claim(true),
                workshop.sh("sleep 0.2; setsid perl -e '" + listen() + "' & sleep 1000"));
        awaitListener(started);

        assertThat(conflict(started, true)).isEmpty();
    }

    /** It has left the group, the session, its parent and the environment, so that nothing shows where it comes from. */
    @Test
    void aDaemonThatHasLeftTheTreeIsNotAStranger() throws Exception {
        Workshop.Started started = workshop.startOn(claim(true), workshop.sh("(env -i setsid perl -e '" + listen()
                + "' " + workshop.tag() + " &); sleep 1000"));
        awaitListener(started);

        assertThat(conflict(started, true)).isEmpty();
        workshop.killHidden();
    }

    @Test
    void aStrangerThatAnswersLaterIsFound() throws Exception {
        startStranger("until (-e $ARGV[0]) { select undef, undef, undef, 0.02 } " + listen());
        awaitNextTick(stranger.get().pid());
        Workshop.Started started = workshop.startOn(claim(true), workshop.sh("sleep 1000"));
        started.witness().pid();
        assertThat(conflict(started, true)).isEmpty();

        Files.createFile(workshop.directory().resolve("go"));
        awaitListener();

        String sentence = "port " + port + " is answered by pid " + stranger.get().pid()
                + " (perl in " + here()
                + "), which is not of this process; stop pid " + stranger.get().pid()
                + ", set port=0 or port-conflict=next for a free port, or set port-owner=any if it serves this process";
        assertThat(conflict(started, true)).contains(sentence);
        assertThat(conflict(started, true)).contains(sentence);
        endStranger();
        assertThat(conflict(started, true)).isEmpty();
    }

    @Test
    void aPortThatBecomesFreeSoonIsAwaitedInSilence() throws Exception {
        startStranger("$SIG{TERM} = sub { select undef, undef, undef, 0.2; exit }; " + listen());
        awaitListener();

        stranger.get().destroy();
        Workshop.Started started = workshop.startOn(claim(true), workshop.perl(listen()));

        assertThat(started.witness().pid()).isPositive();
        assertThat(started.witness().events()).containsExactly("started");
    }

    @Test
    void aStopEndsTheWaitForThePort() throws Exception {
        startStranger(listen());
        awaitListener();

        Workshop.Started started = workshop.startOn(claim(true), workshop.sh("sleep 1000"));
        started.terminate();

        assertThat(started.witness().awaitGone().exit().reason()).contains(Reason.SUPERSEDED);
    }

    @Test
    void theProcessCanStartWhenThePortIsFree() throws Exception {
        startStranger(listen());
        awaitListener();
        Workshop.Started refused = workshop.startOn(claim(true), workshop.sh("sleep 1000"));
        refused.witness().awaitGone();
        CompletableFuture<Void> startable = refused.process().startable().toCompletableFuture();

        assertThat(startable).isNotDone();
        endStranger();

        assertThat(startable).succeedsWithin(Duration.ofSeconds(60));
    }

    @Test
    void aProcessOfAnotherRunOfTheApplicationIsNamed() throws Exception {
        Process jvm = new ProcessBuilder("sleep", "1000").start();
        try {
            ProcessId identity = new LinuxProcessTable().read(jvm.pid()).orElseThrow().identity();
            startStranger(listen(), Marker.of(new RunnerId(identity, "a1"), 7, "db"));
            awaitListener();

            assertThat(refusal()).isEqualTo("port " + port + " is in use by pid " + stranger.get().pid() + " (perl in "
                    + here() + "), process 'db' of another run of this application, pid " + jvm.pid()
                    + "; stop that application, or set port=0 or port-conflict=next for a free port");
        } finally {
            jvm.destroyForcibly().waitFor();
        }
    }

    @Test
    void aProcessOfAnApplicationThatHasEndedIsNamed() throws Exception {
        startStranger(listen(), Marker.of(new RunnerId(new ProcessId(1, 1), "a1"), 7, "db"));
        awaitListener();

        assertThat(refusal()).contains("), process 'db' of an application that has ended; stop pid " + stranger.get().pid());
    }

    @Test
    void aProcessOfAnotherModeInThisJvmIsNamed() throws Exception {
        RunnerId other = new RunnerId(RunnerId.ofThisJvm(new LinuxProcessTable()), "a1");
        startStranger(listen(), Marker.of(other, 7, "db"));
        awaitListener();

        assertThat(refusal()).contains("), process 'db' of another mode of this application, such as continuous testing; "
                + "choose another port for one of the two, or set port=0 or port-conflict=next for a free port");
    }

    @Test
    void aDetachedProcessIsNamed() throws Exception {
        startStranger(listen(), Marker.ofDetached("abc", "db"));
        awaitListener();

        assertThat(refusal()).contains("), process 'db' of an application that left it running; stop pid ");
    }

    @Test
    void aProcessThatReportsATakenPortIsToldApart() throws Exception {
        startStranger(listen());
        awaitListener();

        Workshop.Started failed = workshop.startOn(List.of(), workshop.perl("use IO::Socket::INET; "
                + "IO::Socket::INET->new(LocalAddr => q(127.0.0.1), LocalPort => " + port + ", Listen => 5)"
                + " or die qq(listen tcp 127.0.0.1:" + port + ": bind: $!\n)"));

        ProcessRunner.TakenPort taken = failed.witness().taken().orElseThrow();
        assertThat(failed.witness().exit().wasStarted()).isTrue();
        assertThat(taken).isEqualTo(new ProcessRunner.TakenPort(OptionalInt.of(port), "it reports that port " + port
                + " is in use by pid " + stranger.get().pid() + " (perl in " + here() + "); stop pid " + stranger.get().pid()
                + ", or choose another port", true));
        CompletableFuture<Void> startable = failed.process().startable().toCompletableFuture();
        assertThat(startable).isNotDone();
        endStranger();
        assertThat(startable).succeedsWithin(Duration.ofSeconds(60));
    }

    @Test
    void aReportWithoutAPortDoesNotBlameADeclaredPortThatIsFree() {
        Workshop.Started failed = workshop.startOn(claim(true),
                workshop.sh("echo 'OSError: [Errno 98] Address already in use' >&2; exit 1"));

        assertThat(failed.witness().taken()).contains(new ProcessRunner.TakenPort(OptionalInt.empty(),
                "it reports that an address is in use; choose another port", false));
    }

    /** The program goes on without the port, and fails for another cause. */
    @Test
    void aForeignPortThatSomethingHoldsDoesNotDelayTheRestartAfterAnotherError() throws Exception {
        startStranger(listen());
        awaitListener();

        Workshop.Started failed = workshop.startOn(List.of(new PortClaim(Ports.free(), "port")),
                workshop.sh("echo 'WARN could not bind to port " + port
                        + ": Address already in use, metrics disabled'; echo 'ERROR migration failed'; exit 1"));

        assertThat(failed.witness().taken()).map(ProcessRunner.TakenPort::held).contains(false);
    }

    @Test
    void aForeignPortInAnotherLineIsNotBlamed() throws Exception {
        startStranger(listen());
        awaitListener();

        Workshop.Started failed = workshop.startOn(List.of(new PortClaim(Ports.free(), "port")),
                workshop.sh("echo 'connected to redis on port " + port
                        + "'; echo 'bind: Address already in use' >&2; exit 1"));

        assertThat(failed.witness().taken()).contains(new ProcessRunner.TakenPort(OptionalInt.empty(),
                "it reports that an address is in use; choose another port", false));
    }

    @Test
    void aReportThatNamesNoPortIsOneToo() {
        Workshop.Started failed = workshop.startOn(List.of(),
                workshop.sh("echo 'OSError: [Errno 98] Address already in use' >&2; exit 1"));

        assertThat(failed.witness().taken()).contains(new ProcessRunner.TakenPort(OptionalInt.empty(),
                "it reports that an address is in use; choose another port", false));
    }

    @ParameterizedTest
    @ValueSource(strings = { "exit 0", "kill -KILL $$", "exec sleep 1000" })
    void aSuccessAKillAndAStopAreNoReport(String end) {
        Workshop.Started ended = workshop.startOn(List.of(), workshop.sh("echo 'Address already in use'; " + end));
        workshop.awaitLine("Address already in use");

        ended.terminate();

        assertThat(ended.witness().taken()).isEmpty();
    }

    /** A program can fail to bind for another cause. */
    @Test
    void aDoubtfulReportCountsOnlyIfThePortIsTaken() throws Exception {
        Workshop.Started free = workshop.startOn(List.of(), workshop.sh("echo 'Failed to bind to /0.0.0.0:" + port
                + "'; exit 1"));
        assertThat(free.witness().taken()).isEmpty();

        startStranger(listen());
        awaitListener();
        Workshop.Started taken = workshop.startOn(List.of(), workshop.sh("echo 'Failed to bind to /0.0.0.0:" + port
                + "'; exit 1"));
        assertThat(taken.witness().taken()).get().extracting(ProcessRunner.TakenPort::held).isEqualTo(true);
    }

    private String refusal() {
        return workshop.startOn(claim(true), workshop.sh("sleep 1000")).witness().exit().detail();
    }

    private static Path here() throws IOException {
        return Path.of("").toRealPath();
    }

    private void startStranger(String script, Marker... markers) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("perl", "-e", script, workshop.directory().resolve("go").toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        List.of(markers).forEach(marker -> builder.environment().put(marker.variable(), marker.value()));
        stranger = Optional.of(builder.start());
    }

    private String listen() {
        return "use IO::Socket::INET; $s = IO::Socket::INET->new(LocalAddr => q(127.0.0.1), LocalPort => " + port
                + ", Listen => 5, ReuseAddr => 1) or die $!; sleep 1000";
    }

    private void awaitListener() {
        workshop.awaitUntil(() -> !workshop.runner().services().ports().on(port).isEmpty());
    }

    /** A program can listen before the runner knows its pid: until then the port is not that of the process. */
    private void awaitListener(Workshop.Started started) {
        started.witness().pid();
        awaitListener();
    }

    /** The start times of processes have a resolution of 10 ms. */
    private void awaitNextTick(long pid) {
        LinuxProcessTable table = new LinuxProcessTable();
        long start = table.read(pid).orElseThrow().identity().startTicks();
        workshop.awaitUntil(() -> table.nowTicks() > start + 1);
    }

    private List<PortClaim> claim(boolean declared) {
        return List.of(declared ? new PortClaim(port, "port") : PortClaim.ofCheck(port));
    }

    private Optional<String> conflict(Workshop.Started started, boolean declared) throws Exception {
        return started.process().portHolders(claim(declared)).toCompletableFuture().get(60, TimeUnit.SECONDS).conflict();
    }
}
