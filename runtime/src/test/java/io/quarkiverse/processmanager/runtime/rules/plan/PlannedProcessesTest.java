package io.quarkiverse.processmanager.runtime.rules.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.Dependency.Condition;
import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.Seeds;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.definition.traits.Traits;

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
    void aPlanThatGrowsAndShrinksByOneIsThePlanOfWhatIsLeft() {
        Seeds.each(300, seed -> {
            Random random = new Random(seed);
            PlannedProcesses processes = declared(define("b3"), define("b1").dependsOn("b3"), define("b5"));
            for (int step = 0; step < 20; step++) {
                processes = anyChange(processes, random);
                Plan plan = processes.plan();
                Plan anew = Plan.of(plan.given());
                assertThat(plan.ids()).isEqualTo(anew.ids());
                assertThat(plan.given()).isEqualTo(anew.given());
                assertThat(plan.definitions()).isEqualTo(anew.definitions());
                for (int index = 0; index < 7; index++) {
                    for (String id : List.of("a" + index, "b" + index)) {
                        assertThat(plan.dependents(id)).isEqualTo(anew.dependents(id));
                        assertThat(plan.followers(id)).isEqualTo(anew.followers(id));
                    }
                }
            }
        });
    }

    private static PlannedProcesses anyChange(PlannedProcesses processes, Random random) {
        String id = (random.nextBoolean() ? "a" : "b") + random.nextInt(7);
        try {
            if (random.nextInt(3) == 0) {
                return processes.remove(id);
            }
            ProcessDefinitionBuilder added = define(id);
            if (random.nextInt(3) == 0) {
                added.dependsOn(Dependency.on("b" + random.nextInt(7), Condition.STARTED));
            }
            return processes.create(list(added));
        } catch (ProcessException refused) {
            return processes;
        }
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
                ProcessSettings.of(valid).listen(),
                valid.dependencies(), valid.waitFor(), valid.healthCheck(), valid.start(), valid.restart(), valid.stop(),
                valid.log(), valid.successExitCodes(), valid.modes(), valid.config(), valid.report(), true, valid.usageLimits(),
                valid.pattern(), false, Traits.NONE, valid.hooks());

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

    @Test
    void aRefusalNamesTheNewProcessThatMakesATaskOfAnother() {
        PlannedProcesses processes = declared(define("m").health(health -> health.log("ready")),
                define("api").dependsOn("m", Condition.HEALTHY));

        assertThatThrownBy(() -> processes.create(list(define("job").dependsOn("m", Condition.COMPLETED))))
                .hasMessage("cannot create process 'job': waits for 'm' to complete, which makes a task of 'm', but 'api' "
                        + "waits for 'm' to be healthy, and a task is never up; wait for m:exited")
                .extracting(thrown -> ((ProcessException) thrown).processId()).isEqualTo("job");
    }

    @Test
    void aRefusalNamesTheProcessThatMakesATaskOfAnother() {
        PlannedProcesses processes = declared(define("m"), define("job").dependsOn("m", Condition.COMPLETED));

        assertThatThrownBy(() -> processes.create(list(define("api").dependsOn("m", Condition.RUNNING))))
                .hasMessage("cannot create process 'api': waits for 'm' to be running, which is a task ('job' waits for "
                        + "m:completed) and never up; write m:completed, or m:started");
    }

    @Test
    void aRefusalNamesTheNewProcessThatAnEarlierOneCannotDependOn() {
        PlannedProcesses processes = declared(define("api").dependsOn(Dependency.ifPresent("db", Condition.HEALTHY)));

        assertThatThrownBy(() -> processes.create(list(define("db"))))
                .hasMessageStartingWith("cannot create process 'db': 'api' waits for 'db' to be healthy, which has no health "
                        + "check; give it one");
        assertThatThrownBy(() -> processes.create(list(define("db").health(health -> health.log("up")).dependsOn("api"))))
                .hasMessage("cannot create process 'db': Circular dependency: api -> db -> api");
    }

    @Test
    void aCreatedProcessIsDroppedThatMakesATaskOfADeclaredOne() {
        PlannedProcesses kept = declared(define("m"))
                .create(list(define("job").dependsOn("m", Condition.COMPLETED).keepOnReload(),
                        define("again").dependsOn("m", Condition.COMPLETED).keepOnReload()))
                .detach().processes();

        PlannedProcesses.Change change = kept
                .declare(Plan.of(list(define("m"), define("api").dependsOn("m", Condition.RUNNING))));

        assertThat(change.dropped()).extracting(Problem::processId).containsExactly("again", "job");
        assertThat(change.dropped()).allSatisfy(problem -> assertThat(problem.message()).contains("but 'api' waits for 'm'"));
        assertThat(change.processes().plan().ids()).containsExactly("m", "api");
    }

    @Test
    void aCreatedProcessIsDroppedThatADeclaredOneCannotDependOn() {
        PlannedProcesses kept = declared(define("api"))
                .create(list(define("db").dependsOn("api").keepOnReload(), define("other").keepOnReload()))
                .detach().processes();

        PlannedProcesses.Change unchecked = kept.declare(
                Plan.of(list(define("api"), define("x").dependsOn(Dependency.ifPresent("db", Condition.HEALTHY)))));
        PlannedProcesses.Change circular = kept.declare(Plan.of(list(define("api").dependsOn(Dependency.ifPresent("db")))));

        assertThat(unchecked.dropped()).extracting(Problem::processId).containsExactly("db");
        assertThat(unchecked.processes().plan().ids()).containsExactly("api", "other", "x");
        assertThat(circular.dropped()).extracting(Problem::processId).containsExactly("db");
        assertThat(circular.processes().plan().ids()).containsExactly("api", "other");
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
        } else if (random.nextBoolean()) {
            Condition condition = Condition.values()[random.nextInt(Condition.values().length)];
            String other = id(random);
            builder.dependsOn(random.nextBoolean() ? Dependency.on(other, condition) : Dependency.ifPresent(other, condition));
        }
        if (random.nextBoolean()) {
            builder.health(health -> health.log("ready"));
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
