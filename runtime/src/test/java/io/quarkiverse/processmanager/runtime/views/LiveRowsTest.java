package io.quarkiverse.processmanager.runtime.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.Dependency.Condition;
import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.StatusUpdate;
import io.quarkiverse.processmanager.runtime.Seeds;

class LiveRowsTest {

    /** As in a plan, the definitions alone decide the order. */
    private final Map<String, ProcessDefinition> definitions = new TreeMap<>();
    private final Map<String, ProcessStatus> statuses = new LinkedHashMap<>();
    private int reads;
    private final LiveRows live = new LiveRows(this::rows, definitions::get);

    @Test
    void theFirstUpdateHasAllAndLaterOnesWhatHasChanged() {
        define("db");
        define("api", "db");
        define("other");

        OverviewUpdate first = live.after(all());
        OverviewUpdate second = live.after(changed("other", ProcessPhase.FAILED));

        assertThat(first.ids()).hasValue(List.of("api", "db", "other"));
        assertThat(first.rows()).extracting(ProcessRow::id).containsExactly("api", "db", "other");
        assertThat(second.ids()).isEmpty();
        assertThat(second.rows()).extracting(ProcessRow::id).containsExactly("other");
        assertThat(second.counts()).isEqualTo(new Counts(1, 2, 0, 0, 0));
        assertThat(reads).isEqualTo(1);
    }

    @Test
    void aDependentHasAnotherRowWhenItsConditionIsNoLongerMet() {
        define("db");
        define("api", "db");
        define("other");
        live.after(all());

        assertThat(live.after(changed("db", ProcessPhase.STOPPED)).rows()).extracting(ProcessRow::id)
                .containsExactly("db", "api");
        assertThat(live.after(changed("db", ProcessPhase.STOPPING)).rows()).extracting(ProcessRow::id).containsExactly("db");
    }

    @Test
    void anUpdateWithoutAChangedRowHasNoChanges() {
        define("db");
        live.after(all());

        assertThat(live.after(changed("db", ProcessPhase.RUNNING)).hasChanges()).isFalse();
    }

    @Test
    void anApplicationWithoutProcessesHasAFirstUpdate() {
        assertThat(live.after(all()).hasChanges()).isTrue();
    }

    @Test
    void theBadgeCountsTheStatesApartAndIsRedWhenAProcessIsDown() {
        define("db");
        define("api");

        assertThat(live.after(all()).badge()).isEqualTo("2 running");
        assertThat(live.after(changed("api", ProcessPhase.COMPLETED)).badge()).isEqualTo("1 running, 1 done");
        assertThat(live.after(changed("api", ProcessPhase.FAILED)).badge()).contains("level=\"error\"", "1 down, 1 running");
    }

    @Test
    void theUpdatesTogetherAreTheRows() {
        Seeds.each(300, seed -> new LiveRowsTest().walk(new Random(seed)));
    }

    private void walk(Random random) {
        List<String> ids = new ArrayList<>();
        Map<String, ProcessRow> page = new LinkedHashMap<>();
        for (int step = 0; step < 40; step++) {
            StatusUpdate update = step == 0 ? all() : anything(random);
            OverviewUpdate sent = live.after(update);
            sent.ids().ifPresent(all -> {
                ids.clear();
                ids.addAll(all);
                page.keySet().retainAll(all);
            });
            sent.rows().forEach(row -> page.put(row.id(), row));

            Overview expected = rows().of(statuses);
            assertThat(ids.stream().map(page::get)).containsExactlyElementsOf(expected.rows());
            assertThat(sent.counts()).isEqualTo(expected.counts());
        }
    }

    private StatusUpdate anything(Random random) {
        Set<String> removed = new LinkedHashSet<>();
        Map<String, ProcessStatus> changed = new LinkedHashMap<>();
        for (int count = random.nextInt(3); count >= 0; count--) {
            String id = "p" + random.nextInt(6);
            if (random.nextInt(5) == 0) {
                definitions.remove(id);
                if (random.nextBoolean() && statuses.remove(id) != null) {
                    changed.remove(id);
                    removed.add(id);
                    continue;
                }
            } else if (!definitions.containsKey(id) || random.nextInt(5) == 0) {
                define(id, random.nextBoolean() ? new String[0] : new String[] { "p" + random.nextInt(6) });
            }
            ProcessPhase[] phases = ProcessPhase.values();
            changed.putAll(changed(id, phases[random.nextInt(phases.length)]).changed());
            removed.remove(id);
        }
        return new StatusUpdate(changed, removed, Map.copyOf(statuses));
    }

    private void define(String id, String... dependencies) {
        definitions.put(id, ProcessDefinition.builder(id).command("sleep", "1").dependsOn(dependencies).build());
        statuses.put(id, status(id, ProcessPhase.RUNNING));
    }

    private StatusUpdate all() {
        return new StatusUpdate(statuses, Set.of(), Map.copyOf(statuses));
    }

    private StatusUpdate changed(String id, ProcessPhase phase) {
        ProcessStatus status = status(id, phase);
        statuses.put(id, status);
        return new StatusUpdate(Map.of(id, status), Set.of(), Map.copyOf(statuses));
    }

    private Rows rows() {
        reads++;
        Map<String, Map<String, Condition>> waitsFor = new LinkedHashMap<>();
        definitions.forEach((id, definition) -> {
            Map<String, Condition> conditions = new LinkedHashMap<>();
            definition.dependencies().stream().map(Dependency::id).forEach(other -> conditions.put(other, Condition.RUNNING));
            waitsFor.put(id, conditions);
        });
        return new Rows(List.copyOf(definitions.values()), waitsFor, RowFacts.NONE);
    }

    private static ProcessStatus status(String id, ProcessPhase phase) {
        return new ProcessStatus(id, id, Optional.empty(), phase, Instant.EPOCH, Health.UNCHECKED, "", OptionalLong.empty(), 1,
                Optional.empty(), 0, Optional.empty(), Optional.empty(), OptionalInt.empty(), Optional.empty(),
                Optional.empty(), 0);
    }
}
