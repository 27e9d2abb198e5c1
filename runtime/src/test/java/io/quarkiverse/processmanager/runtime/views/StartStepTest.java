package io.quarkiverse.processmanager.runtime.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Dependency.Condition;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.StartPhase;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;

class StartStepTest {

    private static ProcessDefinitionBuilder process(String id, String... dependencies) {
        ProcessDefinitionBuilder builder = ProcessDefinition.builder(id).command("true");
        Arrays.stream(dependencies).forEach(other -> builder.dependsOn(other));
        return builder;
    }

    private static List<String> steps(ProcessDefinitionBuilder... builders) {
        List<ProcessDefinition> definitions = Plan
                .of(Arrays.stream(builders).map(ProcessDefinitionBuilder::build).toList()).definitions();
        Map<String, Map<String, Condition>> waitsFor = new LinkedHashMap<>();
        definitions.forEach(definition -> {
            Map<String, Condition> waits = new LinkedHashMap<>();
            definition.dependencies().forEach(dependency -> waits.put(dependency.id(), Condition.RUNNING));
            waitsFor.put(definition.id(), waits);
        });
        return StartStep.of(new Rows(definitions, waitsFor, RowFacts.NONE)).stream()
                .map(step -> (step.step().isPresent() ? step.step().getAsInt() : "-") + " " + step.id()
                        + (step.startedBy().isEmpty() ? "" : " for " + step.startedBy()))
                .toList();
    }

    @Test
    void aProcessIsOneStepBehindItsLastDependency() {
        assertThat(steps(process("web", "api", "db"), process("api", "db"), process("cache"), process("db")))
                .containsExactly("1 db", "1 cache", "2 api", "3 web");
    }

    @Test
    void aProcessThatStartsAfterTheApplicationIsBehindAllOthers() {
        assertThat(steps(process("api", "db"), process("db"), process("ui").startPhase(StartPhase.AFTER_APP)))
                .containsExactly("1 db", "2 api", "3 ui");
    }

    @Test
    void aProcessThatWaitsForACommandHasNoStep() {
        assertThat(steps(process("report", "db").autoStart(false), process("db"))).containsExactly("1 db", "- report");
    }

    @Test
    void aDependentStartsItsDependencies() {
        assertThat(steps(process("web", "api"), process("api", "seed").autoStart(false), process("seed").autoStart(false)))
                .containsExactly("1 seed for [api]", "2 api for [web]", "3 web");
    }
}
