package io.quarkiverse.processmanager.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jboss.logmanager.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.processmanager.CheckType;
import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessPattern;
import io.quarkiverse.processmanager.ProcessPatterns;
import io.quarkiverse.processmanager.RestartPolicy;
import io.quarkiverse.processmanager.TestPolicy;
import io.quarkiverse.processmanager.probe.HttpProbe;
import io.quarkiverse.processmanager.probe.LogProbe;
import io.quarkiverse.processmanager.probe.TcpProbe;
import io.quarkiverse.processmanager.runtime.definition.pattern.PatternSettings;
import io.quarkiverse.processmanager.runtime.rules.text.Suggestion;

class PatternsTest {

    /** A pattern of an application. */
    record Own(String name, String dependency) implements ProcessPattern {

        @Override
        public void apply(ProcessDefinitionBuilder defaults) {
            defaults.command("npm", "start").env("A", "own").env("B", "own").dependsOn(dependency)
                    .restart(restart -> restart.max(9))
                    .health(health -> health.log("listening").args("x")).log(log -> log.level(Level.DEBUG));
        }
    }

    /** A pattern that comes too late. */
    record Late(String name) implements ProcessPattern {

        @Override
        public void apply(ProcessDefinitionBuilder defaults) {
            defaults.command("redis-server").config("quarkus.redis.hosts", "x").autoStart(false).test(TestPolicy.OFF);
        }
    }

    @Test
    void aPatternNeitherContributesNorDecidesWhetherTheProcessContributes() {
        PatternRegistry patterns = PatternRegistry.with(List.of(new Late("late")));
        String late = "comes from a pattern, which is applied after the application has read its configuration; set it as a "
                + "property of the process";

        assertThat(Configured.with("a.pattern=late").read(patterns).problems()).extracting(Problem::toString).containsExactly(
                "quarkus.processes.a.config.\"quarkus.redis.hosts\": " + late,
                "quarkus.processes.a.auto-start: decides whether the config of the process counts, but " + late,
                "quarkus.processes.a.test: decides whether the config of the process counts, but " + late);
        assertThat(Configured.with("a.pattern=late", "a.config.\"quarkus.redis.hosts\"=y", "a.auto-start=true", "a.test=own")
                .read(patterns)
                .problems()).isEmpty();
    }

    static List<ProcessPattern> builtIn() {
        return ProcessPatterns.all();
    }

