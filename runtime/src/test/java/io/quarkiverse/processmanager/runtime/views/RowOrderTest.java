package io.quarkiverse.processmanager.runtime.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.Dependency.Condition;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.definition.pattern.PatternSettings;

class RowOrderTest {

    @Test
    void theOrderIsThatOfTheStart() {
        assertThat(
                order(define("late").autoStart(false).build(), define("db").build(), define("worker").dependsOn("api").build(),
                        define("api").dependsOn("db").build(), define("clock").build()))
                .containsExactly("db", "clock", "api", "worker", "late");
    }

    @Test
    void theInitializationOfAServiceStandsInFrontOfItsService() {
        assertThat(order(define("db-init").kind(ProcessKind.TASK).build(), define("cache").build(),
                service(define("db").dependsOn("db-init")), define("api").dependsOn("cache").build()))
                .containsExactly("cache", "db-init", "db", "api");
    }

    @Test
    void aTaskOfAUserWithSuchANameStandsWhereItStarts() {
        assertThat(order(define("db-init").kind(ProcessKind.TASK).build(), define("cache").build(),
                define("db").dependsOn("db-init").build()))
                .containsExactly("db-init", "cache", "db");
    }

    private static ProcessDefinition service(ProcessDefinitionBuilder builder) {
        return ProcessSettings.of(builder.build()).withPattern(new PatternSettings("postgresql", true, Map.of()));
    }

    private static List<String> order(ProcessDefinition... definitions) {
        Map<String, Map<String, Condition>> waitsFor = new LinkedHashMap<>();
        Stream.of(definitions).forEach(definition -> {
            Map<String, Condition> conditions = new LinkedHashMap<>();
            definition.dependencies().stream().map(Dependency::id).forEach(id -> conditions.put(id, Condition.RUNNING));
            waitsFor.put(definition.id(), conditions);
        });
        return RowOrder.of(inPlan(definitions), waitsFor).stream().map(ProcessDefinition::id).toList();
    }

    /** As a plan has them: each after its dependencies. */
    private static List<ProcessDefinition> inPlan(ProcessDefinition... definitions) {
        Map<String, ProcessDefinition> all = new LinkedHashMap<>();
        Stream.of(definitions).forEach(definition -> all.put(definition.id(), definition));
        Map<String, ProcessDefinition> sorted = new LinkedHashMap<>();
        all.values().forEach(definition -> add(definition, all, sorted));
        return List.copyOf(sorted.values());
    }

    private static void add(ProcessDefinition definition, Map<String, ProcessDefinition> all,
            Map<String, ProcessDefinition> sorted) {
        definition.dependencies().forEach(dependency -> add(all.get(dependency.id()), all, sorted));
        sorted.putIfAbsent(definition.id(), definition);
    }

    private static ProcessDefinitionBuilder define(String id) {
        return ProcessDefinition.builder(id).command("sleep", "1");
    }
}
