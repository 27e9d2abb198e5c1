package io.quarkiverse.processmanager.runtime.dev.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.logging.Level;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.CheckType;
import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.Dependency.Condition;
import io.quarkiverse.processmanager.HealthBuilder;
import io.quarkiverse.processmanager.LivenessBuilder;
import io.quarkiverse.processmanager.Mode;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessPatterns;
import io.quarkiverse.processmanager.StartPhase;
import io.quarkiverse.processmanager.TestPolicy;
import io.quarkiverse.processmanager.UsageLimits;
import io.quarkiverse.processmanager.runtime.config.ProcessBuildTimeConfig;
import io.quarkiverse.processmanager.runtime.config.ProcessConfig;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.definition.pattern.PatternSettings;
import io.quarkiverse.processmanager.runtime.program.ArtifactFiles;
import io.quarkiverse.processmanager.runtime.program.ArtifactFinder;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;

class EffectiveSettingsTest {

    /** Between them these definitions have a value for each key. */
    private static final List<Consumer<HealthBuilder>> CHECKS = List.of(
            health -> health.url("http://localhost:1/").header("X-A", "1"), health -> health.port(1),
            health -> health.command("check"), health -> health.log("ready"),
            health -> health.notify("socket").watchdog(Duration.ofSeconds(20)),
            health -> health.file(Path.of("ready")), health -> health.grpc("localhost:1/x"));

    private static final List<Consumer<LivenessBuilder>> LIVENESS = List.of(
            liveness -> liveness.url("http://localhost:1/").header("X-A", "1"), liveness -> liveness.port(1),
            liveness -> liveness.command("check"), liveness -> liveness.file(Path.of("alive")),
            liveness -> liveness.grpc("localhost:1/x"));

    /** Also one that is too short to be masked in other texts. */
    @Test
    void theValueOfAHeaderIsMaskedBehindTheNameOfItsScheme() {
        ProcessDefinition definition = ProcessDefinition.builder("web").command("x")
                .health(health -> health.url("http://localhost:1/").header("X-Custom", "Basic abc").header("X-Plain", "a b"))
                .liveness(liveness -> liveness.url("http://localhost:1/").header("X-Custom", "\"Bearer hunter2\"")).build();

        assertThat(EffectiveSettings.of(definition)).containsEntry("health.headers.X-Custom", "Basic ***")
                .containsEntry("health.headers.X-Plain", "a b")
                .containsEntry("liveness.headers.X-Custom", "\"Bearer ***\"");
    }

    @Test
    void everyKeyOfTheConfigurationIsShown(@TempDir Path directory) throws IOException {
        Set<String> shown = new TreeSet<>(EffectiveSettings.PARTS.keySet());
        CHECKS.forEach(check -> addKeys(everything().health(check).build(), shown));
        LIVENESS.forEach(check -> addKeys(everything().liveness(check).build(), shown));
        shown.addAll(EffectiveSettings.of(task()).keySet());
        shown.addAll(EffectiveSettings.of(artifact()).keySet());
        shown.addAll(EffectiveSettings.of(script(directory)).keySet());
        shown.addAll(EffectiveSettings.of(service()).keySet());

        assertThat(shown).isEqualTo(keys());
    }

    private static void addKeys(ProcessDefinition definition, Set<String> shown) {
        EffectiveSettings.of(definition).keySet().forEach(key -> shown.add(
                key.replaceAll("\"[a-z]+\"", "*")
                        .replaceAll("^(config|env|ports|url-schemes|ulimits|(?:health|liveness)\\.headers)\\..*", "$1.*")));
    }

    @Test
    void aKeyThatIsNotShownIsAPartOfOneThatIs() {
        assertThat(keys()).containsAll(EffectiveSettings.PARTS.keySet()).containsAll(EffectiveSettings.PARTS.values());
    }

    /** Also one without a value, because a user looks up here what is possible. */
    @Test
    void everySettingOfAPlainProcessIsShown() {
        Set<String> expected = new TreeSet<>(keys());
        expected.removeAll(EffectiveSettings.PARTS.keySet());
        expected.removeIf(key -> key.contains(".*") || key.startsWith("log.file.rotation."));
        // Each kind of check has keys of its own.
        expected.removeIf(key -> key
                .matches(
                        "(health|liveness)\\.(url|method|expected-status|command|expected-exit-code|log|notify|watchdog|file|grpc)"));

        Map<String, String> settings = EffectiveSettings
                .of(ProcessDefinition.builder("plain").command("plain").port(80)
                        .liveness(liveness -> liveness.type(CheckType.TCP)).build());

        assertThat(settings.keySet()).containsAll(expected);
        assertThat(settings).containsEntry("usage-limit.memory", "").containsEntry("npm-script", "").containsEntry("pattern",
                "");
    }

