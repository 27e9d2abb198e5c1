package io.quarkiverse.processmanager.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;

/** Definitions of a test, on top of those that the application declares. */
class OverriddenDefinitionsTest {

    private static ProcessDefinition fake(String id) {
        return ProcessDefinition.builder(id).command("fake").build();
    }

    @Test
    void aDefinitionReplacesADeclaredOneAsAWholeOrIsAdded() {
        Definitions declared = Configured.with("db.command=postgres", "db.args=-D,data", "api.command=node").read();

        Definitions overridden = declared.overriddenBy(List.of(fake("db"), fake("extra")));

        assertThat(overridden.all()).extracting(ProcessDefinition::id).containsExactly("api", "db", "extra");
        assertThat(overridden.all().get(1)).isEqualTo(fake("db"));
        assertThat(overridden.plan().ids()).containsExactlyInAnyOrder("api", "db", "extra");
    }

    @Test
    void theProblemsOfAReplacedProcessAreGoneAndNoOthers() {
        Definitions declared = Configured.with("db.port=9000", "api.command=node", "api.stop.timeout=soon").read();

        assertThat(declared.overriddenBy(List.of(fake("db"))).problems()).extracting(Problem::processId).containsOnly("api");
    }

    @Test
    void aDefinitionThatDoesNotFitIsAProblem() {
        Definitions declared = Configured.with("db.command=postgres").read();
        ProcessDefinition lost = ProcessDefinition.builder("extra").command("fake").dependsOn("cache").build();

        assertThat(declared.overriddenBy(List.of(lost)).allProblems()).extracting(Problem::toString).singleElement().asString()
                .contains("quarkus.processes.extra", "cache");
    }
}
