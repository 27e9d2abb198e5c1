package io.quarkiverse.processmanager.runtime.rules.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessPattern;
import io.quarkiverse.processmanager.ProcessPatterns;

class ReferencesTest {

    @Test
    void aDependentFindsHostAndPortOfItsDependency() {
        assertThat(variables(define("web").dependsOn("db"), define("db").port(5432)))
                .isEqualTo(Map.of("DB_HOST", "localhost", "DB_PORT", "5432"));
    }

    @Test
    void theIdIsInUpperCaseWithUnderscores() {
        assertThat(variables(define("web").dependsOn("my-db"), define("my-db").port(1)))
                .containsOnlyKeys("MY_DB_HOST", "MY_DB_PORT");
    }

    @Test
    void thePortsWithANameAreShownToo() {
        assertThat(variables(define("web").dependsOn("db"), define("db").port(5432).port("admin", 80).port("my-grpc", 81)))
                .isEqualTo(Map.of("DB_HOST", "localhost", "DB_PORT", "5432", "DB_PORT_ADMIN", "80", "DB_PORT_MY_GRPC", "81"));
        assertThat(variables(define("web").dependsOn("db"), define("db").port("admin", 80).urlScheme("http")))
                .isEqualTo(Map.of("DB_HOST", "localhost", "DB_PORT_ADMIN", "80"));
    }

    @Test
    void theHostOfTheDependencyIsShown() {
        assertThat(variables(define("web").dependsOn("db"), define("db").host("db.example.org").port(1).urlScheme("x")))
                .containsEntry("DB_HOST", "db.example.org").containsEntry("DB_URL", "x://db.example.org:1");
        assertThat(variables(define("web").dependsOn("db"), define("db").host("::1").port(1).urlScheme("x")))
                .containsEntry("DB_HOST", "::1").containsEntry("DB_URL", "x://[::1]:1");
    }

    /** A build for production chooses no port. */
    @Test
    void aPortThatIsChosenLaterIsNotShown() {
        assertThat(variables(define("web").dependsOn("db"), define("db").port(0).urlScheme("x"))).isEmpty();
    }

    @Test
    void twoDependenciesMustNotGiveTheSameVariable() {
        assertThat(problems(define("web").dependsOn("db", "db-port"), define("db").port("port", 1),
                define("db-port").port(2)))
                .containsExactly("quarkus.processes.web.inject-dependencies: its dependencies 'db' and"
                        + " 'db-port' both give it the variable DB_PORT_PORT; set env.DB_PORT_PORT, or write"
                        + " inject-dependencies=false");
        assertThat(problems(define("web").dependsOn("db", "db-port"), define("db").port("port", 0), define("db-port").port(0)))
                .as("a build for production chooses no port").hasSize(1);
        assertThat(problems(define("web").dependsOn("db", "db-port").env("DB_PORT_PORT", "1"), define("db").port("port", 1),
                define("db-port").port(2))).isEmpty();
        assertThat(problems(define("web").dependsOn("db", "db-port").injectDependencies(false), define("db").port("port", 1),
                define("db-port").port(2))).isEmpty();
    }

    @Test
    void aDependencyMustNotGiveTheVariableOfAnOwnPort() {
        assertThat(problems(define("web").port("host", 1).dependsOn("port"), define("port").port(2))).singleElement().asString()
                .startsWith(
                        "quarkus.processes.web.inject-dependencies: the variable PORT_HOST is that of a port of its own, and"
                                + " its dependency 'port' gives it the same variable");
    }

    /** What code creates must not break what is declared. */
    @Test
    void aCreatedDependencyWithTheSameVariableIsRefused() {
        PlannedProcesses before = PlannedProcesses.EMPTY.declare(Plan.of(list(
                define("web").dependsOn(Dependency.ifPresent("db")).dependsOn(Dependency.ifPresent("db-port")),
                define("db").port("port", 1))))
                .processes();

        assertThatThrownBy(() -> before.create(list(define("db-port").port(2)))).isInstanceOf(ProcessException.class)
                .hasMessageContaining("'web' would get the variable DB_PORT_PORT from 'db' and from 'db-port'");
    }

    @Test
    void aProcessWithoutAPortHasNoAddress() {
        assertThat(variables(define("web").dependsOn("build"), define("build"))).isEmpty();
    }

    @Test
    void onlyADirectDependencyIsShown() {
        assertThat(variables(define("web").dependsOn("api"), define("api").port(1).dependsOn("db"), define("db").port(2)))
                .containsOnlyKeys("API_HOST", "API_PORT");
    }

    @Test
    void aDependencyWithASchemeHasAUrl() {
        assertThat(variables(define("web").dependsOn("db"), define("db").port(5432).urlScheme("jdbc:postgresql")))
                .containsEntry("DB_URL", "jdbc:postgresql://localhost:5432");
    }

    @Test
    void aFurtherPortWithASchemeHasAUrlOfItsOwn() {
        assertThat(variables(define("web").dependsOn("mq"),
                define("mq").port(5672).port("admin-ui", 15672).port("debug", 5005).urlScheme("admin-ui", "http")))
                .containsEntry("MQ_URL_ADMIN_UI", "http://localhost:15672").doesNotContainKeys("MQ_URL", "MQ_URL_DEBUG");
    }

