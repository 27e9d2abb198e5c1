package io.quarkiverse.processmanager.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessPlan;
import io.quarkiverse.processmanager.probe.CommandProbe;
import io.quarkiverse.processmanager.probe.HttpProbe;
import io.quarkiverse.processmanager.probe.TcpProbe;
import io.quarkiverse.processmanager.runtime.config.inherit.Inheritance;
import io.quarkiverse.processmanager.runtime.config.inherit.Origins;
import io.quarkiverse.processmanager.runtime.rules.plan.DryRun;
import io.quarkus.runtime.LaunchMode;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.common.MapBackedConfigSource;

/** Settings that a process takes from a template, from another process, or from the defaults of all processes. */
class SharedSettingsTest {

    @Test
    void aDefaultIsForEachProcessThatHasNoSettingOfItsOwn() {
        List<ProcessDefinition> all = read(configured("api.command=node a.js", "web.command=node w.js", "web.restart.max=7")
                .andGlobal("quarkus.process-manager.defaults.restart.max=3"));

        assertThat(all).extracting(ProcessDefinition::id).containsExactly("api", "web");
        assertThat(all).extracting(process -> process.restart().max().getAsInt()).containsExactly(3, 7);
    }

    @Test
    void aTemplateGivesItsSettingsAndDoesNotStart() {
        List<ProcessDefinition> all = read(configured("node.template=true", "node.restart.delay=2s", "node.health.path=/up",
                "api.extends=node", "api.command=node a.js", "api.port=9000"));

        assertThat(all).extracting(ProcessDefinition::id).containsExactly("api");
        assertThat(all.get(0).restart().delay()).isEqualTo(Duration.ofSeconds(2));
        assertThat(all.get(0).healthCheck().get().probe()).isInstanceOf(HttpProbe.class);
    }

