package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.processmanager.runtime.definition.CommandSettings;
import io.quarkiverse.processmanager.runtime.definition.ExecutionSettings;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.RunningProcess;
import io.quarkiverse.processmanager.runtime.process.platform.Platform;
import io.quarkiverse.processmanager.runtime.process.threads.EngineExecutors;
import io.quarkiverse.processmanager.runtime.process.threads.Owner;

/** The exit of a process is known before its listener receives it, as when the thread of the owner is busy. */
class UnreportedExitTest {

    @TempDir
    Path directory;

    private final Queue<Runnable> held = new ArrayDeque<>();
    private boolean holds;

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void anExitIsKnownWhileTheOwnerHasNotReportedIt(boolean direct) {
        OsProcessRunner runner = OsProcessRunner.create(Platform.ofThisMachine(), directory.resolve("state"),
                executors -> new EngineExecutors(executors.pool(), executors.readers(), executors.timer(),
                        holding(executors.owner())));
        runner.services().spawner().way().off(!direct);
        try {
            Witness witness = new Witness();
            RunningProcess process = runner.start(new ProcessRunner.Launch("p", 1,
                    new CommandSettings(List.of("sleep", "1000"), false, Optional.empty(), Map.of(), true),
                    ExecutionSettings.DEFAULT, OptionalInt.empty(), StopSettings.DEFAULT, LogSettings.DEFAULT), witness);
            long pid = witness.pid();
            assertThat(process.hasExited()).isFalse();
            hold(true);

            ProcessHandle.of(pid).orElseThrow().destroyForcibly();

            Awaitility.await("the exit").atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(5))
                    .until(process::hasExited);
            assertThat(witness.events()).containsExactly("started");
            hold(false);
            assertThat(witness.awaitGone().events()).containsExactly("started", "exited", "gone");
        } finally {
            hold(false);
            runner.close();
        }
    }

    private void hold(boolean hold) {
        synchronized (held) {
            holds = hold;
            while (!hold && !held.isEmpty()) {
                held.remove().run();
            }
        }
    }

    /** The tasks that wait while the owner is held are passed to it later, in their order. */
    private boolean isHeld(Runnable task) {
        synchronized (held) {
            return holds && held.add(task);
        }
    }

    private Owner holding(Owner owner) {
        return (Owner) Proxy.newProxyInstance(Owner.class.getClassLoader(), new Class<?>[] { Owner.class },
                (proxy, method, arguments) -> {
                    if (method.getName().equals("execute") && isHeld(() -> owner.execute((Runnable) arguments[0]))) {
                        return null;
                    }
                    try {
                        return method.invoke(owner, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
