package io.quarkiverse.processmanager.runtime.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.Seeds;

class PlannedProcessesTest {

    @Test
    void thePlanIsThatOfBoth() {
        PlannedProcesses roster = declared(define("db")).create(list(define("web").dependsOn("api"), define("api").dependsOn("db")));

        assertThat(roster.plan().ids()).containsExactly("db", "api", "web");
        assertThat(roster.isDeclared("db")).isTrue();
        assertThat(roster.isDeclared("api")).isFalse();
    }

    @Test
    void aCircleAmongTheNewOnesIsRefused() {
        assertThatThrownBy(() -> PlannedProcesses.EMPTY.create(list(define("a").dependsOn("b"), define("b").dependsOn("a"))))
                .hasMessageStartingWith("cannot create process 'a': Circular dependency: a -> b -> a")
                .extracting(thrown -> ((ProcessException) thrown).reason()).isEqualTo(Reason.INVALID);
    }

    @Test
    void twoOfOneIdMustBeEqual() {
        assertThat(PlannedProcesses.EMPTY.create(list(define("a"), define("a"))).plan().ids()).containsExactly("a");
        assertThatThrownBy(() -> PlannedProcesses.EMPTY.create(list(define("a"), define("a").port(1))))
                .extracting(thrown -> ((ProcessException) thrown).reason()).isEqualTo(Reason.EXISTS);
    }

    @Test
    void aDefinitionThatNoBuilderHasMadeIsCheckedToo() {
        ProcessDefinition valid = define("a").build();
        ProcessDefinition invalid = new ProcessDefinition("A!", valid.name(), valid.command(), valid.execution(), valid.port(),
                valid.dependencies(), valid.waitFor(), valid.healthCheck(), valid.start(), valid.restart(), valid.stop(),
                valid.log(), valid.successExitCodes(), valid.modes(), valid.report(), true, valid.limits(),
                valid.pattern(), false, valid.hooks());

        assertThatThrownBy(() -> PlannedProcesses.EMPTY.create(List.of(invalid))).hasMessageStartingWith(
                "cannot create process 'A!': the id 'A!' must be");
    }

    @Test
    void whatNeedsADroppedOneIsDroppedToo() {
        PlannedProcesses roster = PlannedProcesses.EMPTY.create(list(define("a"), define("b").dependsOn("a").keepOnReload(),
                define("c").dependsOn("b").keepOnReload(), define("d").keepOnReload()));

        PlannedProcesses.Change change = roster.detach();

        assertThat(change.dropped()).extracting(Problem::processId).containsExactly("b", "c");
        assertThat(change.roster().plan().ids()).containsExactly("d");
    }

    /** The constructor checks the plan. The test shows that only the announced exceptions come out. */
    @Test
    void whateverIsDoneThePlanFitsTogether() {
        Seeds.each(300, RosterTest::aRandomHistoryKeepsThePlanTogether);
    }

    private static void aRandomHistoryKeepsThePlanTogether(long seed) {
        Random random = new Random(seed);
        PlannedProcesses roster = PlannedProcesses.EMPTY;
        for (int step = 0; step < 200; step++) {
            roster = next(roster, random);

            assertThat(Plan.problems(roster.plan().definitions())).isEmpty();
        }
    }

    private static PlannedProcesses next(PlannedProcesses roster, Random random) {
        try {
            return switch (random.nextInt(6)) {
                case 0 -> roster.detach().roster();
                case 1 -> roster.declare(validPlan(random)).roster();
                case 2 -> roster.remove(id(random));
                default -> roster.create(List.of(any(random), any(random)));
            };
        } catch (ProcessException refused) {
            assertThat(refused.reason()).isIn(Reason.EXISTS, Reason.INVALID, Reason.NEEDED, Reason.NOT_FOUND);
            return roster;
        }
    }

    private static Plan validPlan(Random random) {
        List<ProcessDefinition> definitions = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            ProcessDefinition candidate = any(random);
            definitions.removeIf(one -> one.id().equals(candidate.id()));
            definitions.add(candidate);
            if (!Plan.problems(definitions).isEmpty()) {
                definitions.clear();
            }
        }
        return Plan.of(definitions);
    }

    private static ProcessDefinition any(Random random) {
        ProcessDefinitionBuilder builder = define(id(random));
        if (random.nextBoolean()) {
            builder.dependsOn(id(random));
        }
        if (random.nextBoolean()) {
            builder.keepOnReload();
        }
        return builder.build();
    }

    private static String id(Random random) {
        return String.valueOf((char) ('a' + random.nextInt(6)));
    }

    private static PlannedProcesses declared(ProcessDefinitionBuilder... builders) {
        return PlannedProcesses.EMPTY.declare(Plan.of(list(builders))).roster();
    }

    private static List<ProcessDefinition> list(ProcessDefinitionBuilder... builders) {
        return Arrays.stream(builders).map(ProcessDefinitionBuilder::build).toList();
    }

    private static ProcessDefinitionBuilder define(String id) {
        return ProcessDefinition.builder(id).command("run", id);
    }
}
