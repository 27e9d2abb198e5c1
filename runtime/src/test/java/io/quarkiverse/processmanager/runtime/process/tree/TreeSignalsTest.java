package io.quarkiverse.processmanager.runtime.process.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import io.quarkiverse.processmanager.runtime.process.libc.NativeAccess;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.watchdog.Watchdog;

@EnabledOnOs(OS.LINUX)
class TreeSignalsTest {

    private static final long CLOSE_MILLIS = 60_000;
    private static final int KILLED = 128 + 9;

    private final List<String> asked = new ArrayList<>();
    private final Watchdog watchdog = (Watchdog) Proxy.newProxyInstance(Watchdog.class.getClassLoader(),
            new Class<?>[] { Watchdog.class }, (proxy, method, arguments) -> {
                asked.add(method.getName());
                return method.getName().equals("nonEmptyGroups") ? Set.of(7L) : (Object) true;
            });
    private Optional<NativeAccess> access = Optional.empty();
    private final TreeSignals signals = new TreeSignals(watchdog, () -> this.access);
    private Process process;

    @BeforeEach
    void start() throws IOException {
        process = new ProcessBuilder("setsid", "sh", "-c", "echo up; exec sleep 1000").start();
        assertThat(process.inputReader().readLine()).isEqualTo("up");
    }

    @AfterEach
    void end() throws InterruptedException {
        process.destroyForcibly().waitFor();
        if (access.isPresent()) {
            access.get().close(CLOSE_MILLIS);
        }
    }

    @Test
    void theShellIsAskedUntilTheNativeWayIsKnown() {
        assertThat(signals.send("TERM", List.of(process.pid()), pid -> true)).isTrue();
        assertThat(signals.nonEmptyGroups(Set.of(7L, 8L))).containsExactly(7L);

        assertThat(asked).containsExactly("send", "nonEmptyGroups");
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void oneProcessIsSignalledWithoutTheShell() throws InterruptedException {
        openNative();

        assertThat(signals.send("KILL", List.of(process.pid()), pid -> pid == process.pid())).isTrue();

        assertThat(process.waitFor()).isEqualTo(KILLED);
        assertThat(asked).isEmpty();
    }

    @Test
    void aProcessThatIsAnotherOneByNowIsNotSignalled() {
        openNative();

        assertThat(signals.send("KILL", List.of(process.pid()), pid -> false)).isTrue();

        assertThat(signals.nonEmptyGroups(Set.of(process.pid()))).as("a signal arrives before the call returns")
                .containsExactly(process.pid());
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void aGroupIsSignalledWithoutTheShell() throws InterruptedException {
        openNative();
        assertThat(signals.nonEmptyGroups(Set.of(process.pid(), (long) Integer.MAX_VALUE))).containsExactly(process.pid());

        assertThat(signals.send("KILL", List.of(-process.pid()), pid -> false)).isTrue();

        assertThat(process.waitFor()).isEqualTo(KILLED);
        assertThat(signals.nonEmptyGroups(Set.of(process.pid()))).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void aNumberThatIsNoPidNamesNoGroup() {
        openNative();
        long beyond = process.pid() + (1L << Integer.SIZE);
        assertThat(signals.nonEmptyGroups(Set.of(beyond, ProcessId.NONE.pid(), 1L, 0L))).isEmpty();

        signals.send("KILL", List.of(-beyond), pid -> false);

        assertThat(signals.nonEmptyGroups(Set.of(process.pid()))).containsExactly(process.pid());
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void aSignalThatOnlyAShellKnowsGoesToTheShell() {
        openNative();

        signals.send("NEW", List.of(process.pid()), pid -> true);

        assertThat(asked).containsExactly("send");
    }

    private void openNative() {
        NativeAccess.Answer answer = NativeAccess.open(Optional.of(Path.of("/bin/cat")));
        assertThat(answer.obstacle()).isEmpty();
        access = answer.access();
    }
}
