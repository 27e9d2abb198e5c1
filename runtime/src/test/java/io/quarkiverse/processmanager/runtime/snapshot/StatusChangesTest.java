package io.quarkiverse.processmanager.runtime.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessHistory;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.StatusUpdate;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;

class StatusChangesTest {

    private static final Plan PLAN = Plan.of(List.of(define("zoo"), define("api", "zoo")));

    private SharedMap<ProcessStatus> statuses = SharedMap.<ProcessStatus> empty().with("old", status("old"))
            .with("api", status("api")).with("zoo", status("zoo")).with("ancient", status("ancient"));
    private final StatusChanges changes = new StatusChanges(
            () -> new Snapshot(PLAN, statuses, SharedMap.<ProcessHistory> empty()));

    @Test
    void theFirstUpdateHasAllInTheOrderOfThePlanThenThoseThatAreBeingRemoved() {
        StatusUpdate first = changes.get().get(0);

        assertThat(first.changed().keySet()).containsExactly("zoo", "api", "ancient", "old");
        assertThat(first.statuses()).isEqualTo(first.changed());
        assertThat(first.statuses().get("db")).isNull();
        assertThat(first.statuses().get(new Object())).isNull();
        assertThat(first.statuses()).containsKey("api").doesNotContainKey("db").hasSize(4);
    }

    @Test
    void laterUpdatesHaveWhatHasChangedSinceTheOneBefore() {
        changes.get();
        ProcessStatus starting = status("api");
        statuses = statuses.with("api", status("api"));
        statuses = statuses.with("api", starting).without("old");

        StatusUpdate second = changes.get().get(0);

        assertThat(second.changed()).isEqualTo(Map.of("api", starting));
        assertThat(second.removed()).containsExactly("old");
        assertThat(second.statuses().keySet()).containsExactly("zoo", "api", "ancient");
        assertThat(second).hasToString(starting + "\nold: removed");
    }

    @Test
    void onlyAnotherPlanAndARemovalChangeADefinition() {
        List<Plan> plans = new ArrayList<>(List.of(PLAN));
        DefinitionChanges definitions = new DefinitionChanges(
                () -> new Snapshot(plans.get(plans.size() - 1), statuses, SharedMap.<ProcessHistory> empty()));
        assertThat(definitions.getAsBoolean()).isTrue();

        statuses = statuses.with("api", status("api"));
        assertThat(definitions.getAsBoolean()).isFalse();

        plans.add(Plan.of(List.of(define("zoo"), define("api"))));
        assertThat(definitions.getAsBoolean()).isTrue();
        assertThat(definitions.getAsBoolean()).isFalse();

        statuses = statuses.without("old");
        assertThat(definitions.getAsBoolean()).isTrue();
        assertThat(definitions.getAsBoolean()).isFalse();
    }

    @Test
    void withoutAChangeThereIsNoUpdate() {
        changes.get();

        assertThat(changes.get()).isEmpty();
    }

    @Test
    void anEmptyApplicationHasAFirstUpdate() {
        statuses = SharedMap.empty();

        assertThat(changes.get()).singleElement().satisfies(update -> assertThat(update.changed()).isEmpty());
    }

    private static ProcessDefinition define(String id, String... dependencies) {
        return ProcessDefinition.builder(id).command("sleep", "1").dependsOn(dependencies).build();
    }

    private static ProcessStatus status(String id) {
        return new ProcessStatus(id, id, Optional.empty(), ProcessPhase.RUNNING, Instant.EPOCH, Health.UNCHECKED, "",
                OptionalLong.empty(), 1, Optional.empty(), 0, Optional.empty(), Optional.empty(), OptionalInt.empty(),
                Optional.empty(), Optional.empty(), 0);
    }
}
