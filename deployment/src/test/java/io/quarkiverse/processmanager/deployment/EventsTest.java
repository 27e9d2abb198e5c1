package io.quarkiverse.processmanager.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.spi.EventMetadata;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.ForProcess;
import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessHooks;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.Registration;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;

class EventsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Order(1)
    @RegisterExtension
    static final NothingLeft NOTHING_LEFT = new NothingLeft();

    @Order(2)
    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(
                    root -> root.addClasses(NothingLeft.class, Diary.class, Blocker.class, Request.class, AllHooks.class,
                            DbHooks.class))
            .overrideConfigKey("quarkus.processes.db.command", "sh -c 'echo one; echo two; exec sleep 1000'")
            .overrideConfigKey("quarkus.processes.db.startup-window", "50ms")
            .overrideConfigKey("quarkus.processes.db.restart.delay", "10ms")
            .overrideConfigKey("quarkus.processes.web.command", "sh -c 'echo three; exec sleep 1000'")
            .overrideConfigKey("quarkus.processes.web.startup-window", "50ms");

    @Inject
    Diary diary;

    @Inject
    AllHooks allHooks;

    @Inject
    @ForProcess("db")
    ManagedProcess db;

    @Test
    void allObserversReceiveTheirEventsWhileOneBlocks() {
        awaitRunning();

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(diary.ofDb).extracting(Object::getClass).containsSubsequence(ProcessEvent.Starting.class,
                    ProcessEvent.Started.class, ProcessEvent.Running.class);
            assertThat(diary.ofDb).extracting(ProcessEvent::id).containsOnly("db");
            assertThat(diary.all).extracting(ProcessEvent::id).contains("db", "web");
            assertThat(diary.started).extracting(ProcessEvent::id).contains("db", "web");
            assertThat(diary.qualifiers).contains("db", "web");
        });
        assertThat(diary.all).noneMatch(ProcessEvent.Output.class::isInstance);
    }

    @Test
    void outputIsAnEventForItsObservers() {
        awaitRunning();

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(diary.lines).contains("one", "two", "three");
            assertThat(diary.linesOfDb).contains("one", "two").doesNotContain("three");
        });
    }

    @Test
    void aHandlerReceivesCrashesUntilItsRegistrationIsClosed() {
        awaitRunning();
        Queue<ProcessEvent.Crashed> crashes = new ConcurrentLinkedQueue<>();
        Queue<ProcessEvent.Output> output = new ConcurrentLinkedQueue<>();
        long incarnation = db.status().incarnation();
        Registration registration = db.on(ProcessEvent.Crashed.class, crashes::add);
        Registration lines = db.on(ProcessEvent.Output.class, output::add);

        crash();

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(crashes).hasSize(1).allMatch(ProcessEvent.Crashed::willRestart);
            // The process runs after 50 ms, so the lines of the first one can come late.
            assertThat(output).filteredOn(event -> event.incarnation() > incarnation)
                    .extracting(event -> event.line().text()).containsExactly("one", "two");
        });
        registration.close();
        lines.close();
    }

    @Test
    void hooksAreCalledAndMayStopTheProcess() {
        awaitRunning();
        join(db.stop());
        await().atMost(PATIENCE).until(() -> DbHooks.CALLS.contains("stop"));
        DbHooks.CALLS.clear();
        join(db.start());
        crash();
        join(db.stop());

        await().atMost(PATIENCE).untilAsserted(
                () -> assertThat(DbHooks.CALLS).containsExactly("start", "crash", "start", "restart", "stop"));
        assertThat(allHooks.started()).contains("db", "web");
        join(db.start());

        Registration stopper = db.on(ProcessEvent.Crashed.class, crash -> db.stop());
        long incarnation = db.status().incarnation();
        ProcessHandle.of(db.status().pid().getAsLong()).orElseThrow().destroyForcibly();
        await().atMost(PATIENCE).until(() -> db.status().phase() == ProcessPhase.STOPPED);
        assertThat(db.status().incarnation()).isBetween(incarnation, incarnation + 1);
        stopper.close();
        join(db.start());
    }

    @Test
    void theStreamOfOutputBeginsWithTheKeptLines() {
        awaitRunning();
        await().atMost(PATIENCE).until(() -> db.logs(2).size() == 2);
        AssertSubscriber<LogLine> subscriber = db.output().subscribe().withSubscriber(AssertSubscriber.create(1));
        AssertSubscriber<ProcessEvent> events = db.events().subscribe().withSubscriber(AssertSubscriber.create(100));

        join(db.restart());
        int lines = db.logs(1_000).size();
        subscriber.request(1_000);

        await().atMost(PATIENCE).until(() -> subscriber.getItems().size() >= lines && !events.getItems().isEmpty());
        List<LogLine> items = subscriber.getItems();
        assertThat(items).extracting(LogLine::sequence)
                .isEqualTo(LongStream.rangeClosed(1, items.size()).boxed().toList());
        assertThat(events.getItems()).extracting(Object::getClass).startsWith(ProcessEvent.Stopping.class);
        subscriber.cancel();
        events.cancel();
    }

    private static ProcessStatus join(CompletionStage<ProcessStatus> stage) {
        return stage.toCompletableFuture().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    private void crash() {
        long incarnation = db.status().incarnation();
        ProcessHandle.of(db.status().pid().getAsLong()).orElseThrow().destroyForcibly();
        await().atMost(PATIENCE).until(() -> db.status().incarnation() > incarnation && db.isRunning());
    }

    private void awaitRunning() {
        join(db.start());
    }

    @Singleton
    public static class Diary {

        final Queue<ProcessEvent> all = new ConcurrentLinkedQueue<>();
        final Queue<ProcessEvent> ofDb = new ConcurrentLinkedQueue<>();
        final Queue<ProcessEvent.Started> started = new ConcurrentLinkedQueue<>();
        final Queue<String> lines = new ConcurrentLinkedQueue<>();
        final Queue<String> linesOfDb = new ConcurrentLinkedQueue<>();
        final Queue<String> qualifiers = new ConcurrentLinkedQueue<>();

        @Inject
        Request request;

        void any(@Observes ProcessEvent event, EventMetadata metadata) {
            request.touch();
            all.add(event);
            metadata.getQualifiers().stream().filter(ForProcess.class::isInstance)
                    .forEach(qualifier -> qualifiers.add(((ForProcess) qualifier).value()));
        }

        void db(@Observes @ForProcess("db") ProcessEvent event) {
            ofDb.add(event);
        }

        void asynchronous(@ObservesAsync ProcessEvent.Started event) {
            started.add(event);
        }

        void output(@Observes ProcessEvent.Output event) {
            lines.add(event.line().text());
        }

        void outputOfDb(@ObservesAsync @ForProcess("db") ProcessEvent.Output event) {
            linesOfDb.add(event.line().text());
        }
    }

    /** Blocks until the application ends, and then throws. */
    @Singleton
    public static class Blocker {

        void any(@Observes ProcessEvent event) throws InterruptedException {
            new CountDownLatch(1).await();
        }

        void asynchronous(@ObservesAsync ProcessEvent event) throws InterruptedException {
            new CountDownLatch(1).await();
        }

        void thrower(@Observes ProcessEvent event) {
            throw new IllegalStateException("the other observers must not be affected");
        }
    }

    @RequestScoped
    public static class Request {

        void touch() {
            // Called in a request.
        }
    }

    @ApplicationScoped
    public static class AllHooks implements ProcessHooks {

        private final Queue<String> started = new ConcurrentLinkedQueue<>();

        Queue<String> started() {
            return started;
        }

        @Override
        public void onStart(ProcessEvent.Started event) {
            started.add(event.id());
        }
    }

    /** A bean without a scope. */
    @ForProcess("db")
    public static class DbHooks implements ProcessHooks {

        static final Queue<String> CALLS = new ConcurrentLinkedQueue<>();

        @Override
        public void onStart(ProcessEvent.Started event) {
            CALLS.add("start");
        }

        @Override
        public void onStop(ProcessEvent.Stopped event) {
            CALLS.add("stop");
        }

        @Override
        public void onRestart(ProcessEvent.Started event) {
            CALLS.add("restart");
        }

        @Override
        public void onCrash(ProcessEvent.Crashed event) {
            CALLS.add("crash");
        }
    }
}
