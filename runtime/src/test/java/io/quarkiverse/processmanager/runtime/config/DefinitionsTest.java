package io.quarkiverse.processmanager.runtime.config;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import org.jboss.logmanager.Level;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.CheckGroup;
import io.quarkiverse.processmanager.Command;
import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.Dependency.Condition;
import io.quarkiverse.processmanager.Execution;
import io.quarkiverse.processmanager.Execution.Isolation;
import io.quarkiverse.processmanager.LogPolicy;
import io.quarkiverse.processmanager.LogPolicy.Ansi;
import io.quarkiverse.processmanager.LogPolicy.Capture;
import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessCheck;
import io.quarkiverse.processmanager.ProcessCheck.OnUnhealthy;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.RestartPolicy;
import io.quarkiverse.processmanager.StartPolicy.OnDependencyRestart;
import io.quarkiverse.processmanager.StopPolicy.Leftovers;
import io.quarkiverse.processmanager.probe.CommandProbe;
import io.quarkiverse.processmanager.probe.HttpProbe;
import io.quarkiverse.processmanager.probe.LogProbe;
import io.quarkiverse.processmanager.probe.ProbeSchedule;
import io.quarkiverse.processmanager.probe.ProbeSchedule.Eager;
import io.quarkiverse.processmanager.probe.StatusRanges;
import io.quarkiverse.processmanager.probe.TcpProbe;
import io.quarkiverse.processmanager.runtime.definition.ExecutionSettings;
import io.quarkiverse.processmanager.runtime.definition.LogFileSettings;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.definition.RestartSettings;
import io.quarkiverse.processmanager.runtime.definition.StartSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.definition.check.CheckSettings;
import io.quarkiverse.processmanager.runtime.rules.ShutdownLimits;
import io.quarkus.runtime.LaunchMode;

class DefinitionsTest {

    @Test
    void aCommandIsEnough() {
        ProcessDefinition definition = Configured.with("web.command=node server.js").definition();

        assertThat(definition).isEqualTo(ProcessDefinition.builder("web").command("node", "server.js").build());
    }

    @Test
    void everyDefaultIsThatOfTheBuilder() {
        ProcessDefinition definition = Configured.with("web.command=node", "web.health.log=ready").definition();

        assertThat(definition.start()).isEqualTo(StartSettings.DEFAULT);
        assertThat(definition.restart()).isEqualTo(RestartSettings.DEFAULT);
        assertThat(definition.stop()).isEqualTo(StopSettings.DEFAULT);
        assertThat(definition.log()).isEqualTo(LogSettings.DEFAULT);
        assertThat(definition.healthCheck())
                .contains(new CheckSettings(new LogProbe("ready"), ProbeSchedule.DEFAULT, OnUnhealthy.NONE));
    }

    @Test
    void definitionsComeInTheOrderOfTheirIds() {
        Definitions definitions = Configured.with("web.command=x", "db.command=x", "api.command=x").read();

        assertThat(definitions.all()).extracting(ProcessDefinition::id).containsExactly("api", "db", "web");
    }

    @Test
    void commandIsSplitAndArgumentsAreAppendedAsTheyAre() {
        Command command = Configured.with("web.command=node 'my server.js' --a=\"b c\"", "web.args[0]=x y", "web.args[1]=",
                "web.args[2]='q'").definition().command();

        assertThat(command.words()).containsExactly("node", "my server.js", "--a=b c", "x y", "", "'q'");
        assertThat(command.shell()).isFalse();
    }

    @Test
    void argumentsAreSeparatedByCommas() {
        Command command = Configured.with("web.command=node", "web.args=a,b\\,c").definition().command();

        assertThat(command.words()).containsExactly("node", "a", "b,c");
    }

    @Test
    void aShellGetsTheLineAsItIs() {
        Command command = Configured.with("web.shell=true", "web.command=a 'b' | c && d", "web.args=one").definition()
                .command();

        assertThat(command.shell()).isTrue();
        assertThat(command.words()).containsExactly("a 'b' | c && d", "one");
    }

    @Test
    void commandMayReferToThePort() {
        Command command = Configured
                .with("db.command=postgres -D data -p ${quarkus.processes.db.port}", "db.port=5433").definition().command();

        assertThat(command.words()).containsExactly("postgres", "-D", "data", "-p", "5433");
    }