    @Test
    void aValueIsShownAsAPropertyHasIt() {
        Map<String, String> settings = EffectiveSettings.of(everything().build());

        assertThat(settings).containsEntry("depends-on", "db,cache:started,queue:exited?").containsEntry("log.level", "WARNING")
                .containsEntry("wait-timeout", "7s").containsEntry("start-phase", "before-app")
                .containsEntry("pre-start.command", "rm -f web.pid")
                .containsEntry("usage-limit.action", "restart")
                .containsEntry("ulimits.nofile", "1024").containsEntry("log.mode", "lines")
                .containsEntry("log.merge", "true").containsEntry("modes", "dev,prod");
    }

    @Test
    void aMissingLimitIsShownAsAPropertyHasIt() {
        assertThat(EffectiveSettings.of(everything().restart(restart -> restart.max(7)).build()))
                .containsEntry("restart.max", "7");
        assertThat(EffectiveSettings.of(everything().restart(restart -> restart.unlimited()).build()))
                .containsEntry("restart.max", "unlimited");
    }

    /** A server cannot have the settings of a task. */
    private static ProcessDefinition task() {
        return ProcessDefinition.builder("seed").command("seed").creates(Path.of("seeded")).build();
    }

    /** The program of an artifact cannot be that of a command line. */
    private static ProcessDefinition artifact() {
        ArtifactFinder
                .use(request -> new ArtifactFiles(List.of(Path.of("stub.jar")), Optional.empty(), Optional.empty()).texts());
        try {
            return ProcessDefinition.builder("stub").artifact("g:a:1").mainClass("Main").javaOptions("-Xmx64m").build();
        } finally {
            ArtifactFinder.useNone();
        }
    }

    private static ProcessDefinition service() {
        return ProcessSettings.of(task()).withPattern(new PatternSettings("store", true, Map.of()));
    }

    private static ProcessDefinition script(Path directory) throws IOException {
        Files.writeString(directory.resolve("package.json"), "{\"scripts\": {\"dev\": \"node server.js\"}}");
        return ProcessDefinition.builder("ui").cwd(directory).npmScript("dev").build();
    }

    private static ProcessDefinitionBuilder everything() {
        return ProcessDefinition.builder("web", ProcessPatterns.WORKER).name("The web").command("node", "web.js")
                .cwd(Path.of("ui")).env("A", "1").unsetEnv("B").user("nobody").group("users").umask("027").nice(5)
                .ulimit("nofile", "1024").port(80).port("admin", 90).urlScheme("http").urlScheme("admin", "http")
                .dependsOn("db")
                .dependsOn("cache", Condition.STARTED)
                .dependsOn(Dependency.ifPresent("queue", Condition.EXITED))
                .startPhase(StartPhase.BEFORE_APP).waitFor(Condition.RUNNING).waitTimeout(Duration.ofSeconds(7))
                .modes(Mode.DEV, Mode.PROD)
                .config("web.url", "http://localhost:80")
                .command("load", command -> command.command("load", "{file}").arg("file", arg -> arg.title("File")))
                .preStart(preStart -> preStart.command("rm", "-f", "web.pid")).stop(stop -> stop.command("end", "it"))
                .dataDir(Path.of("data")).test(TestPolicy.SHARED)
                .log(log -> log.level(Level.WARNING).merge(true).file(file -> file.path(Path.of("web.log"))))
                .usageLimit(limit -> limit.memory(1).cpu(1).action(UsageLimits.Action.RESTART));
    }

    private static Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        collect(ProcessConfig.class, "", keys);
        collect(ProcessBuildTimeConfig.class, "", keys);
        // Each inherited setting shows its source, and a template has no definition.
        keys.removeAll(Set.of("extends", "template"));
        // It concerns deployments on other engines.
        keys.remove("image");
        // Only manifests have these settings.
        keys.removeIf(key -> key.startsWith("kubernetes."));
        return keys;
    }

    private static void collect(Class<?> group, String prefix, Set<String> keys) {
        for (Method method : group.getDeclaredMethods()) {
            if (Modifier.isStatic(method.getModifiers())) {
                continue;
            }
            String name = method.isAnnotationPresent(WithName.class) ? method.getAnnotation(WithName.class).value()
                    : method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            if (method.getReturnType().isAnnotationPresent(ConfigGroup.class)) {
                collect(method.getReturnType(), method.isAnnotationPresent(WithParentName.class) ? prefix
                        : prefix + name + ".", keys);
            } else if (method.isAnnotationPresent(WithParentName.class)) {
                keys.add(prefix.substring(0, prefix.length() - 1));
            } else if (method.getGenericReturnType() instanceof ParameterizedType map
                    && map.getActualTypeArguments().length == 2 && map.getActualTypeArguments()[1] instanceof Class<?> value
                    && value.isAnnotationPresent(ConfigGroup.class)) {
                collect(value, prefix + name + ".*.", keys);
            } else {
                keys.add(prefix + name + (method.getReturnType() == Map.class ? ".*" : ""));
            }
        }
    }
}
