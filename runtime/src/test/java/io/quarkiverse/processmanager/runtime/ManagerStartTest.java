package io.quarkiverse.processmanager.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.runtime.BlockingOperationControl;
import io.quarkus.runtime.IOThreadDetector;
import io.quarkus.runtime.LaunchMode;

class ManagerStartTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ApplicationStart started = new ApplicationStart(null, null, LaunchMode.NORMAL, null);
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private ManagerStart start;

    /** Quarkus sets the detectors of the threads that must not be blocked. */
    @BeforeEach
    void anyThreadMayBeBlocked() {
        BlockingOperationControl.setIoThreadDetector(new IOThreadDetector[0]);
    }

    @AfterEach
    void forget() {
        released.countDown();
        start.applicationHasEnded();
    }

    @Test
    void aDeferredStartRunsWithTheFirstUseAndThenItsSteps() {
        start = new ManagerStart(this::prepare, (any, manager) -> log.add("start"));
        start.atFirstUse();
        ManagerStart.then(step("first"));
        ManagerStart.awaitStart();

        assertThat(log).isEmpty();

        ManagerStart.use();
        ManagerStart.use();
        ManagerStart.then(step("later"));

        assertThat(log).containsExactly("start", "first", "later");
    }

    @Test
    void aFailedStepSkipsNoOtherStep() {
        start = new ManagerStart(this::prepare, (any, manager) -> log.add("start"));
        start.atFirstUse();
        ManagerStart.then(step("first"));
        ManagerStart.then(any -> {
            throw new IllegalStateException("no meters");
        });
        ManagerStart.then(step("third"));

        ManagerStart.use();

        assertThat(log).containsExactly("start", "first", "third");
    }

    @Test
    void aStepOfTheFirstUseHoldsUpNoOtherUser() throws Exception {
        start = new ManagerStart(this::prepare, (any, manager) -> log.add("start"));
        start.atFirstUse();
        CountDownLatch inStep = new CountDownLatch(1);
        ManagerStart.then(any -> {
            inStep.countDown();
            await(released);
        });
        CompletableFuture<Void> first = CompletableFuture.runAsync(ManagerStart::use, ManagerStartTest::onThreadOfItsOwn);
        await(inStep);

        CompletableFuture<Void> second = CompletableFuture.runAsync(ManagerStart::use, ManagerStartTest::onThreadOfItsOwn);

        second.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(first).isNotDone();
    }

    @Test
    void theStartAndItsStepsUseTheProcessManager() {
        start = new ManagerStart(this::prepare, (any, manager) -> {
            ManagerStart.use();
            log.add("start");
        });
        start.atFirstUse();
        ManagerStart.then(any -> ManagerStart.use());

        ManagerStart.use();

        assertThat(log).containsExactly("start");
    }

    @Test
    void aStartThatHangsDoesNotGoOnAfterTheEndOfTheApplication() throws Exception {
        CompletableFuture<Void> late = new CompletableFuture<>();
        start = new ManagerStart(this::prepare, (any, manager) -> {
            await(released);
            try {
                manager.endsWith(() -> log.add("end"), () -> log.add("after the end"));
                log.add("serves");
            } finally {
                late.complete(null);
            }
        });
        start.beside();
        Thread.currentThread().interrupt();
        start.applicationEnds();
        assertThat(Thread.interrupted()).isTrue();
        start.applicationHasEnded();

        released.countDown();

        late.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(log).isEmpty();
    }

    @Test
    void aStartBesideTheApplicationHoldsUpOnlyItsUsers() throws Exception {
        start = new ManagerStart(this::prepare, (any, manager) -> {
            await(released);
            log.add("start on " + Thread.currentThread().getName());
        });
        start.beside();
        ManagerStart.then(step("step"));
        CompletableFuture<Void> user = CompletableFuture.runAsync(ManagerStart::use);

        assertThat(log).isEmpty();
        assertThat(user).isNotDone();

        released.countDown();
        user.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        ManagerStart.awaitStart();

        assertThat(log).containsExactly("start on process-manager-start", "step");
    }

    @Test
    void theApplicationWaitsForThePreparationAndItsStepsOnly() {
        start = new ManagerStart(this::prepare, (any, manager) -> await(released));
        start.beside();
        ManagerStart.whenPrepared(step("prepared"));
        ManagerStart.then(step("started"));

        ManagerStart.awaitPreparation();

        assertThat(log).containsExactly("prepared");
        released.countDown();
        ManagerStart.awaitStart();
        assertThat(log).containsExactly("prepared", "started");
    }

    @Test
    void aStepThatIsAddedBehindTheStartRunsAtOnceAndThrows() {
        start = new ManagerStart(this::prepare, (any, manager) -> log.add("start"));
        start.now();

        ManagerStart.then(step("step"));

        assertThat(log).containsExactly("start", "step");
        assertThatThrownBy(() -> ManagerStart.then(any -> {
            throw new IllegalStateException("no meters");
        })).hasMessage("no meters");
    }

    @Test
    void aStartBesideTheApplicationHasItsClassLoader() {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        ClassLoader ofApplication = new ClassLoader(before) {
        };
        List<ClassLoader> seen = new CopyOnWriteArrayList<>();
        Thread.currentThread().setContextClassLoader(ofApplication);
        try {
            start = new ManagerStart(this::prepare, (any, manager) -> seen.add(Thread.currentThread().getContextClassLoader()));
            start.beside();
            ManagerStart.awaitStart();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }

        assertThat(seen).containsExactly(ofApplication);
    }

    @Test
    void anErrorBesideTheApplicationEndsItsStart() {
        start = new ManagerStart(ManagerStartTest::refuse, (any, manager) -> log.add("start"));
        start.beside();
        ManagerStart.then(step("step"));

        assertThatThrownBy(ManagerStart::awaitPreparation).hasMessage("cannot start the processes");
        assertThatThrownBy(ManagerStart::use).hasMessage("cannot start the processes");
        assertThat(log).isEmpty();
    }

    @Test
    void aStartThatHasFailedEndsTheStartOfTheApplication() {
        start = new ManagerStart(this::prepare, (any, manager) -> refuse());
        start.beside();
        ManagerStart.awaitPreparation();
        assertThatThrownBy(ManagerStart::awaitStart).hasMessage("cannot start the processes");

        assertThatThrownBy(() -> ManagerStart.applicationIsUp(() -> log.add("exit"))).hasMessage("cannot start the processes");

        assertThat(log).isEmpty();
    }

    @Test
    void aStartThatFailsLaterEndsTheApplication() {
        CompletableFuture<Void> exit = new CompletableFuture<>();
        start = new ManagerStart(this::prepare, (any, manager) -> {
            await(released);
            refuse();
        });
        start.beside();
        ManagerStart.applicationIsUp(() -> exit.complete(null));
        assertThat(exit).isNotDone();

        released.countDown();

        assertThat(exit).succeedsWithin(PATIENCE);
    }

    /** The exit code of the application is that of its end. */
    @Test
    void aStartThatAnEndOvertakesDoesNotEndTheApplicationAgain() {
        start = new ManagerStart(this::prepare, (any, manager) -> {
            await(released);
            manager.endsWith(() -> log.add("end"), () -> log.add("ended"));
        });
        start.beside();
        ManagerStart.applicationIsUp(() -> log.add("exit"));
        // An interrupt ends the wait for the start.
        Thread.currentThread().interrupt();
        start.applicationEnds();
        assertThat(Thread.interrupted()).isTrue();

        released.countDown();

        assertThatThrownBy(ManagerStart::awaitStart).isInstanceOf(CancellationException.class);
        assertThat(log).isEmpty();
    }

    /** Quarkus logs what the start of the application throws. */
    @Test
    void aFailureThatTheStartOfTheApplicationThrowsIsNotLoggedAtItsEnd() {
        start = new ManagerStart(this::prepare, (any, manager) -> refuse());
        start.beside();
        assertThatThrownBy(ManagerStart::awaitStart).hasMessage("cannot start the processes");

        assertThat(recordsOfTheEnd()).isEmpty();
    }

    @Test
    void aFailureThatTheStartAtOnceThrowsIsNotLoggedAtItsEnd() {
        start = new ManagerStart(this::prepare, (any, manager) -> refuse());
        assertThatThrownBy(start::now).hasMessage("cannot start the processes");

        assertThat(recordsOfTheEnd()).isEmpty();
    }

    @Test
    void aFailureThatNothingElseReportsIsLoggedOnceAtTheEnd() {
        start = new ManagerStart(this::prepare, (any, manager) -> refuse());
        start.beside();

        assertThat(recordsOfTheEnd()).singleElement().extracting(LogRecord::getMessage).isEqualTo("cannot start the processes");
    }

    private List<LogRecord> recordsOfTheEnd() {
        List<LogRecord> records = new CopyOnWriteArrayList<>();
        Logger logger = Logger.getLogger("io.quarkiverse.processmanager");
        Filter filter = logger.getFilter();
        logger.setFilter(record -> {
            records.add(record);
            return false;
        });
        try {
            start.applicationEnds();
            start.applicationHasEnded();
        } finally {
            logger.setFilter(filter);
        }
        return records;
    }

    @Test
    void aStartThatSucceedsLaterDoesNotEndTheApplication() {
        start = new ManagerStart(this::prepare, (any, manager) -> await(released));
        start.beside();
        ManagerStart.applicationIsUp(() -> log.add("exit"));

        released.countDown();
        ManagerStart.awaitStart();

        assertThat(log).isEmpty();
    }

    @Test
    void aStartAtOnceThrowsAndLeavesNothingToUse() {
        start = new ManagerStart(ManagerStartTest::refuse, (any, manager) -> log.add("start"));

        assertThatThrownBy(start::now).hasMessage("cannot start the processes");
        ManagerStart.then(step("step"));
        ManagerStart.use();

        assertThat(log).isEmpty();
    }

    @Test
    void theEndOfTheApplicationWaitsForItsStart() {
        start = new ManagerStart(this::prepare, (any, manager) -> {
            await(released);
            log.add("start");
            manager.endsWith(() -> log.add("end"), () -> log.add("detach"));
        });
        start.beside();
        CompletableFuture<Void> end = CompletableFuture.runAsync(start::applicationEnds);

        released.countDown();
        end.join();
        start.applicationHasEnded();

        assertThat(log).containsExactly("start", "end", "detach");
    }

    private static ApplicationStart refuse() {
        throw new IllegalArgumentException("cannot start the processes");
    }

    private ApplicationStart prepare() {
        return started;
    }

    private Consumer<ApplicationStart> step(String name) {
        return with -> {
            assertThat(with).isSameAs(started);
            log.add(name);
        };
    }

    /** Since JDK 25 the default pool has a single thread on a machine with two processors, so one user would block the other. */
    private static void onThreadOfItsOwn(Runnable user) {
        new Thread(user).start();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
