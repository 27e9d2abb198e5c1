package io.quarkiverse.processmanager.runtime.rules.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.Dependency.Condition;
import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.RestartPolicy;
import io.quarkiverse.processmanager.runtime.rules.text.Suggestion;

class PlanTest {

    @Test
    void eachComesAfterThoseThatItDependsOn() {
        Plan plan = plan(define("api").dependsOn("seed", "cache"), define("cache"), define("db"),
                define("seed").dependsOn("db"));

        assertThat(plan.ids()).containsExactly("db", "seed", "cache", "api");
        assertThat(plan.dependents("db")).containsExactly("seed");
    }

    @Test
    void theOrderOfDeclarationDoesNotMatter() {
        Random random = new Random(7);
        List<ProcessDefinition> definitions = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            ProcessDefinitionBuilder builder = define("p" + i);
            for (int j = 0; j < i; j++) {
                if (random.nextInt(8) == 0) {
                    builder.dependsOn("p" + j);
                }
            }
            definitions.add(builder.build());
        }
        List<String> expected = Plan.of(definitions).ids();

        for (int i = 0; i < 20; i++) {
            Collections.shuffle(definitions, random);
            assertThat(Plan.of(definitions).ids()).isEqualTo(expected);
        }
        for (ProcessDefinition definition : definitions) {
            for (Dependency dependency : definition.dependencies()) {
                assertThat(expected.indexOf(dependency.id())).isLessThan(expected.indexOf(definition.id()));
            }
        }
    }

    @Test
    void aCycleIsNamedInItsOrder() {
        assertThat(problems(define("a").dependsOn("b"), define("b").dependsOn("a")))
                .containsExactly("quarkus.processes.a.depends-on: Circular dependency: a -> b -> a");
    }

    @Test
    void eachCycleIsNamedOnceAndWhoOnlyLeadsToOneIsNot() {
        assertThat(problems(define("a").dependsOn("b"), define("b").dependsOn("c"), define("c").dependsOn("b"),
                define("x").dependsOn("y"), define("y").dependsOn("x")))
                .containsExactly("quarkus.processes.b.depends-on: Circular dependency: b -> c -> b",
                        "quarkus.processes.x.depends-on: Circular dependency: x -> y -> x");
    }

    @Test
    void oneThatDependsOnItselfIsACycle() {
        assertThat(problems(define("a").dependsOn("a")))
                .containsExactly("quarkus.processes.a.depends-on: Circular dependency: a -> a");
    }

    @Test
    void aMissingDependencyComesWithTheKnownOnesAndASuggestion() {
        assertThat(problems(define("api").dependsOn("databse"), define("database"), define("cache")))
                .containsExactly("quarkus.processes.api.depends-on: Missing dependency: there is no process 'databse'; "
                        + "known: api, cache, database; did you mean 'database'?");
    }

    @Test
    void aDependencyThatMayBeAbsentIsNotMissingAndOrdersWhenItIsThere() {
        assertThat(problems(define("api").dependsOn(Dependency.ifPresent("zoo")))).isEmpty();
        assertThat(plan(define("api").dependsOn(Dependency.ifPresent("zoo"))).waitsFor(
                define("api").dependsOn(Dependency.ifPresent("zoo")).build())).isEmpty();
        assertThat(plan(define("api").dependsOn(Dependency.ifPresent("zoo")), define("zoo")).ids())
                .containsExactly("zoo", "api");
        assertThat(problems(define("api").dependsOn(Dependency.ifPresent("zoo")),
                define("zoo").dependsOn(Dependency.ifPresent("api"))))
                .containsExactly("quarkus.processes.api.depends-on: Circular dependency: api -> zoo -> api");
    }

    @Test
    void oneThatNeverEndsCannotBeWaitedForUntilItHasExited() {
        assertThat(problems(define("api").dependsOn("job", Condition.EXITED),
                define("job").restart(restart -> restart.policy(RestartPolicy.Mode.ALWAYS)))).isEmpty();
        assertThat(problems(define("api").dependsOn("job", Condition.EXITED),
                define("job").restart(restart -> restart.policy(RestartPolicy.Mode.ALWAYS).unlimited())))
                .singleElement().asString().contains("which restarts after each exit without a limit");
    }

    @Test
    void theEndOfATaskCanBeTheConditionOfAllDependencies() {
        Plan plan = plan(define("job").kind(ProcessKind.TASK), define("api").dependsOn("job").waitFor(Condition.EXITED));

        assertThat(conditions(plan, "api")).containsExactly(Condition.EXITED);
    }

    @Test
    void nothingSimilarIsNoSuggestion() {
        assertThat(Suggestion.of("zookeeper", List.of("api", "db"))).isEqualTo("; known: api, db");
    }

    @Test
    void swappedLettersAreASmallMistake() {
        assertThat(Suggestion.of("aip", List.of("api", "db"))).endsWith("did you mean 'api'?");
    }

    @Test
    void healthyNeedsACheck() {
        assertThat(problems(define("api").dependsOn(Dependency.on("db", Condition.HEALTHY)), define("db")))
                .singleElement().asString().contains("waits for 'db' to be healthy, which has no health check");
    }

    @Test
    void withoutAConditionACheckMakesTheDifference() {
        Plan plan = plan(define("checked").health(health -> health.probe(context -> new CompletableFuture<>())),
                define("plain"), define("a").dependsOn("checked", "plain"),
                define("b").dependsOn("checked", "plain").waitFor(Condition.STARTED),
                define("c").dependsOn(Dependency.on("checked", Condition.RUNNING)).waitFor(Condition.STARTED));

        assertThat(conditions(plan, "a")).containsExactly(Condition.HEALTHY, Condition.RUNNING);
        assertThat(conditions(plan, "b")).containsExactly(Condition.STARTED, Condition.STARTED);
        assertThat(conditions(plan, "c")).containsExactly(Condition.RUNNING);
    }

    @Test
    void aPlanIsNeverMadeOfProblemsAndNamesAllOfThem() {
        List<ProcessDefinition> broken = List.of(define("a").dependsOn("b").build(), define("c").dependsOn("c").build());

        assertThatThrownBy(() -> Plan.of(broken)).isInstanceOf(ProcessException.class)
                .hasMessageContaining("Missing dependency").hasMessageContaining("Circular dependency: c -> c");
    }

    private static List<Condition> conditions(Plan plan, String id) {
        ProcessDefinition definition = plan.find(id).orElseThrow();
        return definition.dependencies().stream().map(dependency -> plan.condition(definition, dependency)).toList();
    }

    private static Plan plan(ProcessDefinitionBuilder... builders) {
        return Plan.of(definitions(builders));
    }

    private static List<String> problems(ProcessDefinitionBuilder... builders) {
        return Plan.problems(definitions(builders)).stream().map(Problem::toString).toList();
    }

    private static List<ProcessDefinition> definitions(ProcessDefinitionBuilder... builders) {
        return Arrays.stream(builders).map(ProcessDefinitionBuilder::build).toList();
    }

    private static ProcessDefinitionBuilder define(String id) {
        return ProcessDefinition.builder(id).command("run", id);
    }
}