    @Test
    void anEscapedExpressionIsLiteral() {
        Command command = Configured.with("web.command=sh -c 'echo $${HOME}'").definition().command();

        assertThat(command.words()).containsExactly("sh", "-c", "echo ${HOME}");
    }

    @Test
    void aRelativeDirectoryStartsAtTheBase() {
        assertThat(Configured.with("web.command=x", "web.cwd=../ui").definition().command().directory())
                .contains(Path.of("/ui"));
        assertThat(Configured.with("web.command=x", "web.cwd=/abs").definition().command().directory())
                .contains(Path.of("/abs"));
    }

    @Test
    void everySettingReachesTheDefinition() {
        ProcessDefinition definition = Configured.with("web.command=x", "web.name=The web", "web.port=8080",
                "web.inherit-env=false", "web.env.A=1", "web.user=postgres", "web.group=999", "web.umask=027",
                "web.nice=-5", "web.ulimits.nofile=1024:4096", "web.ulimits.\"core\"=unlimited", "web.isolation=cgroup",
                "web.success-exit-codes=0,143",
                "web.auto-start=false",
                "web.startup-window=2s", "web.startup-timeout=3s", "web.wait-timeout=4s",
                "web.on-dependency-restart=restart", "web.restart.policy=always", "web.restart.delay=1s",
                "web.restart.backoff=3", "web.restart.max-delay=5s", "web.restart.jitter=0.5", "web.restart.max=7",
                "web.restart.reset-after=8s", "web.stop.signal=SIGINT", "web.stop.timeout=9s",
                "web.stop.command=x --stop 'it now'", "web.leftovers=keep", "web.log.level=debug", "web.log.stderr-level=off",
                "web.log.buffer-size=2M", "web.log.line-length=1K").definition();

        assertThat(definition).isEqualTo(ProcessDefinition.builder("web").name("The web").port(8080).command("x").env("A", "1")
                .inheritEnv(false).user("postgres").group("999").umask("027").nice(-5).ulimit("nofile", "1024:4096")
                .ulimit("core", "unlimited").isolation(Isolation.CGROUP).autoStart(false)
                .startupWindow(Duration.ofSeconds(2)).startupTimeout(Duration.ofSeconds(3))
                .waitTimeout(Duration.ofSeconds(4)).onDependencyRestart(OnDependencyRestart.RESTART)
                .restart(restart -> restart.policy(RestartPolicy.Mode.ALWAYS).delay(Duration.ofSeconds(1)).backoff(3)
                        .maxDelay(Duration.ofSeconds(5)).jitter(0.5).max(7).resetAfter(Duration.ofSeconds(8)))
                .stop(stop -> stop.signal("INT").timeout(Duration.ofSeconds(9)).command("x", "--stop", "it now"))
                .leftovers(Leftovers.KEEP)
                .log(log -> log.level(Level.DEBUG).stderrLevel(Level.OFF).bufferSize(2 * 1024 * 1024).lineLength(1024))
                .successExitCodes(Set.of(0, 143)).build());
    }

    @Test
    void limitsCanBeVariables() {
        ProcessDefinition definition = Configured.with("web.command=x")
                .andVariable("QUARKUS_PROCESSES_WEB_ULIMITS_NOFILE", "4096")
                .andVariable("QUARKUS_PROCESSES_WEB_UMASK", "027").definition();

        assertThat(definition).isEqualTo(ProcessDefinition.builder("web").command("x").ulimit("nofile", "4096").umask("027")
                .build());
    }

    @Test
    void theBuilderSetsEachPartOfAnExecution() {
        Execution execution = ProcessDefinition.builder("a").command("x").user("u").group("g").umask("027").nice(3)
                .ulimit("core", "0").ulimit("nofile", "9").build().execution();

        assertThat(execution).isEqualTo(new ExecutionSettings(Optional.of("u"), Optional.of("g"), Optional.of("027"),
                OptionalInt.of(3), Map.of("core", "0", "nofile", "9"), Execution.Isolation.SESSION, false));
    }

    @Test
    void aProcessMayOutliveTheApplication() {
        assertThat(Configured.with("web.command=x", "web.detached=true").definition().execution())
                .isEqualTo(ProcessDefinition.builder("web").command("x").detached(true).build().execution())
                .isNotEqualTo(ExecutionSettings.DEFAULT);
    }

