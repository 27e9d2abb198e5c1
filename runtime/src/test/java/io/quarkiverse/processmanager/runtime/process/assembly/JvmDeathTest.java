package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkiverse.processmanager.runtime.process.platform.LinuxProcessTable;
import io.quarkiverse.processmanager.runtime.process.state.StateDirectory;
import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;

/** Another JVM runs process trees and dies; no process of them may be left. */
public class JvmDeathTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path state;

    private final List<Jvm> jvms = new ArrayList<>();
    private ProcessId innocent;
    private Process bystander;

    @BeforeEach
    void startABystander() throws IOException {
        bystander = new ProcessBuilder("sleep", "1000").start();
        innocent = new LinuxProcessTable().read(bystander.pid()).orElseThrow().identity();
    }

    @AfterEach
    void theBystanderIsAlive() {
        assertThat(new LinuxProcessTable().isAlive(innocent)).isTrue();
        bystander.destroyForcibly();
        jvms.forEach(Jvm::close);
        List<String> left = alive();
        left.forEach(process -> signal("KILL", Long.parseLong(process.split(" ")[0])));
        assertThat(left).isEmpty();
    }

    /** The ways in which a JVM can die. */
    enum Death {
        KILL,
        TERM,
        HUP,
        INT,
        /** A signal to the process group, as a terminal sends it. */
        CTRL_C,
        /** A kill of the whole process group. */
        KILL_GROUP,
        EXIT,
        HALT,
        CRASH,
        ABORT,
        /** The main thread dies of it, and no other thread keeps the JVM alive. */
        OUT_OF_MEMORY,
        OUT_OF_MEMORY_EXIT("-XX:+ExitOnOutOfMemoryError"),
        OUT_OF_MEMORY_CRASH("-XX:+CrashOnOutOfMemoryError");

        private final List<String> options;

        Death(String... options) {
            this.options = List.of(options);
        }

        void of(Jvm jvm) throws IOException {
            switch (this) {
                case KILL, TERM, HUP, INT -> signal(name(), jvm.pid());
                case CTRL_C -> signal("INT", -jvm.pid());
                case KILL_GROUP -> signal("KILL", -jvm.pid());
                case CRASH -> signal("SEGV", jvm.pid());
                case ABORT -> signal("ABRT", jvm.pid());
                case OUT_OF_MEMORY, OUT_OF_MEMORY_EXIT, OUT_OF_MEMORY_CRASH -> jvm.send("MEMORY");
                case EXIT, HALT -> jvm.send(name());
            }
        }
    }

    @Test
    void noProcessIsLeftHoweverTheJvmDies() throws Exception {
        for (Death death : Death.values()) {
            List<String> options = new ArrayList<>(death.options);
            options.add("-Xmx64m");
            jvms.add(Jvm.start(options, DoomedJvm.class, state.toString()));
        }
        for (Jvm jvm : jvms) {
            jvm.awaitLine("up");
        }

        for (Death death : Death.values()) {
            death.of(jvms.get(death.ordinal()));
        }

        jvms.forEach(Jvm::awaitDeath);
        awaitNoProcess();
        awaitNoStateFile();
    }

    @Test
    void noProcessIsLeftWhenTheTerminalIsClosedOrCtrlCIsTyped() throws Exception {
        Jvm closed = Jvm.startAtTerminal(DoomedJvm.class, state.toString());
        Jvm typed = Jvm.startAtTerminal(DoomedJvm.class, state.toString());
        jvms.addAll(List.of(closed, typed));
        closed.awaitLine("up");
        typed.awaitLine("up");

        signal("KILL", ProcessHandle.of(closed.pid()).orElseThrow().parent().orElseThrow().pid());
        typed.send("\u0003");

        jvms.forEach(Jvm::awaitDeath);
        awaitNoProcess();
        awaitNoStateFile();
    }

    /** Five JVMs at a time, so that they compete. The native way loads JNA before its first spawn. ChaosTest has more kills. */
    @ParameterizedTest
    @CsvSource({ "1, native", "2, portable" })
    void noProcessIsLeftWhenTheJvmDiesWhileProcessesAreStarted(long seed, String way) throws Exception {
        Random random = new Random(seed);
        for (int i = 0; i < 5; i++) {
            jvms.add(Jvm.start(DoomedJvm.class, state.toString(), way));
        }

        for (Jvm jvm : jvms) {
            jvm.awaitLine("starting " + way);
            for (int spawned = random.nextInt(DoomedJvm.TREES.size()); spawned > 0; spawned--) {
                jvm.awaitLine("spawned");
            }
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(20_000)));
            Death.KILL.of(jvm);
        }

        jvms.forEach(Jvm::awaitDeath);
        awaitNoProcess();
    }

    @Test
    void theNextStartKillsLeftoversWhenTheWatchdogIsKilledToo() throws Exception {
        Jvm jvm = jvm("up");

        killWithItsWatchdog(jvm);
        assertThat(alive()).isNotEmpty();
        assertThat(state).isNotEmptyDirectory();
        Jvm next = jvm("up");

        assertThat(alive()).isNotEmpty().allMatch(process -> process.endsWith("QPM_" + next.pid()));
        Death.KILL.of(next);
        awaitNoProcess();
        awaitNoStateFile();
    }

    @Test
    void theNextStartFindsThePortOfALeftoverFree() throws Exception {
        int port = Ports.free();
        Jvm jvm = Jvm.start(DoomedJvm.class, state.toString(), DoomedJvm.listeningOn(port));
        jvms.add(jvm);
        jvm.awaitLine("up");
        Awaitility.await("a server").atMost(PATIENCE).until(() -> Ports.isInUse(port));
        killWithItsWatchdog(jvm);
        assertThat(alive()).hasSize(1);

        Jvm next = Jvm.start(DoomedJvm.class, state.toString(), DoomedJvm.listeningOn(port));
        jvms.add(next);

        next.awaitLine("starting native");
        assertThat(next.line()).isEqualTo("spawned");
        assertThat(next.line()).isEqualTo("up");
        Death.KILL.of(next);
        awaitNoProcess();
    }

    private static void killWithItsWatchdog(Jvm jvm) throws IOException {
        List<Long> watchdogs = watchdogs(jvm);
        watchdogs.forEach(watchdog -> signal("STOP", watchdog));
        Death.KILL.of(jvm);
        jvm.awaitDeath();
        watchdogs.forEach(watchdog -> signal("KILL", watchdog));
    }

    @Test
    void aPidThatBelongsToAnotherProcessNowIsNotTouched() throws Exception {
        Jvm jvm = jvm("up");
        Death.KILL.of(jvm);
        jvm.awaitDeath();
        awaitNoProcess();
        StateDirectory.prepare(state);
        Path file = state.resolve(jvm.pid() + "_1_cafe");
        Files.writeString(file,
                new LinuxProcessTable().pidScope().text() + "\nmarker QPM_1_1_1\ngroup " + bystander.pid() + " 1 TERM\ngroup "
                        + innocent.pid());

        Jvm next = jvm("up");

        assertThat(file).doesNotExist();
        assertThat(new LinuxProcessTable().isAlive(innocent)).isTrue();
        Death.KILL.of(next);
        awaitNoProcess();
    }

    @Test
    void theStateFileOfALiveJvmIsNotTouched() throws Exception {
        Jvm first = jvm("up");
        awaitAlive(DoomedJvm.PROCESSES);

        Jvm second = jvm("up");
        awaitAlive(2 * DoomedJvm.PROCESSES);
        Death.KILL.of(second);

        // The watchdog of the second JVM is visible too while it scans.
        Awaitility.await("processes of the first JVM").atMost(PATIENCE).untilAsserted(
                () -> assertThat(alive()).hasSize(DoomedJvm.PROCESSES)
                        .allMatch(process -> process.endsWith("QPM_" + first.pid())));
        Death.KILL.of(first);
        awaitNoProcess();
    }

    @Test
    void aWatchdogThatDiesIsReplaced() throws Exception {
        Jvm jvm = jvm("up");
        long watchdog = watchdogs(jvm).get(0);

        signal("KILL", watchdog);

        Awaitility.await().atMost(PATIENCE).until(() -> watchdogs(jvm),
                now -> now.size() == 1 && !now.contains(watchdog));
        Death.KILL.of(jvm);
        awaitNoProcess();
    }

    /** Starts a JVM and waits until it writes the word. */
    private Jvm jvm(String word) throws IOException {
        Jvm jvm = Jvm.start(DoomedJvm.class, state.toString());
        jvms.add(jvm);
        jvm.awaitLine(word);
        return jvm;
    }

    private static List<Long> watchdogs(Jvm jvm) {
        List<Long> watchdogs = new ArrayList<>();
        for (ProcessEntry entry : Workshop.living()) {
            if (entry.parent() == jvm.pid()
                    && Workshop.read("/proc/" + entry.pid() + "/cmdline").contains("process-manager-watchdog")) {
                watchdogs.add(entry.pid());
            }
        }
        return watchdogs;
    }

    private static void signal(String name, long pid) {
        try {
            new ProcessBuilder("kill", "-s", name, "--", Long.toString(pid)).start().waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitAlive(int count) {
        Awaitility.await("processes of the other JVMs").atMost(PATIENCE).until(() -> alive().size() == count);
    }

    private void awaitNoProcess() {
        Awaitility.await("processes of the other JVM").atMost(PATIENCE).pollInterval(Duration.ofMillis(20))
                .until(this::alive, List::isEmpty);
    }

    private void awaitNoStateFile() {
        Awaitility.await("state files").atMost(PATIENCE)
                .untilAsserted(() -> assertThat(state).isEmptyDirectory());
    }

    /** The processes that JVMs of this test have started. */
    private List<String> alive() {
        List<String> alive = new ArrayList<>();
        for (ProcessEntry entry : Workshop.living()) {
            String words = Workshop.read("/proc/" + entry.pid() + "/cmdline").replace('\0', ' ');
            String text = Workshop.read("/proc/" + entry.pid() + "/environ") + " " + words;
            for (Jvm jvm : jvms) {
                // A watchdog that searches its processes has the searched text in its command line.
                if (!words.startsWith("grep ") && (text.contains("QPM_" + jvm.pid() + "_")
                        || text.contains(DoomedJvm.nap(jvm.pid())))) {
                    alive.add(entry.pid() + " " + words + " QPM_" + jvm.pid());
                }
            }
        }
        return alive;
    }
}
