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
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;

class PlannedProcessesTest {

    @Test
    void thePlanIsThatOfBoth() {
        PlannedProcesses processes = declared(define("db"))
                .create(list(define("web").dependsOn("api"), define("api").dependsOn("db")));

        assertThat(processes.plan().ids()).containsExactly("db", "api", "web");
        assertThat(processes.isDeclared("db")).isTrue();
        assertThat(processes.isDeclared("api")).isFalse();
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
        ProcessDefinition invalid = new ProcessSettings("A!", valid.name(), valid.kind(), valid.command(), valid.execution(),
                valid.port(), valid.portOwner(),
                valid.dependencies(), valid.waitFor(), valid.healthCheck(), valid.start(), valid.restart(), valid.stop(),
                valid.log(), valid.successExitCodes(), valid.modes(), valid.report(), true, valid.usageLimits(),
                valid.pattern(), false, valid.hooks());

        assertThatThrownBy(() -> PlannedProcesses.EMPTY.create(List.of(invalid))).hasMessageStartingWith(
                "cannot create process 'A!': the id 'A!' must be");
    }

    @Test
    void whatNeedsADroppedOneIsDroppedToo() {
        PlannedProcesses processes = PlannedProcesses.EMPTY.create(list(define("a"), define("b").dependsOn("a").keepOnReload(),
                define("c").dependsOn("b").keepOnReload(), define("d").keepOnReload()));

        PlannedProcesses.Change change = processes.detach();

        assertThat(change.dropped()).extracting(Problem::processId).containsExactly("b", "c");
        assertThat(change.processes().plan().ids()).containsExactly("d");
    }

    /** The constructor checks the plan. The test shows that only the announced exceptions come out. */
    @Test
    void whateverIsDoneThePlanFitsTogether() {
        Seeds.each(300, PlannedProcessesTest::aRandomHistoryKeepsThePlanTogether);
    }

    private static void aRandomHistoryKeepsThePlanTogether(long seed) {
        Random random = new Random(seed);
        PlannedProcesses processes = PlannedProcesses.EMPTY;
        for (int step = 0; step < 200; step++) {
            processes = next(processes, random);

            assertThat(Plan.problems(processes.plan().definitions())).isEmpty();
        }
    }

    private static PlannedProcesses next(PlannedProcesses processes, Random random) {
        try {
            return switch (random.nextInt(6)) {
                case 0 -> processes.detach().processes();
                case 1 -> processes.declare(validPlan(random)).processes();
                case 2 -> processes.remove(id(random));
                default -> processes.create(List.of(any(random), any(random)));
            };
        } catch (ProcessException refused) {
            assertThat(refused.reason()).isIn(Reason.EXISTS, Reason.INVALID, Reason.HAS_DEPENDENTS, Reason.NOT_FOUND);
            return processes;
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
        return PlannedProcesses.EMPTY.declare(Plan.of(list(builders))).processes();
    }

    private static List<ProcessDefinition> list(ProcessDefinitionBuilder... builders) {
        return Arrays.stream(builders).map(ProcessDefinitionBuilder::build).toList();
    }

    private static ProcessDefinitionBuilder define(String id) {
        return ProcessDefinition.builder(id).command("run", id);
    }
}