    @Test
    void commonLogSettingsApplyUnlessTheProcessSetsThem() {
        ProcessDefinition definition = Configured.with("web.command=x", "web.log.stderr-level=error")
                .andGlobal("quarkus.process-manager.log.level=trace", "quarkus.process-manager.log.stderr-level=warning",
                        "quarkus.process-manager.log.buffer-size=64K", "quarkus.process-manager.log.rate-limit=1000",
                        "quarkus.process-manager.log.line-length=100",
                        "quarkus.process-manager.log.ansi=strip")
                .definition();

        assertThat(definition.log())
                .isEqualTo(new LogSettings(Level.TRACE, Level.ERROR, 1_000, 64 * 1024, 100, LogPolicy.Capture.SEPARATE,
                        LogPolicy.Ansi.KEEP,
                        Optional.empty()).withAnsi(Ansi.STRIP));
    }

    @Test
    void levelsAreThoseOfQuarkus() {
        assertThat(log("log.level=WARN").level()).isEqualTo(Level.WARN);
        assertThat(log("log.level=trace").level()).isEqualTo(Level.TRACE);
        assertThat(log("log.level=ALL").level()).isEqualTo(Level.ALL);
        assertThat(log("log.level=off").level()).isEqualTo(Level.OFF);
        assertThatThrownBy(() -> log("log.level=loud")).hasMessageContainingAll("quarkus.processes.web.log.level", "loud");
    }

    @Test
    void outputCanGoManyWays() {
        assertThat(log("log.merge=true").capture()).isEqualTo(Capture.MERGED);
        assertThat(log("log.mode=direct").capture()).isEqualTo(Capture.DIRECT);
        assertThat(log("log.mode=direct", "log.merge=true").capture()).isEqualTo(Capture.DIRECT);
        assertThat(log("log.ansi=strip").ansi()).isEqualTo(Ansi.STRIP);
        assertThat(log("log.file.path=logs/web.log").file())
                .contains(new LogFileSettings(Path.of("/base/logs/web.log"), 10 * 1024 * 1024, 5));
        assertThat(log("log.file.path=/x", "log.file.rotation.max-file-size=1K", "log.file.rotation.max-backup-index=2").file())
                .contains(new LogFileSettings(Path.of("/x"), 1024, 2));
    }

    @Test
    void onlyAChangeOfWhereTheOutputGoesNeedsARestart() {
        ProcessDefinition lines = Configured.with("web.command=x").definition();
        ProcessDefinition file = Configured.with("web.command=x", "web.log.file.path=a", "web.log.ansi=strip").definition();
        ProcessDefinition merged = Configured.with("web.command=x", "web.log.merge=true").definition();
        ProcessDefinition direct = Configured.with("web.command=x", "web.log.mode=direct").definition();
        ProcessDefinition elsewhere = Configured.with("web.command=x", "web.log.mode=direct", "web.log.file.path=a")
                .definition();
        ProcessDefinition larger = Configured.with("web.command=x", "web.log.mode=direct", "web.log.file.path=a",
                "web.log.file.rotation.max-file-size=1G").definition();

        assertThat(ProcessSettings.needRestart(lines, file)).isFalse();
        assertThat(ProcessSettings.needRestart(lines, merged)).isTrue();
        assertThat(ProcessSettings.needRestart(lines, direct)).isTrue();
        assertThat(ProcessSettings.needRestart(direct, elsewhere)).isTrue();
        assertThat(ProcessSettings.needRestart(elsewhere, larger)).isFalse();
    }

    private static LogPolicy log(String... properties) {
        List<String> all = new ArrayList<>(List.of("web.command=x"));
        Arrays.stream(properties).map(property -> "web." + property).forEach(all::add);
        return Configured.with(all.toArray(String[]::new)).definition().log();
    }

    @Test
    void shutdownTimeoutIsGlobal() {
        assertThat(Configured.with().read().shutdown()).isEqualTo(ShutdownLimits.DEFAULT);
        assertThat(Configured.with().andGlobal("quarkus.process-manager.shutdown-timeout=5s").read().shutdown().timeout())
                .hasValue(Duration.ofSeconds(5));
    }