    @Test
    void anHttpCheckOnThePortTellsTheScheme() {
        assertThat(url(define("db").port(80).health(health -> health.path("/")))).isEqualTo("http://localhost:80");
        assertThat(url(define("db").port(443).health(health -> health.url("https://localhost/"))))
                .isEqualTo("https://localhost:443");
        assertThat(url(define("db").port(81).health(health -> health.url("http://localhost:82/")))).isNull();
        assertThat(url(define("db").port(81))).isNull();
    }

    @Test
    void thePatternsOfWebServersHaveAScheme() {
        assertThat(url(ProcessPatterns.nodeDevServer("db").command("x").port(80))).isEqualTo("http://localhost:80");
        assertThat(url(ProcessPatterns.webServer("db").command("x").port(80).health(health -> health.log("ready"))))
                .isEqualTo("http://localhost:80");
        assertThat(url(ProcessPatterns.webServer("db").command("x").port(80).health(
                health -> health.url("https://localhost:80/")))).isEqualTo("https://localhost:80");
        assertThat(url(ProcessPatterns.database("db").command("x").port(80))).isNull();
    }

    @Test
    void aSchemeThatIsNoneIsRefused() {
        assertThatThrownBy(() -> define("db").urlScheme("http://").build()).isInstanceOf(ProcessException.class)
                .hasMessageContaining("url-scheme").hasMessageContaining("'http://' is not a URL scheme");
    }

    @Test
    void whatTheUserSetsOrRemovesIsLeftAlone() {
        assertThat(variables(define("web").dependsOn("db").env("DB_HOST", "db.example.org").unsetEnv("DB_PORT"),
                define("db").port(5432).urlScheme("x"))).containsOnlyKeys("DB_URL");
    }

    @Test
    void aVariableOfThePatternOfTheDependentWins() {
        ProcessDefinition web = ProcessDefinition.builder("web", new OwnPattern()).command("x").dependsOn("db").build();

        assertThat(Plan.of(List.of(web, define("db").port(1).build())).find("web").orElseThrow().command().references())
                .isEqualTo(Map.of("db", Map.of("DB_HOST", "localhost")));
    }

    private record OwnPattern() implements ProcessPattern {

        @Override
        public String name() {
            return "own";
        }

        @Override
        public void apply(ProcessDefinitionBuilder builder) {
            builder.env("DB_PORT", "7");
        }
    }

    @Test
    void theVariablesCanBeSwitchedOff() {
        assertThat(variables(define("web").dependsOn("db").injectDependencies(false), define("db").port(1))).isEmpty();
    }

    @Test
    void anOptionalDependencyThatIsAbsentGivesNothing() {
        assertThat(variables(define("web").dependsOn(Dependency.ifPresent("db")))).isEmpty();
        assertThat(variables(define("web").dependsOn(Dependency.ifPresent("db")), define("db").port(1))).isNotEmpty();
    }

    @Test
    void theVariablesFollowTheProcessesThatCodeCreates() {
        PlannedProcesses before = PlannedProcesses.EMPTY
                .declare(Plan.of(list(define("web").dependsOn(Dependency.ifPresent("db"))))).processes();

        PlannedProcesses after = before.create(list(define("db").port(5432)));

        assertThat(after.plan().find("web").orElseThrow().command().references()).containsOnlyKeys("db");
        assertThat(after.plan().findGiven("web")).isEqualTo(before.plan().findGiven("web"));
        assertThat(after.remove("db").plan().find("web").orElseThrow().command().references()).isEmpty();
    }

    @Test
    void theDefinitionsOfAPlanCanBeCreatedAgain() {
        PlannedProcesses processes = PlannedProcesses.EMPTY.create(list(define("web").dependsOn("db"), define("db").port(1)));

        assertThat(processes.create(processes.plan().definitions()).plan().find("web")).isEqualTo(processes.plan().find("web"));
    }

    @Test
    void theDryRunShowsTheVariables() {
        Plan plan = Plan.of(list(define("web").port(2).dependsOn("db"), define("db").port(1)));

        assertThat(DryRun.environment(plan.find("web").orElseThrow()))
                .isEqualTo(Map.of("PORT", "2", "DB_HOST", "localhost", "DB_PORT", "1"));
    }

    private static String url(ProcessDefinitionBuilder db) {
        return variables(define("web").dependsOn("db"), db).get("DB_URL");
    }

    private static Map<String, String> variables(ProcessDefinitionBuilder... builders) {
        Map<String, String> all = new TreeMap<>();
        Plan.of(list(builders)).find("web").orElseThrow().command().references().values().forEach(all::putAll);
        return all;
    }

    static List<String> problems(ProcessDefinitionBuilder... builders) {
        return Plan.problems(list(builders)).stream().map(Problem::toString).toList();
    }

    private static List<ProcessDefinition> list(ProcessDefinitionBuilder... builders) {
        return Arrays.stream(builders).map(ProcessDefinitionBuilder::build).toList();
    }

    private static ProcessDefinitionBuilder define(String id) {
        return ProcessDefinition.builder(id).command("x");
    }
}
