package io.quarkiverse.processmanager.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sun.misc.Signal;
import sun.misc.SignalHandler;

class SecondInterruptTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @Test
    void itKillsWhatTheFirstOneIsStopping() throws Exception {
        Path stopping = directory.resolve("stopping");
        Process jvm = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp",
                System.getProperty("java.class.path"), StubbornJvm.class.getName(), stopping.toString())
                .redirectErrorStream(true).start();
        try (BufferedReader output = jvm.inputReader()) {
            ProcessHandle db = started(output);
            assertThat(interrupt(jvm)).isZero();
            Awaitility.await().atMost(PATIENCE).until(() -> Files.exists(stopping));
            assertThat(jvm.isAlive()).isTrue();

            // The handler is there after a moment.
            Awaitility.await().atMost(PATIENCE).until(() -> {
                interrupt(jvm);
                return jvm.waitFor(200, TimeUnit.MILLISECONDS);
            });
            assertThat(db.isAlive()).isFalse();
        } finally {
            jvm.destroyForcibly();
        }
    }

    /** The console of dev mode restores the handler of the JVM while the JVM ends. */
    @Test
    void aHandlerThatIsReplacedIsInstalledAgain() throws Exception {
        List<String> done = new CopyOnWriteArrayList<>();
        EngineEnd end = new EngineEnd();
        AtomicInteger raised = new AtomicInteger();
        AtomicInteger ignored = new AtomicInteger();
        SignalHandler ignoring = signal -> ignored.incrementAndGet();
        SignalHandler before = Signal.handle(new Signal("INT"), ignoring);
        try {
            new SecondInterrupt(end, () -> done.add("killed")).expect();
            Signal.handle(new Signal("INT"), ignoring);

            // One at a time: the handler of the JVM, which is restored below, would end the JVM at one that is still on its way.
            Awaitility.await().atMost(PATIENCE).until(() -> {
                boolean handled = raised.get() == ignored.get() + done.size();
                if (handled && done.isEmpty()) {
                    raised.incrementAndGet();
                    Signal.raise(new Signal("INT"));
                }
                return handled && !done.isEmpty();
            });
        } finally {
            end.over();
            Awaitility.await().atMost(PATIENCE).until(() -> Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().endsWith("interrupt")));
            Signal.handle(new Signal("INT"), before);
        }
    }

    /** A program that started the JVM can pass it the Ctrl-C that the JVM has received from the terminal, too. */
    @Test
    void aCopyOfTheFirstOneHasNoEffect() {
        List<String> done = new CopyOnWriteArrayList<>();
        EngineEnd end = new EngineEnd();
        SignalHandler former = signal -> done.add("former handler");
        SignalHandler before = Signal.handle(new Signal("INT"), former);
        try {
            new SecondInterrupt(end, () -> done.add("killed"), Duration.ofHours(1)).expect();
            Signal.raise(new Signal("INT"));

            Awaitility.await().atMost(PATIENCE).until(() -> !done.isEmpty());
            assertThat(done).containsExactly("former handler");
        } finally {
            end.over();
            Signal.handle(new Signal("INT"), before);
        }
    }

    @Test
    void furtherOnesHaveNoEffect() {
        List<String> done = new CopyOnWriteArrayList<>();
        SecondInterrupt interrupt = new SecondInterrupt(new EngineEnd(), () -> done.add("killed"));

        interrupt.received();
        interrupt.received();

        assertThat(done).containsExactly("killed");
    }

    private static ProcessHandle started(BufferedReader output) throws Exception {
        String line = output.readLine();
        while (line != null && !line.startsWith("up ")) {
            line = output.readLine();
        }
        assertThat(line).isNotNull();
        return ProcessHandle.of(Long.parseLong(line.substring(3))).orElseThrow();
    }

    private static int interrupt(Process jvm) throws Exception {
        return new ProcessBuilder("kill", "-INT", String.valueOf(jvm.pid())).start().waitFor();
    }
}