    @Test
    void aGracePeriodLongerThanTheShutdownIsAWarning() {
        Configured longGrace = Configured.with("db.command=x", "db.stop.timeout=1m", "prod.command=x", "prod.modes=prod",
                "prod.stop.timeout=1m", "web.command=x", "api.command=x");
        assertThat(longGrace.read().warnings()).as("the default adapts").isEmpty();

        assertThat(longGrace.andGlobal("quarkus.process-manager.shutdown-timeout=30s").read().warnings())
                .extracting(Problem::toString).containsExactly("quarkus.process-manager.shutdown-timeout: 30s is"
                        + " shorter than the stop.timeout of db (1m): the end of the application kills a process before its grace"
                        + " period is over");
        assertThat(longGrace.andGlobal("quarkus.process-manager.shutdown-timeout=5s").read().warnings()).singleElement()
                .asString().contains("5s is shorter than the stop.timeout of api, web (10s), db (1m):");
    }

    @Test
    void dependenciesMayHaveConditions() {
        Definitions definitions = Configured.with("api.command=x", "api.depends-on=db, cache:started,migrate : completed",
                "api.wait-for=running", "db.command=x", "cache.command=x", "migrate.command=x").read();

        assertThat(definitions.problems()).isEmpty();
        assertThat(definitions.all().get(0).dependencies()).containsExactly(Dependency.on("db"),
                Dependency.on("cache", Condition.STARTED), Dependency.on("migrate", Condition.COMPLETED));
        assertThat(definitions.all().get(0).waitFor()).contains(Condition.RUNNING);
    }

    @Test
    void aQuestionMarkAllowsThatADependencyIsAbsent() {
        Definitions definitions = Configured.with("api.command=x", "api.depends-on=db?, cache:exited ?,gone").read();

        assertThat(definitions.problems()).isEmpty();
        assertThat(definitions.all().get(0).dependencies()).containsExactly(Dependency.ifPresent("db"),
                Dependency.ifPresent("cache", Condition.EXITED), Dependency.on("gone"));
        assertThat(definitions.allProblems()).singleElement().asString().contains("there is no process 'gone'");
    }

    @Test
    void restartsWithoutALimitNeedAPause() {
        Definitions definitions = Configured.with("api.command=x", "api.restart.max=Unlimited").read();
        Definitions hasty = Configured.with("api.command=x", "api.restart.max=unlimited", "api.restart.delay=0s").read();

        assertThat(definitions.all().get(0).restart().max()).isEmpty();
        assertThat(definitions.problems()).isEmpty();
        assertThat(hasty.problems()).singleElement().asString()
                .contains("restart.delay: is zero, and restart.max is unlimited");
    }

    @Test
    void healthGroupAndRequiredAreReportedBesideTheDefinition() {
        Definitions definitions = Configured.with("db.command=x", "web.command=x", "web.health.group=liveness",
                "web.required=false").read();

        assertThat(definitions.all()).extracting(definition -> definition.report().group())
                .containsExactly(CheckGroup.READINESS, CheckGroup.LIVENESS);
        assertThat(definitions.all()).extracting(definition -> definition.report().required()).containsExactly(true, false);
    }

