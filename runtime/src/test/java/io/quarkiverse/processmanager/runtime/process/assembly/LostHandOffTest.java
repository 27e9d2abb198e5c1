package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.runtime.definition.CommandSettings;
import io.quarkiverse.processmanager.runtime.definition.ExecutionSettings;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.platform.Platform;
import io.quarkiverse.processmanager.runtime.process.threads.EngineExecutors;
import io.quarkiverse.processmanager.runtime.process.threads.Owner;

/** The end of a process is reported although the thread of the owner refuses it once, as without memory. */
class LostHandOffTest {

    @TempDir
    Path directory;

    private final AtomicBoolean refuses = new AtomicBoolean();
    private final CompletableFuture<Long> started = new CompletableFuture<>();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void theEndIsReportedAfterARefusal(boolean direct) throws Exception {
        OsProcessRunner runner = OsProcessRunner.create(Platform.ofThisMachine(), directory.resolve("state"),
                executors -> new EngineExecutors(executors.pool(), executors.readers(), executors.timer(),
                        refusing(executors.owner())));
        runner.services().spawner().way().off(!direct);
        try {
            runner.start(new ProcessRunner.Launch("p", 1,
                    new CommandSettings(List.of("sleep", "1000"), false, Optional.empty(), Map.of(), true),
                    ExecutionSettings.DEFAULT, OptionalInt.empty(), StopSettings.DEFAULT, LogSettings.DEFAULT),
                    new Recorder());
            long pid = started.get(60, TimeUnit.SECONDS);
            // As long as a foreign process holds the pipe, the output ends later than the tree, on another thread.
            try (OutputStream holder = new FileOutputStream("/proc/" + pid + "/fd/1")) {
                ProcessHandle.of(pid).orElseThrow().destroyForcibly();

                gone.get(60, TimeUnit.SECONDS);
            }
            assertThat(refuses).as("the refusal was used").isFalse();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            runner.close();
        }
    }

    private Owner refusing(Owner owner) {
        return (Owner) Proxy.newProxyInstance(Owner.class.getClassLoader(), new Class<?>[] { Owner.class },
                (proxy, method, arguments) -> {
                    if (method.getName().equals("execute") && refuses.getAndSet(false)) {
                        throw new OutOfMemoryError("injected");
                    }
                    try {
                        return method.invoke(owner, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private final class Recorder implements ProcessRunner.Listener {

        @Override
        public void started(long pid) {
            started.complete(pid);
        }

        @Override
        public void exited(Exit exit, int leftovers) {
            refuses.set(true);
        }

        @Override
        public void gone() {
            gone.complete(null);
        }

        @Override
        public void notKilled(List<String> survivors) {
            // Each process can be killed.
        }
    }
}
