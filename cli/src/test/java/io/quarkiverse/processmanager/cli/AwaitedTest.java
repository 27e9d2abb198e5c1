package io.quarkiverse.processmanager.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkiverse.processmanager.terminal.client.Members;

class AwaitedTest {

    private static Members row(String id, String phase, String health, String kind) {
        return new Members(Map.of("id", id, "phase", phase, "state", phase, "health", health, "kind", kind, "why", "so"));
    }

    /** The columns: by name, with --healthy, without a name. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            RUNNING,   HEALTHY,   service, ready,   ready,   ready
            RUNNING,   UNCHECKED, service, ready,   failed,  ready
            RUNNING,   UNHEALTHY, service, pending, pending, pending
            RUNNING,   UNKNOWN,   service, pending, pending, pending
            RUNNING,   UNCHECKED, task,    pending, failed,  pending
            COMPLETED, UNCHECKED, task,    ready,   failed,  ready
            STARTING,  UNKNOWN,   service, pending, pending, pending
            WAITING,   UNKNOWN,   service, pending, pending, pending
            BACKOFF,   UNKNOWN,   service, pending, pending, pending
            FAILED,    UNKNOWN,   service, failed,  failed,  failed
            STOPPED,   UNKNOWN,   service, failed,  failed,  ready
            STOPPING,  HEALTHY,   service, pending, pending, pending
            KILLING,   HEALTHY,   service, pending, pending, pending
            """)
    void aProcessIsReadyPendingOrFailed(String phase, String health, String kind, String named, String healthy, String all) {
        List<Members> rows = List.of(row("db", phase, health, kind));

        assertThat(outcome(new Awaited(List.of("db"), false).in(rows))).isEqualTo(named);
        assertThat(outcome(new Awaited(List.of("db"), true).in(rows))).isEqualTo(healthy);
        assertThat(outcome(new Awaited(List.of(), false).in(rows))).isEqualTo(all);
    }

    private static String outcome(Awaited.Progress progress) {
        assertThat(progress.isOver()).isEqualTo(progress.pending().isEmpty() || !progress.failures().isEmpty());
        return !progress.failures().isEmpty() ? "failed" : progress.pending().isEmpty() ? "ready" : "pending";
    }

    @Test
    void anUnknownProcessFailsWithTheKnownOnes() {
        assertThat(new Awaited(List.of("x"), false).in(List.of(row("db", "RUNNING", "HEALTHY", "service"))).failures())
                .containsExactly("cannot wait for process 'x': there is no such process; known: db");
        assertThat(new Awaited(List.of("x"), false).in(List.of()).failures())
                .containsExactly("cannot wait for process 'x': there is no such process; known: none");
    }

    /** At the end of the application the processes stop one after the other, and nothing is ready. */
    @Test
    void aStopMeanwhileEndsTheWait() {
        for (List<String> ids : List.of(List.<String> of(), List.of("api"))) {
            Awaited awaited = new Awaited(ids, false)
                    .after(List.of(row("api", "STARTING", "UNKNOWN", "service"), row("db", "RUNNING", "HEALTHY", "service")));

            assertThat(outcome(awaited.in(List.of(row("api", "STOPPING", "UNKNOWN", "service"),
                    row("db", "RUNNING", "HEALTHY", "service"))))).isEqualTo("pending");
            assertThat(awaited.in(List.of(row("api", "STOPPED", "UNKNOWN", "service"),
                    row("db", "RUNNING", "HEALTHY", "service"))).failures())
                    .containsExactly("process 'api' was stopped meanwhile, by a command or because the application ends");
        }
    }

    /** A restart is no stop. */
    @Test
    void aRestartMeanwhileIsAwaited() {
        Awaited awaited = new Awaited(List.of("api"), false);
        for (String phase : List.of("RUNNING", "STOPPING", "STARTING")) {
            List<Members> rows = List.of(row("api", phase, "UNKNOWN", "service"));
            assertThat(outcome(awaited.in(rows))).as(phase).isEqualTo("pending");
            awaited = awaited.after(rows);
        }

        assertThat(outcome(awaited.in(List.of(row("api", "RUNNING", "HEALTHY", "service"))))).isEqualTo("ready");
    }

    /** A process that is stopped from the beginning is not awaited; one that was removed has no row. */
    @Test
    void onlyAProcessThatWasNotStoppedBeforeIsMissed() {
        Awaited awaited = new Awaited(List.of(), false)
                .after(List.of(row("tool", "STOPPED", "UNKNOWN", "service"), row("gone", "RUNNING", "HEALTHY", "service")));

        assertThat(outcome(awaited.in(List.of(row("tool", "STOPPED", "UNKNOWN", "service"))))).isEqualTo("ready");
    }

    /** A live reload removes what code has created, and the code of the next application creates it again and starts it. */
    @Test
    void aProcessThatIsCreatedAgainIsNoStop() {
        Members db = row("db", "STARTING", "UNKNOWN", "service");
        Awaited awaited = new Awaited(List.of(), false).after(List.of(db, row("made", "RUNNING", "HEALTHY", "service")))
                .after(List.of(db));

        assertThat(outcome(awaited.in(List.of(db, row("made", "STOPPED", "UNKNOWN", "service"))))).isEqualTo("pending");
    }

    @Test
    void theIdOfAProcessWithReplicasMeansAllOfThem() {
        Members ready = replica("worker-0", "RUNNING");

        assertThat(outcome(new Awaited(List.of("worker"), false).in(List.of(ready, replica("worker-1", "STARTING")))))
                .isEqualTo("pending");
        assertThat(outcome(new Awaited(List.of("worker"), false).in(List.of(ready, replica("worker-1", "RUNNING")))))
                .isEqualTo("ready");
    }

    private static Members replica(String id, String phase) {
        return new Members(Map.of("id", id, "phase", phase, "state", phase, "health", "UNCHECKED", "kind", "", "why", "so",
                "replicaOf", "worker"));
    }

    /** The application is being reloaded, or has just begun to start. */
    @Test
    void noProcessAtAllIsNotReady() {
        assertThat(outcome(new Awaited(List.of(), false).in(List.of()))).isEqualTo("pending");
    }

    @Test
    void aProcessThatStartsLaterIsAwaited() {
        Members later = new Members(Map.of("id", "ui", "phase", "STOPPED", "startsLater", true));

        assertThat(outcome(new Awaited(List.of(), false).in(List.of(later)))).isEqualTo("pending");
        assertThat(outcome(new Awaited(List.of("ui"), false).in(List.of(later)))).isEqualTo("pending");
    }

    @Test
    void oneFailureEndsTheWaitForAll() {
        List<Members> rows = List.of(row("db", "FAILED", "UNKNOWN", "service"), row("api", "WAITING", "UNKNOWN", "service"));

        assertThat(new Awaited(List.of(), false).in(rows).isOver()).isTrue();
    }
}