    @Test
    void aUrlIsAnHttpCheck() {
        ProcessCheck check = check("web.health.url=https://localhost:3000/health?a=b", "web.health.method=head",
                "web.health.headers.X-Token=secret", "web.health.headers.\"Empty\"=",
                "web.health.expected-status=200-204,404", "web.health.initial-delay=1s", "web.health.interval=2s",
                "web.health.timeout=3s", "web.health.retries=4", "web.health.success-threshold=5",
                "web.health.on-unhealthy=restart");

        assertThat(check).isEqualTo(new CheckSettings(
                new HttpProbe(URI.create("https://localhost:3000/health?a=b"), "HEAD",
                        Map.ofEntries(entry("X-Token", "secret"), entry("Empty", "")), StatusRanges.of("200-204", "404")),
                new ProbeSchedule(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3), 4, 5, Eager.CHEAP),
                OnUnhealthy.RESTART));
    }

    @Test
    void aPathIsRequestedOnThePortOfTheProcess() {
        assertThat(check("web.port=3000", "web.health.url=/health?x=1").probe())
                .isEqualTo(HttpProbe.get("http://localhost:3000/health?x=1"));
        assertThat(check("web.port=3000", "web.health.url=/", "web.health.host=::1").probe())
                .isEqualTo(HttpProbe.get("http://[::1]:3000/"));
    }

    @Test
    void aHealthPortIsATcpCheck() {
        assertThat(check("web.port=1", "web.health.port=5432", "web.health.host=example.org"))
                .isEqualTo(new CheckSettings(new TcpProbe("example.org", 5432), ProbeSchedule.DEFAULT, OnUnhealthy.NONE));
    }

    @Test
    void aDeclaredPortIsATcpCheck() {
        assertThat(check("web.port=5432").probe()).isEqualTo(new TcpProbe("localhost", 5432));
    }

    @Test
    void aHealthCommandIsACommandCheckThatStartsSlowly() {
        ProcessCheck check = check("web.health.command=pg_isready -h 'a b'", "web.health.args=x,y",
                "web.health.expected-exit-code=2");

        assertThat(check.probe()).isEqualTo(new CommandProbe(List.of("pg_isready", "-h", "a b", "x", "y"), 2));
        assertThat(check.schedule().eager()).isEqualTo(Eager.COSTLY);
    }

    @Test
    void typeNoneSwitchesEveryCheckOff() {
        assertThat(Configured.with("web.command=x", "web.port=1", "web.health.url=/x", "web.health.type=none").definition()
                .healthCheck()).isEmpty();
    }

    @Test
    void typeChoosesAmongSeveral() {
        assertThat(check("web.port=3000", "web.health.url=/health", "web.health.log=ready", "web.health.type=log").probe())
                .isEqualTo(new LogProbe("ready"));
        assertThat(check("web.port=3000", "web.health.url=/health", "web.health.type=tcp").probe())
                .isEqualTo(new TcpProbe("localhost", 3000));
    }

    @Test
    void processesRunInDevAndTestUnlessTheConfigurationSetsModes() {
        Configured configured = Configured.with("db.command=x", "web.command=x", "web.modes=prod,dev");

        assertThat(configured.atStartOf(LaunchMode.DEVELOPMENT).read().running()).extracting(ProcessDefinition::id)
                .containsExactly("db", "web");
        assertThat(configured.atStartOf(LaunchMode.TEST).read().running()).extracting(ProcessDefinition::id)
                .containsExactly("db");
        assertThat(configured.atStartOf(LaunchMode.NORMAL).read().running()).extracting(ProcessDefinition::id)
                .containsExactly("web");
        assertThat(configured.atStartOf(LaunchMode.RUN).read().idle()).containsExactly("db");
    }

    @Test
    void commonModesApplyToProcessesWithoutModes() {
        Configured configured = Configured.with("db.command=x", "web.command=x", "web.modes=dev")
                .andGlobal("quarkus.process-manager.modes=prod").atStartOf(LaunchMode.NORMAL);

        assertThat(configured.read().running()).extracting(ProcessDefinition::id).containsExactly("db");
    }

    @Test
    void aProfileOverridesAndAdds() {
        Configured configured = Configured.with("web.command=base")
                .andGlobal("%test.quarkus.processes.web.command=in-test", "%test.quarkus.processes.extra.command=x");

        assertThat(configured.atStartOf(LaunchMode.DEVELOPMENT).definition().command().words()).containsExactly("base");
        assertThat(configured.atStartOf(LaunchMode.TEST).read().all()).extracting(d -> d.id() + d.command().words())
                .containsExactly("extra[x]", "web[in-test]");
    }

    @Test
    void variablesOverrideIdsWithDashesToo() {
        ProcessDefinition definition = Configured.with("my-db.command=base", "my-db.args=x")
                .andVariable("QUARKUS_PROCESSES_MY_DB_COMMAND", "over ride")
                .andVariable("QUARKUS_PROCESSES_MY_DB_PORT", "99")
                .andVariable("QUARKUS_PROCESSES_MY_DB_RESTART_MAX_DELAY", "99s")
                .andVariable("QUARKUS_PROCESSES_MY_DB_ENV_NODE_ENV", "prod").definition();

        assertThat(definition.command().words()).containsExactly("over", "ride", "x");
        assertThat(definition.port()).isEqualTo(OptionalInt.of(99));
        assertThat(definition.restart().maxDelay()).isEqualTo(Duration.ofSeconds(99));
    }

    private static ProcessCheck check(String... settings) {
        Configured configured = Configured.with(settings).andGlobal("quarkus.processes.web.command=x");
        return configured.definition().healthCheck().orElseThrow();
    }

    @Test
    void aPortIsMarkedWhoseSettingIsZero() {
        ProcessDefinition definition = Configured
                .with("db.command=x", "db.port=0", "db.ports.\"admin\"=0", "db.ports.grpc=9001")
                .atBuildOf(LaunchMode.NORMAL).definition();

        assertThat(ProcessSettings.of(definition).listen().chosen()).containsExactly("", "admin");
    }
}