    @Test
    void theNearestSettingWinsWhateverItsSourceIs() {
        List<ProcessDefinition> all = read(configured("base.template=true", "base.restart.max=2", "base.restart.delay=2s",
                "mid.template=true", "mid.extends=base", "mid.restart.delay=3s", "mid.stop.timeout=3s",
                "api.extends=mid", "api.command=node a.js", "api.stop.timeout=4s")
                .andGlobal("quarkus.process-manager.defaults.restart.max=9",
                        "quarkus.process-manager.defaults.startup-window=9s")
                .andVariable("QUARKUS_PROCESS_MANAGER_DEFAULTS_STOP_TIMEOUT", "9s"));

        ProcessDefinition api = all.get(0);
        assertThat(api.stop().timeout()).isEqualTo(Duration.ofSeconds(4));
        assertThat(api.restart().delay()).isEqualTo(Duration.ofSeconds(3));
        assertThat(api.restart().max()).hasValue(2);
        assertThat(api.start().window()).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void profilesAndVariablesChangeATemplateAndAProcess() {
        List<ProcessDefinition> all = read(configured("base.template=true", "base.restart.max=2", "base.stop.timeout=2s",
                "my-api.extends=base", "my-api.command=node a.js", "my-api.startup-window=2s")
                .andGlobal("%prod.quarkus.processes.base.restart.max=4", "%dev.quarkus.processes.base.restart.max=5")
                .andVariable("QUARKUS_PROCESSES_BASE_STOP_TIMEOUT", "5s")
                .andVariable("QUARKUS_PROCESSES_MY_API_STARTUP_WINDOW", "6s")
                .andVariable("QUARKUS_PROCESSES_MY_API_RESTART_DELAY", "7s"));

        assertThat(all).extracting(ProcessDefinition::id).containsExactly("my-api");
        assertThat(all.get(0).restart().max()).hasValue(4);
        assertThat(all.get(0).stop().timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(all.get(0).start().window()).isEqualTo(Duration.ofSeconds(6));
        assertThat(all.get(0).restart().delay()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void aMapIsMergedAndAListIsReplaced() {
        ProcessDefinition api = read(configured("base.template=true", "base.env.A=base", "base.env.\"B\"=base",
                "base.args[0]=-x", "base.args[1]=-y",
                "api.extends=base", "api.command=node a.js", "api.env.B=own", "api.args=-z")
                .andGlobal("quarkus.process-manager.defaults.env.A=default", "quarkus.process-manager.defaults.env.C=default"))
                .get(0);

        assertThat(api.command().environment()).containsAllEntriesOf(Map.of("A", "base", "B", "own", "C", "default"));
        assertThat(api.command().words()).containsExactly("node", "a.js", "-z");
    }

    @Test
    void anInheritedListKeepsItsElements() {
        ProcessDefinition api = read(configured("base.template=true", "base.command=node", "base.args[0]=a, b",
                "base.args[1]=-y", "api.extends=base")).get(0);

        assertThat(api.command().words()).containsExactly("node", "a, b", "-y");
    }

    @Test
    void anEmptyValueRemovesAnInheritedSetting() {
        ProcessDefinition api = read(configured("base.template=true", "base.health.url=http://localhost:9000/up",
                "base.wait-timeout=3s", "api.extends=base", "api.command=node a.js", "api.health.url=", "api.wait-timeout="))
                .get(0);

        assertThat(api.healthCheck()).isEmpty();
        assertThat(api.start().waitTimeout()).isEmpty();
    }

    @Test
    void anOwnCheckAndAnOwnProgramReplaceThoseOfTheTemplate() {
        List<ProcessDefinition> all = read(configured("base.template=true", "base.health.url=http://localhost:9000/up",
                "base.command=node a.js", "api.extends=base", "api.health.command=true", "db.extends=base",
                "db.health.port=5432", "db.npm-script=dev"));

        assertThat(all.get(0).healthCheck().get().probe()).isInstanceOf(CommandProbe.class);
        assertThat(all.get(1).healthCheck().get().probe()).isInstanceOf(TcpProbe.class);
        assertThat(all.get(1).command().words()).containsExactly("npm", "run", "dev");
    }

    @Test
    void aQuotedIdInheritsToo() {
        ProcessDefinition api = read(configured("\"base\".template=true", "\"base\".restart.max=2", "\"api\".extends=base",
                "\"api\".command=node a.js", "\"api\".port=9000")).get(0);

        assertThat(api.restart().max()).hasValue(2);
    }

    @Test
    void theConfigurationOfATemplateIsThatOfTheProcess() {
        SmallRyeConfig config = configured("base.template=true", "base.config.\"my.key\"=${quarkus.processes.api.host}",
                "base.host=localhost", "base.modes=dev,test,prod", "api.extends=base", "api.command=node a.js").configuration();

        assertThat(config.getConfigValue("my.key").getValue()).isEqualTo("localhost");
        assertThat(config.getConfigValue("my.key").getConfigSourceName()).isEqualTo("Process 'api'");
    }

    @Test
    void everyMistakeIsReportedOnceWhereItIsWritten() {
        List<String> problems = configured("base.template=true", "base.restart.delay=soon", "base.helth.url=http://x",
                "a.extends=base", "a.command=node a.js", "a.depends-on=base", "b.extends=base", "b.command=node b.js",
                "c.extends=bsae", "c.command=node c.js", "d.extends=e", "e.extends=f", "f.extends=d", "e.command=node e.js",
                "g.extends=g", "g.command=node g.js", "unused.template=true", "unused.port=no")
                .andGlobal("quarkus.process-manager.defaults.name=all", "quarkus.process-manager.defaults.extends=base",
                        "quarkus.process-manager.defaults.health.interval=often",
                        "quarkus.process-manager.defaults.restart.maxx=3")
                .atBuildOf(LaunchMode.DEVELOPMENT).problems();

        assertThat(problems).containsExactlyInAnyOrder(
                "quarkus.processes.base.restart.delay: 'soon' is not a duration, such as 500ms, 10s, 2m or 1h",
                "quarkus.processes.base.helth.url: is not a setting; did you mean 'health.url'?",
                "quarkus.processes.a.depends-on: waits for 'base', which is a template and never starts; depend on a process "
                        + "that extends it",
                "quarkus.processes.c.extends: there is no process or template 'bsae'; did you mean 'base'?",
                "quarkus.processes.d.extends: goes round in a circle: d -> e -> f -> d",
                "quarkus.processes.g.extends: goes round in a circle: g -> g",
                "quarkus.processes.unused.port: 'no' is not a whole number",
                "quarkus.process-manager.defaults.name: cannot be a default, because it belongs to one process; write "
                        + "quarkus.processes.\"id\".name",
                "quarkus.process-manager.defaults.extends: cannot be a default, because it belongs to one process; write "
                        + "quarkus.processes.\"id\".extends",
                "quarkus.process-manager.defaults.health.interval: 'often' is not a duration, such as 500ms, 10s, 2m or 1h",
                "quarkus.process-manager.defaults.restart.maxx: is not a setting; did you mean 'defaults.restart.max'?");
    }

    @Test
    void aValueShowsWhereItComesFrom() {
        SmallRyeConfig config = configured("base.template=true", "base.restart.delay=2s", "api.extends=base",
                "api.command=node a.js").andGlobal("quarkus.process-manager.defaults.restart.max=3").configuration();

        assertThat(config.getConfigValue("quarkus.processes.api.restart.delay").getConfigSourceName())
                .startsWith("extends base (PropertiesConfigSource[source=application.properties]");
        assertThat(config.getConfigValue("quarkus.processes.api.restart.max").getConfigSourceName())
                .startsWith("defaults (PropertiesConfigSource[source=application.properties]");
        assertThat(Inheritance.origin(config, "quarkus.processes.api.command")).isEmpty();
    }

    @Test
    void thePlanHasThePropertyOfEachInheritedSetting() {
        Configured configured = configured("base.template=true", "base.restart.delay=2s", "base.restart.max=1",
                "base.env.TOKEN=s3cret", "base.env.MODE=fast", "mid.template=true", "mid.extends=base", "mid.env.\"MODE\"=slow",
                "api.extends=mid", "api.command=node a.js", "api.restart.max=7", "db.command=postgres")
                .andGlobal("quarkus.process-manager.defaults.restart.max=3", "quarkus.process-manager.defaults.tags=all");

        List<ProcessPlan.Step> steps = DryRun.of(configured.read().plan(), Path.of("")).steps();

        assertThat(steps.get(0).inherited()).containsExactly(
                entry("env.MODE", "quarkus.processes.mid.env.\"MODE\""), entry("env.TOKEN", "quarkus.processes.base.env.TOKEN"),
                entry("restart.delay", "quarkus.processes.base.restart.delay"),
                entry("tags", "quarkus.process-manager.defaults.tags"));
        assertThat(steps.get(1).inherited()).containsExactly(
                entry("restart.max", "quarkus.process-manager.defaults.restart.max"),
                entry("tags", "quarkus.process-manager.defaults.tags"));
        assertThat(steps.get(0)).asString().doesNotContain("s3cret")
                .endsWith("tags from quarkus.process-manager.defaults.tags");
    }

    /** Quarkus repeats them in a source above all others. */
    @Test
    void theSettingsThatTheBuildHasFixedAreInheritedToo() {
        SmallRyeConfig config = configured("base.template=true", "base.service=redis", "base.start-phase=after-app",
                "api.extends=base", "api.start-phase=before-app").configuration(
                        new MapBackedConfigSource(
                                "BuildTime RunTime Fixed",
                                Map.of("quarkus.processes.api.service", "redis", "quarkus.processes.api.start-phase",
                                        "before-app"),
                                Integer.MAX_VALUE) {
                        });

        assertThat(Origins.of(config, "api")).containsExactly(entry("service", "quarkus.processes.base.service"));
    }

    @Test
    void withoutSharedSettingsTheNamesStayAsTheyAre() {
        SmallRyeConfig config = configured("api.command=node a.js").configuration();

        assertThat(Inheritance.hidden(config)).isEmpty();
        List<String> names = new ArrayList<>();
        config.getPropertyNames().forEach(names::add);
        assertThat(names).contains("quarkus.processes.api.command")
                .doesNotContain("quarkus.processes.api.restart.max");
    }

    @Test
    void aNameThatASourceHasLaterIsListed() {
        Map<String, String> values = new ConcurrentHashMap<>();
        SmallRyeConfig config = configured("api.command=node a.js").configuration(source(values));

        values.put("my.late.key", "here");

        assertThat(config.getLatestPropertyNames()).contains("my.late.key");
    }

    private static ConfigSource source(Map<String, String> values) {
        return new ConfigSource() {

            @Override
            public Set<String> getPropertyNames() {
                return Set.copyOf(values.keySet());
            }

            @Override
            public String getValue(String name) {
                return values.get(name);
            }

            @Override
            public String getName() {
                return "late";
            }
        };
    }

    private static Configured configured(String... properties) {
        return Configured.with(properties);
    }

    /** The definitions, which must have no problem. */
    private static List<ProcessDefinition> read(Configured configured) {
        Definitions definitions = configured.atBuildOf(LaunchMode.NORMAL).read();
        assertThat(definitions.allProblems()).isEmpty();
        return definitions.all();
    }
}