    @Test
    void theNamesOfThePatternsAreUsable() {
        assertThat(ProcessPatterns.all()).extracting(ProcessPattern::name).contains("web-server", "database", "worker",
                "blockchain-node").doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("builtIn")
    void propertyAndBuilderResultInEqualDefinitions(ProcessPattern pattern) {
        ProcessDefinition byBuilder = ProcessDefinition.builder("web", pattern).command("x").port(80).build();

        assertThat(Configured.with("web.command=x", "web.port=80", "web.pattern=" + pattern.name()).definition())
                .isEqualTo(byBuilder);
        assertThat(byBuilder.pattern().orElseThrow().settings()).isNotEmpty();
    }

    @Test
    void aWebServerIsCheckedWithARequest() {
        ProcessDefinition web = ProcessPatterns.webServer("web").command("x").port(3000).build();

        assertThat(web.healthCheck().orElseThrow().probe()).isEqualTo(HttpProbe.get("http://localhost:3000/health"));
        assertThat(web.healthCheck().orElseThrow().schedule().interval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(web.pattern()).contains(
                new PatternSettings("web-server",
                        Map.of("kind", "service", "url-scheme", "http", "health.path", "/health", "health.interval", "30s")));
    }

    @Test
    void aDatabaseIsCheckedWithAConnection() {
        ProcessDefinition db = ProcessPatterns.database("db").command("x").port(5432).startupTimeout(Duration.ofSeconds(10))
                .build();

        assertThat(db.healthCheck().orElseThrow().probe()).isEqualTo(new TcpProbe("localhost", 5432));
        assertThat(db.start().timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(db.pattern().orElseThrow().settings()).doesNotContainKey("startup-timeout");
    }

    @ParameterizedTest
    @ValueSource(strings = { "database", "blockchain-node", "node-dev-server", "web-server" })
    void aPatternThatChecksThePortNeedsAPort(String pattern) {
        Configured without = Configured.with("db.command=x", "db.pattern=" + pattern);

        assertThat(without.problems()).singleElement().asString().contains("port of the process");
        assertThat(Configured.with("db.command=x", "db.pattern=" + pattern, "db.health.type=none").problems()).isEmpty();
        assertThat(Configured.with("db.command=x", "db.pattern=" + pattern, "db.health.command=check").problems()).isEmpty();
    }

    @Test
    void aWorkerRestartsAfterACrashAndNeedsNoCheck() {
        ProcessDefinition worker = ProcessPatterns.worker("worker").command("x").build();

        assertThat(worker.healthCheck()).isEmpty();
        assertThat(worker.restart().mode()).isEqualTo(RestartPolicy.Mode.ON_FAILURE);
        assertThat(worker.restart().max()).hasValue(5);
        assertThat(ProcessPatterns.worker("worker").command("x").health(health -> health.log("ready")).build().healthCheck())
                .isPresent();
    }

    @Test
    void aSettingOverridesThePattern() {
        ProcessDefinition web = ProcessDefinition.builder("web", new Own("own", "db")).restart(restart -> restart.max(1))
                .env("A", "mine").build();

        assertThat(web.restart().max()).hasValue(1);
        assertThat(web.command().environment()).isEqualTo(Map.of("A", "mine", "B", "own"));
        assertThat(web.pattern().orElseThrow().settings()).containsOnlyKeys("command", "env.B", "depends-on", "health.log",
                "health.args", "log.level");
    }

    @Test
    void aSettingWithTheDefaultValueOverridesThePattern() {
        assertThat(read(new Own("own", "db"), "web.restart.max=5").restart().max()).hasValue(5);
        assertThat(read(new Own("own", "db")).restart().max()).hasValue(9);
    }

    @Test
    void aListOfTheUserReplacesTheListOfThePattern() {
        assertThat(read(new Own("own", "db"), "web.depends-on=cache").dependencies()).extracting("id").containsExactly("cache");
    }

    @Test
    void oneKindOfCheckReplacesAnother() {
        ProcessDefinition web = read(ProcessPatterns.WEB_SERVER, "web.command=x", "web.health.log=ready");

        assertThat(web.healthCheck().orElseThrow().probe()).isEqualTo(new LogProbe("ready"));
        assertThat(web.pattern().orElseThrow().settings()).containsOnlyKeys("health.interval", "kind", "url-scheme");
        assertThat(read(ProcessPatterns.WEB_SERVER, "web.command=x", "web.port=1", "web.health.type=tcp").healthCheck()
                .orElseThrow().probe()).isEqualTo(new TcpProbe("localhost", 1));
        assertThat(ProcessPatterns.database("db").command("x").health(health -> health.path("/x")).port(1).build().healthCheck()
                .orElseThrow()
                .probe()).isEqualTo(HttpProbe.get("http://localhost:1/x"));
    }

    @Test
    void aCommonSettingOverridesThePattern() {
        Definitions definitions = Configured.with("web.pattern=own")
                .andGlobal("quarkus.process-manager.log.level=warning").read(patterns(new Own("own", "db")));

        assertThat(definitions.all().get(0).log().level()).isEqualTo(Level.WARN);
        assertThat(read(new Own("own", "db")).log().level()).isEqualTo(Level.DEBUG);
    }

    @Test
    void anEnvFileOverridesThePattern(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve(".env"), "A=file\n");
        ProcessDefinition web = Configured.with("web.pattern=own", "web.env-file=.env").in(directory)
                .read(patterns(new Own("own", "db"))).all().get(0);

        assertThat(web.command().environment()).isEqualTo(Map.of("A", "file", "B", "own"));
        assertThat(web.pattern().orElseThrow().settings()).containsKey("env.B").doesNotContainKey("env.A");
    }

    @Test
    void anEnvironmentVariableOverridesThePattern() {
        assertThat(Configured.with("web.pattern=worker", "web.command=x").andVariable("QUARKUS_PROCESSES_WEB_RESTART_MAX", "2")
                .definition().restart().max()).hasValue(2);
    }

    @Test
    void theProblemOfAnUnknownPatternListsTheKnownPatternsAndASuggestion() {
        assertThat(Configured.with("web.command=x", "web.pattern=web-servr").problems()).containsExactly(
                "quarkus.processes.web.pattern: there is no pattern 'web-servr'"
                        + Suggestion.of("web-servr", ProcessPatterns.all().stream().map(ProcessPattern::name).toList()))
                .singleElement().asString().endsWith("did you mean 'web-server'?");
    }

    @Test
    void eachPatternNeedsAValidNameOfItsOwn() {
        assertThat(patterns(new Own("worker", "x"), new Own("No good", "x")).problems()).satisfiesExactly(
                problem -> assertThat(problem).startsWith("cannot use pattern 'worker' of " + Own.class.getName()),
                problem -> assertThat(problem).contains("'No good'", "its name must be"));
    }

    @Test
    void aPatternCanBuildOnAnother() {
        ProcessPattern nested = new ProcessPattern() {
            @Override
            public String name() {
                return "nested";
            }

            @Override
            public void apply(ProcessDefinitionBuilder defaults) {
                ProcessPatterns.WORKER.apply(defaults);
                defaults.restart(restart -> restart.max(1));
            }
        };
        ProcessDefinition web = ProcessDefinition.builder("web", nested).command("x").build();

        assertThat(web.restart().max()).hasValue(1);
        assertThat(web.pattern().orElseThrow().settings()).isEqualTo(
                Map.of("kind", "service", "restart.policy", "on-failure", "restart.max", "1", "stop.timeout", "30s"));
    }

    @Test
    void valuesOfAPatternAreNotInItsText() {
        assertThat(new PatternSettings("own", Map.of("env.TOKEN", "secret")).toString()).contains("env.TOKEN")
                .doesNotContain("secret");
    }

    @Test
    void aProbeOfThePatternIsAKindOfCheckToo() {
        HttpProbe probe = HttpProbe.get("http://localhost:1/");

        assertThat(ProcessPatterns.database("db").command("x").health(health -> health.probe(probe)).build().healthCheck()
                .orElseThrow().probe())
                .isEqualTo(probe);
        assertThat(
                ProcessDefinition.builder("db").command("x").health(health -> health.probe(probe).type(CheckType.NONE)).build()
                        .healthCheck())
                .isEqualTo(Optional.empty());
    }

    private static ProcessDefinition read(ProcessPattern pattern, String... settings) {
        Definitions definitions = Configured.with(settings).andGlobal("quarkus.processes.web.pattern=" + pattern.name())
                .read(pattern instanceof Own ? patterns(pattern) : PatternRegistry.builtIn());
        assertThat(definitions.problems()).isEmpty();
        return definitions.all().get(0);
    }

    private static PatternRegistry patterns(ProcessPattern... own) {
        return PatternRegistry.with(List.of(own));
    }
}
