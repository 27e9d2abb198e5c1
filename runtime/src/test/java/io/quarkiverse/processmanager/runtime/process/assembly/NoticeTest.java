package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.Command;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.definition.ExecutionSettings;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner.Notice;
import io.quarkiverse.processmanager.runtime.process.RunningProcess;
import io.quarkiverse.processmanager.runtime.process.platform.Platform;

/** What real processes report about themselves. */
class NoticeTest {

    /** Sends its arguments to the socket as {@code sd_notify} does, each in a datagram of its own. */
    private static final String SEND = """
            use Socket; socket(my $s, AF_UNIX, SOCK_DGRAM, 0) or die;
            my $name = $ENV{NOTIFY_SOCKET}; $name =~ s/^@/\\0/;
            sub report { send($s, $_[0], 0, pack_sockaddr_un($name)) or die $! } $| = 1;
            """;
    private static final Notice SOCKET = new Notice(true, OptionalInt.empty(), Optional.empty());

    private final Platform real = Platform.ofThisMachine();
    /** What the thread of a start waits for behind the spawn. */
    private volatile BooleanSupplier identifies = () -> true;
    @RegisterExtension
    final Workshop workshop = new Workshop((Platform) Proxy.newProxyInstance(Platform.class.getClassLoader(),
            new Class<?>[] { Platform.class }, this::platform));
    private final Witness witness = new Witness();

    @BeforeEach
    void theNativeWayWorks() {
        assumeThat(workshop.runner().services().spawner().way().access()).isPresent();
    }

    private RunningProcess start(Command command, Notice notice) {
        return start(command, notice, witness);
    }

    private RunningProcess start(Command command, Notice notice, Witness witness) {
        return workshop.runner().start(new ProcessRunner.Launch("p", 1, command, ExecutionSettings.DEFAULT, OptionalInt.empty(),
                List.of(), StopSettings.DEFAULT, LogSettings.DEFAULT, Optional.empty(), List.of(), Optional.empty(),
                Optional.empty(), notice),
                witness);
    }

    private void end(RunningProcess process) {
        process.kill();
        witness.awaitGone();
    }

    @Test
    void aProcessReportsOnTheSocketThatItIsReady() throws Exception {
        RunningProcess process = start(workshop.perl(SEND
                + "report(\"STATUS=loading\\nMAINPID=1\"); print \"up\\n\"; until (-e 'go') { select(undef, undef, undef, 0.02) }"
                + " report(\"READY=1\\nSTATUS=serving\"); sleep 1000"), SOCKET);
        workshop.awaitLine("up");
        workshop.awaitUntil(() -> witness.statuses().equals(List.of("loading")));
        assertThat(process.notified().toCompletableFuture()).isNotDone();

        workshop.touch("go");

        assertThat(process.notified().toCompletableFuture().get(60, TimeUnit.SECONDS)).isEqualTo("READY=1 was received");
        workshop.awaitUntil(() -> witness.statuses().equals(List.of("loading", "serving")));
        end(process);
    }

    @Test
    void eachWatchdogNoticeEndsASilence() throws Exception {
        RunningProcess process = start(workshop.perl(SEND + "report('READY=1'); print \"$ENV{WATCHDOG_USEC}\\n\";"
                + " until (-e 'go') { select(undef, undef, undef, 0.02) }"
                + " while (1) { report('WATCHDOG=1'); select(undef, undef, undef, 0.05) }"),
                new Notice(true, OptionalInt.empty(), Optional.of(Duration.ofSeconds(30))));
        workshop.awaitLine("30000000");
        process.notified().toCompletableFuture().get(60, TimeUnit.SECONDS);
        workshop.awaitUntil(() -> process.sinceKeepAlive().orElseThrow().compareTo(Duration.ofMillis(200)) > 0);
        Duration before = process.sinceKeepAlive().orElseThrow();

        workshop.touch("go");

        workshop.awaitUntil(() -> process.sinceKeepAlive().orElseThrow().compareTo(before) < 0);
        end(process);
    }

    @Test
    void aDescendantMayReport() throws Exception {
        RunningProcess process = start(workshop.sh("perl -e \"$0\" || exit 9; sleep 1000".replace("$0", "$1"),
                SEND + "report('READY=1')"), SOCKET);

        assertThat(process.notified().toCompletableFuture().get(60, TimeUnit.SECONDS)).isEqualTo("READY=1 was received");
        end(process);
    }

