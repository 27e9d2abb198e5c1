package io.quarkiverse.processmanager.runtime.rules.plan;

import static io.quarkiverse.processmanager.StartPhase.AFTER_APP;
import static io.quarkiverse.processmanager.StartPhase.BEFORE_APP;
import static io.quarkiverse.processmanager.StartPhase.WITH_APP;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.StartPhase;

class PlannedPhasesTest {

    @Test
    void aProcessStartsWithTheApplicationUnlessOneOfItsSettingsSaysOtherwise() {
        assertThat(phase("a", define("a"))).isEqualTo(WITH_APP);
        assertThat(phase("a", define("a").startPhase(BEFORE_APP))).isEqualTo(BEFORE_APP);
        assertThat(phase("a", define("a").autoStart(false))).isEqualTo(WITH_APP);
    }

    @Test
    void whatAProcessBeforeTheApplicationDependsOnStartsBeforeTheApplicationToo() {
        ProcessDefinitionBuilder[] chain = { define("disk"), define("db").dependsOn("disk"),
                define("migrate").dependsOn("db").startPhase(BEFORE_APP), define("ui").dependsOn("db") };

        assertThat(phase("disk", chain)).isEqualTo(BEFORE_APP);
        assertThat(phase("db", chain)).isEqualTo(BEFORE_APP);
        assertThat(phase("ui", chain)).isEqualTo(WITH_APP);
    }

    /** The configuration of the application then points to the process. */
    @Test
    void aProcessThatContributesConfigurationStartsBeforeTheApplication() {
        ProcessDefinitionBuilder[] both = { define("db").config("quarkus.datasource.jdbc.url", "x").dependsOn("disk"),
                define("disk") };

        assertThat(phase("db", both)).isEqualTo(BEFORE_APP);
        assertThat(phase("disk", both)).isEqualTo(BEFORE_APP);
        assertThat(phase("db", define("db").config("a.b", "x").startPhase(WITH_APP))).isEqualTo(WITH_APP);
        assertThat(phase("db", define("db").config("a.b", "x").autoStart(false))).isEqualTo(WITH_APP);
        assertThat(problems(define("ui").startPhase(AFTER_APP), define("db").dependsOn("ui").config("a.b", "x")))
                .containsExactly("quarkus.processes.db.depends-on: 'db' starts before the application (because of its config), "
                        + "but depends on 'ui', which starts after the application; give both the same start-phase");
    }

    @Test
    void whatDependsOnAProcessAfterTheApplicationStartsAfterTheApplicationToo() {
        ProcessDefinitionBuilder[] chain = { define("proxy").dependsOn("ui"), define("ui").dependsOn("seed"),
                define("seed").dependsOn("db").startPhase(AFTER_APP), define("db") };

        assertThat(phase("proxy", chain)).isEqualTo(AFTER_APP);
        assertThat(phase("ui", chain)).isEqualTo(AFTER_APP);
        assertThat(phase("db", chain)).isEqualTo(WITH_APP);
    }

    @Test
    void aProcessCannotStartBeforeItsDependency() {
        assertThat(problems(define("db"), define("ui").startPhase(AFTER_APP), define("a").dependsOn("ui").startPhase(WITH_APP)))
                .containsExactly("quarkus.processes.a.start-phase: 'a' starts with the application, but depends on 'ui', which "
                        + "starts after the application; give both the same start-phase");
        assertThat(problems(define("db").startPhase(WITH_APP), define("a").dependsOn("db").startPhase(BEFORE_APP)))
                .containsExactly(
                        "quarkus.processes.a.start-phase: 'a' starts before the application, but depends on 'db', which "
                                + "starts with the application; give both the same start-phase");
    }

    /** Neither 'b' nor 'ui' says when it starts: the message names the processes that decide it. */
    @Test
    void theProblemNamesTheProcessesThatDecideThePhases() {
        assertThat(problems(define("a").dependsOn("b").startPhase(BEFORE_APP), define("b").dependsOn("ui"),
                define("ui").startPhase(AFTER_APP)))
                .containsExactly(
                        "quarkus.processes.b.depends-on: 'b' starts before the application (as a dependency of 'a'), but "
                                + "depends on 'ui', which starts after the application; give both the same start-phase");
    }

    @Test
    void aCircleOfDependenciesIsReportedAsOne() {
        assertThat(problems(define("a").dependsOn("b").startPhase(BEFORE_APP), define("b").dependsOn("a")))
                .containsExactly("quarkus.processes.a.depends-on: Circular dependency: a -> b -> a");
    }

    /** A live reload must not restart a process because its settings have an unknown port until the application listens. */
    @Test
    void aProcessAfterTheApplicationKeepsItsDefinitionUntilTheApplicationListens() {
        Plan before = plan(define("ui").startPhase(AFTER_APP).env("API", "http://localhost:4711"), define("db").env("A", "1"));

        Plan next = plan(define("ui").startPhase(AFTER_APP).env("API", "http://localhost:0"), define("db").env("A", "2"))
                .beforeAppListens(before);

        assertThat(next.find("ui")).isEqualTo(before.find("ui"));
        assertThat(next.find("db").orElseThrow().command().environment()).containsEntry("A", "2");
    }

    @Test
    void aProcessAfterTheApplicationWithOtherDependenciesGetsItsNewDefinition() {
        Plan before = plan(define("ui").startPhase(AFTER_APP).dependsOn("db"), define("db"));

        Plan next = plan(define("ui").startPhase(AFTER_APP).env("A", "1")).beforeAppListens(before);

        assertThat(next.find("ui").orElseThrow().dependencies()).isEmpty();
    }

    private static StartPhase phase(String id, ProcessDefinitionBuilder... builders) {
        return plan(builders).find(id).orElseThrow().start().phase().orElseThrow();
    }

    private static List<String> problems(ProcessDefinitionBuilder... builders) {
        return Plan.problems(definitions(builders)).stream().map(Problem::toString).toList();
    }

    private static Plan plan(ProcessDefinitionBuilder... builders) {
        return Plan.of(definitions(builders));
    }

    private static List<ProcessDefinition> definitions(ProcessDefinitionBuilder... builders) {
        return Arrays.stream(builders).map(ProcessDefinitionBuilder::build).toList();
    }

    private static ProcessDefinitionBuilder define(String id) {
        return ProcessDefinition.builder(id).command("run", id);
    }
}
