package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.runtime.definition.CommandSettings;
import io.quarkiverse.processmanager.runtime.definition.ExecutionSettings;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.RunningProcess;
import io.quarkiverse.processmanager.runtime.process.platform.Platform;
import io.quarkiverse.processmanager.runtime.process.spawn.StartWay;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;

/**
 * How often the work of an exit, of a start and of a stop passes from thread to thread. A thread of the test stands for the loop of
 * the supervisor.
 */
class HandOffsTest {

    @TempDir
    Path directory;

    private final HandOffs handOffs = new HandOffs();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Executor loop = handOffs.around(thread);
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final AtomicBoolean stopRequested = new AtomicBoolean();
    private OsProcessRunner runner;

    @BeforeEach
    void create() {
        runner = OsProcessRunner.create(recording(Platform.ofThisMachine()), directory.resolve("state"), handOffs::around);
    }

    @AfterEach
    void close() {
        runner.close();
        thread.shutdown();
    }

    /** The event loop of the native way is the owner, and reads the pipes. The JDK reports an exit on a thread of its own, which is one hand-off more. */
    @ParameterizedTest
    @CsvSource({ "true, 0", "false, 1" })
    void fromTheExitToTheReportAndToTheNextSpawn(boolean direct, int more) throws InterruptedException {
        startWith(direct);
        start(() -> loop.execute(() -> {
            events.add("loop " + handOffs.count());
            start(() -> {
            });
        }));
        long pid = pid();

        kill(pid);

        // The exit and the end of the tree in one report: two could wake the loop twice.
        assertThat(next()).isEqualTo("ended " + more);
        assertThat(next()).isEqualTo("loop " + (more + 1));
        // The spawn is one hand-off before its report.
        assertThat(next()).startsWith("started ").endsWith(" " + (more + 2 + 1));
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void fromTheRequestOfAStopToTheFirstSignal(boolean direct) throws InterruptedException {
        startWith(direct);
        RunningProcess process = start(() -> {
        });
        pid();
        handOffs.begin();
        stopRequested.set(true);

        process.terminate(Duration.ofHours(1));

        assertThat(next()).isEqualTo("scan 1");
    }

    private void startWith(boolean direct) {
        StartWay way = runner.services().spawner().way();
        way.off(!direct);
        assumeThat(way.access().isPresent()).as(way.describe()).isEqualTo(direct);
    }

    private RunningProcess start(Runnable gone) {
        return runner.start(new ProcessRunner.Launch("p", 1,
                new CommandSettings(List.of("sleep", "1000"), false, Optional.empty(), Map.of(), true),
                ExecutionSettings.DEFAULT, OptionalInt.empty(), StopSettings.DEFAULT, LogSettings.DEFAULT), new Recorder(gone));
    }

    private long pid() throws InterruptedException {
        return Long.parseLong(next().split(" ")[1]);
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    private String next() throws InterruptedException {
        return events.poll(60, TimeUnit.SECONDS);
    }

    /**
     * The same platform, with a process table that records the first scan of a stop: the thread that scans then sends the signal in
     * the same task.
     */
    private Platform recording(Platform platform) {
        return proxy(Platform.class, platform, (method, arguments, result) -> method.equals("table")
                ? proxy(ProcessTable.class, (ProcessTable) result, this::record)
                : result);
    }

    private Object record(String method, Object[] arguments, Object result) {
        if (method.equals("timely")) {
            return proxy(ProcessTable.class, (ProcessTable) result, this::record);
        }
        if (method.equals("nowTicks") && stopRequested.getAndSet(false)) {
            events.add("scan " + handOffs.count());
        }
        return result;
    }

    private interface Answer {
        Object of(String method, Object[] arguments, Object result);
    }

    private static <T> T proxy(Class<T> type, T target, Answer answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, (proxy, method, arguments) -> {
            try {
                return answer.of(method.getName(), arguments, method.invoke(target, arguments));
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    private final class Recorder implements ProcessRunner.Listener {

        private final Runnable gone;

        private Recorder(Runnable gone) {
            this.gone = gone;
        }

        @Override
        public void started(long pid) {
            events.add("started " + pid + " " + handOffs.count());
        }

        @Override
        public void exited(Exit exit, int leftovers) {
            events.add("exited " + handOffs.count());
        }

        @Override
        public void gone() {
            events.add("gone " + handOffs.count());
            gone.run();
        }

        @Override
        public void ended(Exit exit) {
            events.add("ended " + handOffs.count());
            gone.run();
        }

        @Override
        public void notKilled(List<String> survivors) {
            events.add("not killed");
        }
    }
}
