package io.quarkiverse.processmanager.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.LogRecord;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.ForProcess;
import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkus.test.QuarkusUnitTest;

/** A whole application with real processes. */
class SupervisedApplicationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Order(1)
    @RegisterExtension
    static final NothingLeft NOTHING_LEFT = new NothingLeft();

    @Order(2)
    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Diary.class, NothingLeft.class))
            .overrideConfigKey("quarkus.processes.db.command",
                    "sh -c 'echo db is ready; echo; echo something odd >&2; exec sleep 1000'")
            .overrideConfigKey("quarkus.processes.db.health.log", "is ready")
            .overrideConfigKey("quarkus.processes.seed.command", "sh -c 'exit 0'")
            .overrideConfigKey("quarkus.processes.seed.depends-on", "db")
            .overrideConfigKey("quarkus.processes.api.command", "sleep 1000")
            .overrideConfigKey("quarkus.processes.api.depends-on", "db,seed:completed")
            .overrideConfigKey("quarkus.processes.api.startup-window", "100ms")
            .overrideConfigKey("quarkus.processes.api.restart.delay", "100ms")
            .overrideConfigKey("quarkus.processes.lost.command", "no-such-program-anywhere")
            .overrideConfigKey("quarkus.processes.lost.restart.policy", "never")
            .overrideConfigKey("quarkus.processes.lost.auto-start", "false")
            .overrideConfigKey("quarkus.processes.prod-only.command", "sleep 1000")
            .overrideConfigKey("quarkus.processes.prod-only.modes", "prod")
            .setLogRecordPredicate(record -> record.getLoggerName().startsWith("process."))
            .assertLogRecords(SupervisedApplicationTest::outputIsInTheLog);

    @Inject
    ProcessManager manager;

    @Inject
    @ForProcess("api")
    ManagedProcess api;

    @Inject
    Diary diary;

    @Test
    void processesStartInTheOrderOfTheirDependencies() {
        awaitPhase("api", ProcessPhase.RUNNING);

        assertThat(manager.processes()).extracting(ManagedProcess::id).containsSubsequence("db", "seed", "api");
        assertThat(manager.get("db").status().health()).isEqualTo(Health.HEALTHY);
        assertThat(manager.get("seed").status().phase()).isEqualTo(ProcessPhase.COMPLETED);
        assertThat(ProcessHandle.of(api.status().pid().getAsLong())).get().matches(ProcessHandle::isAlive);
    }

    @Test
    void aKilledProcessIsRestarted() {
        awaitPhase("api", ProcessPhase.RUNNING);
        ProcessStatus before = api.status();

        ProcessHandle.of(before.pid().getAsLong()).orElseThrow().destroyForcibly();

        await().atMost(PATIENCE).until(() -> api.isRunning() && api.status().incarnation() == before.incarnation() + 1);
        assertThat(api.status().restarts()).isEqualTo(before.restarts() + 1);
    }

    @Test
    void stagesCompleteWithTheirCommands() throws Exception {
        awaitPhase("api", ProcessPhase.RUNNING);

        ProcessStatus stopped = api.stop().toCompletableFuture().get(60, TimeUnit.SECONDS);
        ProcessStatus started = api.start().toCompletableFuture().get(60, TimeUnit.SECONDS);
        ProcessStatus restarted = api.restart().toCompletableFuture().get(60, TimeUnit.SECONDS);

        assertThat(stopped.phase()).isEqualTo(ProcessPhase.STOPPED);
        assertThat(started.phase()).isEqualTo(ProcessPhase.RUNNING);
        assertThat(restarted.incarnation()).isEqualTo(started.incarnation() + 1);
        assertThat(ProcessHandle.of(started.pid().getAsLong()).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void aMissingProgramIsReported() {
        assertThatThrownBy(() -> manager.get("lost").start().toCompletableFuture().get(60, TimeUnit.SECONDS))
                .cause().isInstanceOf(ProcessException.class)
                .hasMessageContaining("cannot start process 'lost'").hasMessageContaining("no-such-program-anywhere")
                .extracting(thrown -> ((ProcessException) thrown).reason()).isEqualTo(ProcessException.Reason.ENOENT);
    }

    @Test
    void aProcessOfAnotherModeIsNotManaged() {
        assertThat(manager.find("prod-only")).isEmpty();
    }

    @Test
    void outputIsKept() {
        awaitPhase("db", ProcessPhase.RUNNING);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(manager.get("db").logs(10))
                .extracting(LogLine::stream, LogLine::text)
                .contains(tuple(LogLine.Stream.STDOUT, "db is ready"),
                        tuple(LogLine.Stream.STDERR, "something odd")));
    }

    @Test
    void eachTransitionIsAnEvent() {
        awaitPhase("api", ProcessPhase.RUNNING);

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(diary.events).filteredOn(event -> event.id().equals("db")).extracting(Object::getClass)
                    .containsSubsequence(ProcessEvent.Starting.class, ProcessEvent.Started.class, ProcessEvent.Running.class,
                            ProcessEvent.Healthy.class);
            assertThat(diary.completed).extracting(ProcessEvent::id).contains("seed");
            assertThat(diary.started).extracting(ProcessEvent::id).contains("db", "seed", "api");
        });
    }

    private void awaitPhase(String id, ProcessPhase phase) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(manager.get(id).status().phase())
                .as(() -> manager.get(id).status().why()).isEqualTo(phase));
    }

    private static void outputIsInTheLog(List<LogRecord> records) {
        assertThat(records).filteredOn(record -> record.getLoggerName().equals("process.db"))
                .extracting(LogRecord::getMessage, record -> ((ExtLogRecord) record).getThreadName())
                .contains(tuple("db is ready", "stdout"), tuple("something odd", "stderr"))
                .doesNotContain(tuple("", "stdout"));
    }

    @Singleton
    public static class Diary {

        final Queue<ProcessEvent> events = new ConcurrentLinkedQueue<>();
        final Queue<ProcessEvent.Started> started = new ConcurrentLinkedQueue<>();
        final Queue<ProcessEvent.Completed> completed = new ConcurrentLinkedQueue<>();

        void any(@Observes ProcessEvent event) {
            events.add(event);
        }

        void started(@ObservesAsync ProcessEvent.Started event) {
            started.add(event);
        }

        void completed(@Observes ProcessEvent.Completed event) {
            completed.add(event);
            throw new IllegalStateException("the other observers must not be affected");
        }
    }
}
