package io.quarkiverse.processmanager.runtime.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkiverse.processmanager.runtime.snapshot.SharedMap;
import io.quarkiverse.processmanager.runtime.snapshot.Snapshot;

/** The spans follow from the events and their times alone. */
class StartTracerTest {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicLong next = new AtomicLong();
    private final StartIdentities identities = new StartIdentities(next::incrementAndGet);
    private final List<FinishedSpan> spans = new ArrayList<>();
    private final StartTracer tracer = new StartTracer(identities, next::incrementAndGet, spans::add);
    private final Plan plan = Plan.of(List.of(ProcessDefinition.builder("db").command("/usr/bin/db", "--token", "x").build(),
            ProcessDefinition.builder("api").command("api").dependsOn("db").build()));
    private SharedMap<ProcessStatus> statuses = SharedMap.empty();

    @Test
    void aStartHasAChildForEachStepAndALinkToEachDependency() {
        begin("db", "api");
        accept(new ProcessEvent.Starting("db", 1, at(0)));
        accept(new ProcessEvent.Waiting("api", 0, at(0), List.of("db (starting)")));
        accept(new ProcessEvent.Started("db", 1, at(5), 4711));
        accept(new ProcessEvent.Running("db", 1, at(100), Duration.ofMillis(95), Health.HEALTHY));
        accept(new ProcessEvent.Starting("api", 1, at(101)));
        accept(new ProcessEvent.Started("api", 1, at(103), 4712));
        accept(new ProcessEvent.Running("api", 1, at(200), Duration.ofMillis(97), Health.UNCHECKED));

        assertThat(spans).extracting(FinishedSpan::name).containsExactly("start the program", "until ready", "start db",
                "wait for dependencies", "start the program", "until ready", "start api", "start processes");
        FinishedSpan root = named("start processes");
        FinishedSpan db = named("start db");
        FinishedSpan api = named("start api");
        assertThat(spans).extracting(span -> span.ids().trace()).containsOnly(root.ids().trace());
        assertThat(spans).extracting(span -> span.ids().span()).doesNotHaveDuplicates();
        assertThat(api.parent()).contains(root.ids());
        assertThat(List.of(root.begin(), root.end())).containsExactly(BEGIN, at(200));
        assertThat(List.of(api.begin(), api.end())).containsExactly(BEGIN, at(200));
        assertThat(api.links()).extracting(FinishedSpan.Link::ids).containsExactly(db.ids());
        assertThat(named("wait for dependencies").end()).isEqualTo(at(101));
        assertThat(db.attributes()).containsEntry("process.pid", 4711L).containsEntry("process.executable.name", "db")
                .containsEntry("process.manager.outcome", "ready").doesNotContainValue("--token");
        assertThat(root.error()).isEmpty();
    }

    @Test
    void ofVeryManyEventsTheFirstAndTheLastOnesAreKept() {
        begin("api");
        for (int change = 0; change < 1_000; change++) {
            accept(new ProcessEvent.Waiting("api", 0, at(change), List.of("db (restart " + change + ")")));
        }
        start("api", 1, 2_000);

        FinishedSpan api = named("start api");
        assertThat(api.events()).hasSizeLessThanOrEqualTo(128).first().extracting(FinishedSpan.Event::time).isEqualTo(at(0));
        assertThat(api.events()).last().extracting(FinishedSpan.Event::name).isEqualTo("process.started");
        assertThat(api.attributes()).containsEntry("process.manager.events_left_out", 1_001L - api.events().size());
    }

    @Test
    void aCrashBeginsATraceOfItsOwnThatAllRestartsInARowBelongTo() {
        begin("db");
        start("db", 1, 0);
        SpanIds first = named("start db").ids();
        crash("db", 1, 1, 1_000);
        accept(new ProcessEvent.Starting("db", 2, at(1_500)));
        crash("db", 2, 2, 1_600);
        accept(new ProcessEvent.Starting("db", 3, at(2_000)));
        accept(new ProcessEvent.Started("db", 3, at(2_001), 4713));
        accept(new ProcessEvent.Running("db", 3, at(2_100), Duration.ofMillis(99), Health.HEALTHY));

        List<FinishedSpan> restarts = spans.stream().filter(span -> span.name().equals("restart db")).toList();
        assertThat(restarts).hasSize(2);
        FinishedSpan failed = restarts.get(0);
        FinishedSpan ready = restarts.get(1);
        assertThat(failed.ids().trace()).isNotEqualTo(first.trace()).isEqualTo(ready.ids().trace());
        assertThat(failed.parent()).isEmpty();
        assertThat(ready.parent()).contains(failed.ids());
        assertThat(failed.links()).extracting(FinishedSpan.Link::ids).contains(first);
        assertThat(failed.error()).contains("exited with 1");
        assertThat(failed.attributes()).containsEntry("process.exit.code", 1L).containsEntry("error.type", "exit");
        assertThat(List.of(failed.begin(), failed.end())).as("from the crash").containsExactly(at(1_000), at(1_600));
        assertThat(ready.error()).isEmpty();
        assertThat(ready.events().get(0).name()).isEqualTo("process.crashed");
        assertThat(ready.attributes()).containsEntry("process.manager.restart.attempt", 2L);
    }