    @Test
    void aLineOnTheDescriptorReportsThatAProcessIsReady() throws Exception {
        RunningProcess process = start(workshop.sh("printf par >&5; echo up; until [ -e go ]; do sleep 0.02; done; echo t >&5;"
                + " ls -l /proc/$$/fd | grep -c pipe; sleep 1000"), new Notice(false, OptionalInt.of(5), Optional.empty()));
        workshop.awaitLine("up");
        assertThat(process.notified().toCompletableFuture()).isNotDone();

        workshop.touch("go");

        assertThat(process.notified().toCompletableFuture().get(60, TimeUnit.SECONDS))
                .isEqualTo("a line was received on the descriptor 5");
        // Input, output, error output, the notices, and the pipe to grep: nothing else of this JVM.
        workshop.awaitUntil(() -> workshop.lines().size() == 2);
        assertThat(Integer.parseInt(workshop.lines().get(1))).isLessThanOrEqualTo(5);
        end(process);
    }

    @Test
    void theEndOfTheDescriptorReportsNothing() {
        RunningProcess process = start(workshop.sh("exec 3>&-; echo up; sleep 1000"),
                new Notice(false, OptionalInt.of(3), Optional.empty()));
        workshop.awaitLine("up");

        assertThat(process.notified().toCompletableFuture()).isNotDone();
        end(process);
    }

    @Test
    void noDescriptorStaysOpenAfterStartsAndEnds() throws Exception {
        Notice[] channels = { SOCKET, new Notice(false, OptionalInt.of(3), Optional.empty()) };
        startAndEndEach(channels);
        int before = descriptors();

        for (int i = 0; i < 12; i++) {
            startAndEndEach(channels);
        }

        // A descriptor for each start would be 48 more.
        workshop.awaitUntil(() -> descriptors() <= before + 12);
    }

    private void startAndEndEach(Notice... channels) {
        for (Notice channel : channels) {
            for (Command command : List.of(workshop.sh("sleep 1000"), TerminalTest.tty(workshop.sh("sleep 1000")))) {
                Witness each = new Witness();
                start(command, channel, each).kill();
                each.awaitGone();
            }
        }
    }

    private static int descriptors() {
        return new File("/proc/self/fd").list().length;
    }

    @Test
    void noticesWithoutEndLeaveTheLoopItsOtherWork() throws Exception {
        RunningProcess process = start(workshop.perl(SEND + "for (1..3) { unless (fork) { for (;;) { send($s, 'X=1', 0,"
                + " pack_sockaddr_un($name)) } } } print \"up\\n\"; sleep 1000"), SOCKET);

        // The same loop reads the output, and follows the exit.
        workshop.awaitLine("up");
        end(process);
    }

    @Test
    void aNoticeThatIsTooLongIsCutAndTheNextIsReceived() throws Exception {
        RunningProcess process = start(workshop.perl(SEND + "report('STATUS=' . ('x' x 65000)); report('READY=1');"
                + " sleep 1000"), SOCKET);

        assertThat(process.notified().toCompletableFuture().get(60, TimeUnit.SECONDS)).isEqualTo("READY=1 was received");
        workshop.awaitUntil(() -> witness.statuses().size() == 1);
        assertThat(witness.statuses().get(0)).matches("x+").hasSizeLessThan(5_000);
        end(process);
    }

    @Test
    void onlyAFileThatIsNewerThanTheProcessHasAppeared() throws Exception {
        Path file = workshop.directory().resolve("ready");
        Files.createFile(file);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofMinutes(1))));
        RunningProcess process = start(workshop.sh("echo up; until [ -e go ]; do sleep 0.02; done; touch ready; sleep 1000"),
                Notice.NONE);
        workshop.awaitLine("up");
        assertThat(appeared(process)).isFalse();

        workshop.touch("go");

        workshop.awaitUntil(() -> appeared(process));
        assertThat(process.appeared(Path.of("absent")).toCompletableFuture().get(60, TimeUnit.SECONDS)).isFalse();
        end(process);
    }

    /** The thread of the start can stand still between the spawn and its next step. */
    @Test
    void aFileThatTheProcessMakesAtOnceHasAppeared() throws Exception {
        Path file = workshop.directory().resolve("ready");
        identifies = () -> file.toFile().exists()
                && file.toFile().lastModified() < Instant.now().minusMillis(200).toEpochMilli();

        RunningProcess process = start(workshop.sh("touch ready; sleep 1000"), Notice.NONE);
        witness.pid();

        assertThat(appeared(process)).isTrue();
        end(process);
    }

    private Object platform(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("identify")) {
            workshop.awaitUntil(identifies::getAsBoolean);
        }
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static boolean appeared(RunningProcess process) throws Exception {
        return process.appeared(Path.of("ready")).toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @Test
    void withoutTheNativeWayTheStartIsRefused() {
        workshop.runner().services().spawner().way().off(true);

        start(workshop.sh("sleep 1000"), SOCKET);

        assertThat(witness.awaitGone().exit().reason()).contains(Reason.INVALID);
        assertThat(witness.exit().describe()).contains("health.notify=socket needs the native way of Linux, but processes are"
                + " started with the JDK, because quarkus.process-manager.native=off; remove health.notify");
    }
}
