package io.quarkiverse.processmanager.terminal.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

/** The replicas of a process are one row until the user unfolds them. */
class ReplicaRowsTest {

    private final Model model = new Model(Sample.OPTIONS);

    private static List<Map<String, Object>> workers(int count) {
        List<Map<String, Object>> rows = new ArrayList<>();
        rows.add(Sample.running("db", 4711, 0.5, 100, 60));
        for (int index = 0; index < count; index++) {
            Map<String, Object> row = Sample.running("worker-" + index, 5000 + index, 1.5, 10, 60);
            row.put("replicaOf", "worker");
            rows.add(row);
        }
        return rows;
    }

    private List<String> ids() {
        return model.table().shown().stream().map(TableRow::id).toList();
    }

    @Test
    void fiftyReplicasAreOneRowWithTheirSums() {
        List<Effect> effects = model.rows(Sample.rows(workers(50)));
        assertThat(effects).containsExactly(new Effect.ShowLog(1, List.of("db")));

        assertThat(ids()).containsExactly("db", "worker");
        assertThat(Sample.screen(model, 120, 24).get(3)).contains("worker (50)", "75.0 %", "500 MB", "50 of 50 ready");
        assertThat(Sample.type(model, "j")).hasSize(1).first().isInstanceOfSatisfying(Effect.ShowLog.class,
                log -> assertThat(log.ids()).hasSize(50).startsWith("worker-0"));
        assertThat(Sample.type(model, "r")).containsExactly(new Effect.Order("restart", "worker", Map.of()));
    }

    @Test
    void theRowIsAsBadAsTheWorstReplica() {
        List<Map<String, Object>> rows = workers(3);
        Map<String, Object> failed = Sample.row("worker-1", "FAILED", "UNCHECKED", "exited with 1");
        failed.put("replicaOf", "worker");
        rows.set(2, failed);
        model.rows(Sample.rows(rows));

        TableRow worker = model.table().shown().get(1);
        assertThat(worker.state()).isEqualTo("failed");
        assertThat(worker.isDown()).isTrue();
        assertThat(worker.why()).isEqualTo("2 of 3 ready; worker-1: exited with 1");
        assertThat(worker.actions()).contains("start", "stop");
    }

    @Test
    void oneKeyUnfoldsAndFoldsAgain() {
        model.rows(Sample.rows(workers(3)));

        Sample.type(model, "j", "e");
        assertThat(ids()).containsExactly("db", "worker-0", "worker-1", "worker-2");
        assertThat(model.selection().orElseThrow().id()).isEqualTo("worker-0");
        Sample.type(model, "j", "e");
        assertThat(ids()).containsExactly("db", "worker");
        assertThat(model.selection().orElseThrow().id()).isEqualTo("worker");

        Sample.type(model, "k", "e");
        assertThat(model.notice().text()).isEqualTo("the selected process has no replicas");
    }

    @Test
    void aReplicaThatIsChosenIsUnfolded() {
        Model chosen = new Model(Sample.OPTIONS.select("worker-1"));

        assertThat(chosen.rows(Sample.rows(workers(3)))).containsExactly(new Effect.ShowLog(1, List.of("worker-1")));
    }

    @Test
    void theFilterFindsAReplicaInItsGroup() {
        model.rows(Sample.rows(workers(3)));

        Sample.type(model, "f", "worker-2", "<ENTER>");

        assertThat(ids()).containsExactly("worker");
        assertThat(model.selection().orElseThrow().members()).hasSize(3);
    }

    @Test
    void theLogFollowsTheNumberOfReplicas() {
        model.rows(Sample.rows(workers(2)));
        Sample.type(model, "j");

        assertThat(model.rows(Sample.rows(workers(2)))).isEmpty();
        assertThat(model.rows(Sample.rows(workers(3)))).containsExactly(
                new Effect.ShowLog(3, List.of("worker-0", "worker-1", "worker-2")));
    }
}