    @Test
    void aFailureBeforeTheWaitIsAFailedStart() {
        begin("db", "api");
        accept(new ProcessEvent.Starting("db", 1, at(0)));
        crashForGood("db", 1, 10);
        accept(new ProcessEvent.GaveUp("api", 0, at(10), Reason.DEPENDENCY_FAILED, "db failed: exited with 1", List.of()));

        assertThat(named("start db").error()).contains("exited with 1");
        assertThat(named("start api").error()).contains("db failed: exited with 1");
        assertThat(named("start api").attributes()).containsEntry("error.type", "DEPENDENCY_FAILED");
        assertThat(named("start processes").error()).contains("failed: api, db");
    }

    @Test
    void aCrashWithoutARestartIsAnErrorOfItsOwn() {
        begin("db");
        start("db", 1, 0);
        crashForGood("db", 1, 1_000);

        FinishedSpan crash = named("crash db");
        assertThat(crash.error()).contains("exited with 1");
        assertThat(crash.links()).extracting(FinishedSpan.Link::ids).containsExactly(named("start db").ids());
    }

    @Test
    void aStopDuringTheWaitEndsTheSpanAndTheNextStartHasAnother() {
        accept(new ProcessEvent.Waiting("api", 0, at(0), List.of("db (starting)")));
        accept(new ProcessEvent.Stopped("api", 0, at(10), Optional.empty()));
        accept(new ProcessEvent.Starting("api", 1, at(20)));
        accept(new ProcessEvent.Running("api", 1, at(30), Duration.ofMillis(10), Health.UNCHECKED));

        List<FinishedSpan> starts = spans.stream().filter(span -> span.name().equals("start api")).toList();
        assertThat(starts).extracting(span -> span.attributes().get("process.manager.outcome")).containsExactly("stopped",
                "ready");
        assertThat(starts.get(0).ids().trace()).isNotEqualTo(starts.get(1).ids().trace());
        assertThat(starts.get(0).error()).isEmpty();
    }

    @Test
    void theEndOfTheApplicationEndsWhatIsOpen() {
        begin("db", "api");
        start("db", 1, 0);
        accept(new ProcessEvent.Waiting("api", 0, at(0), List.of("db (starting)")));
        tracer.end(at(50));
        accept(new ProcessEvent.Stopped("api", 0, at(60), Optional.empty()));

        assertThat(named("start api").attributes()).containsEntry("process.manager.outcome", "abandoned");
        assertThat(spans.stream().filter(span -> span.name().equals("start processes"))).hasSize(1);
    }

    @Test
    void aStartOverALiveReloadIsOneSpan() {
        begin("api");
        accept(new ProcessEvent.Waiting("api", 0, at(0), List.of("db (starting)")));
        SpanIds before = identities.latest("api").orElseThrow().ids();
        tracer.applicationStarts(new ApplicationSpan(identities.applicationStarts(), List.of()));
        accept(new ProcessEvent.Starting("api", 1, at(20)));
        accept(new ProcessEvent.Running("api", 1, at(30), Duration.ofMillis(10), Health.UNCHECKED));

        assertThat(named("start api").ids()).isEqualTo(before);
        assertThat(named("start api").begin()).isEqualTo(BEGIN);
    }

    @Test
    void theProcessReceivesTheIdsOfItsSpan() {
        identities.expect(List.of("db"));
        SpanIds received = identities.of("db", 1, 0).ids();
        begin("db");
        start("db", 1, 0);

        assertThat(named("start db").ids()).isEqualTo(received);
        assertThat(received.traceparent(true)).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
    }

    private void begin(String... ids) {
        identities.expect(List.of(ids));
        tracer.applicationStarts(new ApplicationSpan(application(), List.of()));
        tracer.startBegins(List.of(ids), BEGIN);
    }

    /** The ids of the application, without a new application. */
    private SpanIds application() {
        return identities.application();
    }

    private void start(String id, long number, long millis) {
        accept(new ProcessEvent.Starting(id, number, at(millis)));
        accept(new ProcessEvent.Started(id, number, at(millis + 1), 4711));
        accept(new ProcessEvent.Running(id, number, at(millis + 2), Duration.ofMillis(1), Health.UNCHECKED));
    }

    private void crash(String id, long number, int restarts, long millis) {
        accept(new ProcessEvent.Crashed(id, number, at(millis), exit(millis), "exited with 1", true, restarts,
                OptionalInt.of(5),
                Duration.ofMillis(500)));
    }

    private void crashForGood(String id, long number, long millis) {
        accept(new ProcessEvent.Crashed(id, number, at(millis), exit(millis), "exited with 1", false, 0, OptionalInt.of(5),
                Duration.ZERO));
        accept(new ProcessEvent.GaveUp(id, number, at(millis), Reason.EXITED, "exited with 1", List.of()));
    }

    private static Exit exit(long millis) {
        return new Exit(OptionalInt.of(1), Optional.empty(), Optional.empty(), "", at(millis), Duration.ofSeconds(1));
    }

    private void accept(ProcessEvent event) {
        statuses = statuses.with(event.id(), new ProcessStatus(event.id(), event.id(), Optional.empty(), ProcessPhase.RUNNING,
                event.time(), Health.UNCHECKED, "", OptionalLong.empty(), event.incarnation(), Optional.empty(), 0,
                Optional.empty(), Optional.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty(), 0));
        tracer.accept(event, new Snapshot(plan, statuses, SharedMap.empty()));
    }

    private FinishedSpan named(String name) {
        List<FinishedSpan> found = spans.stream().filter(span -> span.name().equals(name)).toList();
        assertThat(found).as(name).isNotEmpty();
        return found.get(0);
    }

    private static Instant at(long millis) {
        return BEGIN.plusMillis(millis);
    }
}
