package io.quarkiverse.processmanager.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.StartPhase;
import io.quarkus.runtime.LaunchMode;

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

    @Test
    void theReplacementOfAProcessBeforeTheApplicationStartsBeforeItToo() {
        Definitions declared = Configured.with("db.command=postgres", "db.config.\"app.url\"=x", "db.depends-on=disk",
                "disk.command=mount", "web.command=vite", "web.start-phase=after-app", "api.command=node").read();

        Map<String, StartPhase> phases = phases(
                declared.overriddenBy(List.of(fake("db"), fake("disk"), fake("web"), fake("api"), fake("extra"))));

        assertThat(phases).containsOnly(entry("db", StartPhase.BEFORE_APP), entry("disk", StartPhase.BEFORE_APP),
                entry("web", StartPhase.AFTER_APP), entry("api", StartPhase.WITH_APP), entry("extra", StartPhase.WITH_APP));
    }

    @Test
    void aPhaseOrContributionsOfTheReplacementCount() {
        Definitions declared = Configured.with("db.command=postgres", "db.config.\"app.url\"=x", "web.command=vite",
                "web.depends-on=page", "page.command=x", "page.start-phase=after-app", "idle.command=x",
                "idle.config.\"app.idle\"=x").read();
        ProcessDefinition later = ProcessDefinition.builder("db").command("fake").startPhase(StartPhase.WITH_APP).build();
        ProcessDefinition contributing = ProcessDefinition.builder("web").command("fake").config("app.web", "x").build();
        ProcessDefinition idle = ProcessDefinition.builder("idle").command("fake").autoStart(false).build();

        Map<String, StartPhase> phases = phases(declared.overriddenBy(List.of(later, contributing, idle)));

        assertThat(phases).contains(entry("db", StartPhase.WITH_APP), entry("web", StartPhase.BEFORE_APP),
                entry("idle", StartPhase.WITH_APP));
    }

    @Test
    void aProcessThatTheTestsDoNotHaveGivesNoPhase() {
        Definitions declared = Configured.with("db.command=postgres", "db.config.\"app.url\"=x", "db.test=off")
                .atStartOf(LaunchMode.TEST).read();

        assertThat(phases(declared.overriddenBy(List.of(fake("db"))))).containsOnly(entry("db", StartPhase.WITH_APP));
    }

    private static Map<String, StartPhase> phases(Definitions definitions) {
        assertThat(definitions.allProblems()).isEmpty();
        return definitions.plan().definitions().stream()
                .collect(Collectors.toMap(ProcessDefinition::id, definition -> definition.start().phase().get()));
    }
}
