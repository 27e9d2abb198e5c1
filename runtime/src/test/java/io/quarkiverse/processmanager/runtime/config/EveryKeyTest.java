package io.quarkiverse.processmanager.runtime.config;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jboss.logmanager.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkiverse.processmanager.CheckGroup;
import io.quarkiverse.processmanager.CheckType;
import io.quarkiverse.processmanager.Dependency.Condition;
import io.quarkiverse.processmanager.Execution.Isolation;
import io.quarkiverse.processmanager.LogMode;
import io.quarkiverse.processmanager.LogPolicy.Ansi;
import io.quarkiverse.processmanager.Mode;
import io.quarkiverse.processmanager.PortConflict;
import io.quarkiverse.processmanager.PortOwner;
import io.quarkiverse.processmanager.ProcessCheck.OnUnhealthy;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.ProcessPattern;
import io.quarkiverse.processmanager.ProcessPatterns;
import io.quarkiverse.processmanager.RestartPolicy;
import io.quarkiverse.processmanager.SchedulePolicy;
import io.quarkiverse.processmanager.StartPhase;
import io.quarkiverse.processmanager.StartPolicy;
import io.quarkiverse.processmanager.StartPolicy.OnDependencyRestart;
import io.quarkiverse.processmanager.Stdin;
import io.quarkiverse.processmanager.StopPolicy.Leftovers;
import io.quarkiverse.processmanager.StopPolicy.Scope;
import io.quarkiverse.processmanager.TestPolicy;
import io.quarkiverse.processmanager.UsageLimits;
import io.quarkiverse.processmanager.WatchPolicy;
import io.quarkiverse.processmanager.command.CommandArgumentBuilder;
import io.quarkiverse.processmanager.command.CommandBuilder;
import io.quarkiverse.processmanager.command.ProcessCommand;
import io.quarkiverse.processmanager.runtime.definition.Outcome;
import io.quarkiverse.processmanager.runtime.program.ArtifactFiles;
import io.quarkiverse.processmanager.runtime.program.ArtifactFinder;

/** For each key the property and the method of the builder have the same effect. */
class EveryKeyTest {

    /** The further settings without which a key has no effect. */
    private static final Map<String, List<String>> WITH = Map.ofEntries(
            entry("health.path", List.of("port=80")), entry("health.host", List.of("health.port=80")),
            entry("health.type", List.of("port=80")), entry("health.args", List.of("health.command=x")),
            entry("health.expected-exit-code", List.of("health.command=x")),
            entry("health.shell", List.of("health.command=x")),
            entry("liveness.path", List.of("port=80")), entry("liveness.host", List.of("liveness.port=80")),
            entry("liveness.type", List.of("port=80")), entry("liveness.args", List.of("liveness.command=x")),
            entry("liveness.expected-exit-code", List.of("liveness.command=x")),
            entry("liveness.shell", List.of("liveness.command=x")),
            entry("pre-start.shell", List.of("pre-start.command=x")), entry("stop.shell", List.of("stop.command=x")),
            entry("main-class", List.of("artifact=g:a:1")), entry("java-options", List.of("artifact=g:a:1")));

    @TempDir
    static Path directory;

    @BeforeAll
    static void resolveArtifacts() {
        ArtifactFinder.use(request -> new ArtifactFiles(List.of(Path.of("/repository/a.jar")), Optional.of("com.acme.App"),
                Optional.empty()).texts());
    }

    @AfterAll
    static void resolveNothing() {
        ArtifactFinder.useNone();
    }

    static List<Arguments> keys() throws IOException {
        Files.writeString(directory.resolve("my.env"), "A=1\n");
        Files.writeString(directory.resolve("package.json"), "{\"scripts\": {\"dev\": \"node server.js\"}}");
        return SAMPLES.entrySet().stream().map(sample -> arguments(sample.getKey(), sample.getValue())).toList();
    }

    /** A value as a property and as a call of the builder. A list has one property for each element. */
    private record Sample(List<String> properties, Consumer<ProcessDefinitionBuilder> call) {
    }

    private static final Map<String, Sample> SAMPLES = new TreeMap<>();

    private static void sample(String property, Consumer<ProcessDefinitionBuilder> call) {
        String name = property.substring(0, property.indexOf('='));
        String key = name.replaceAll("^commands\\.x\\.", "commands.*.").replaceAll("\\.args\\.a\\.", ".args.*.")
                .replaceAll("^(config|env|ports|url-schemes|ulimits|(?:health|liveness)\\.headers)\\..*", "$1.*");
        SAMPLES.put(key, new Sample(List.of(property), call));
    }

    /** A setting of a command has an effect on a command only. */
    private static void command(String property, Consumer<CommandBuilder> settings) {
        sample(property, b -> b.command("x", settings));
    }

    private static void argument(String property, Consumer<CommandArgumentBuilder> settings) {
        sample("commands.x.args.a." + property, b -> b.command("x", c -> c.arg("a", settings)));
    }

    static {
        sample("pattern=worker", b -> {
        });
        sample("name=A name", b -> b.name("A name"));
        sample("tags=slow,front-end", b -> b.tags("front-end", "slow"));
        sample("replicas=3", b -> b.replicas(3));
        sample("watch=src/**/*.py,!src/gen", b -> b.watch("src/**/*.py", "!src/gen"));
        sample("watch.action=rerun", b -> b.watch(watch -> watch.action(WatchPolicy.Action.RERUN)));
        sample("watch.debounce=7s", b -> b.watch(watch -> watch.debounce(seconds(7))));
        sample("watch.cascade=true", b -> b.watch(watch -> watch.cascade(true)));
        sample("otel.logs=true", b -> b.otel(otel -> otel.logs(true)));
        sample("otel.environment=true", b -> b.otel(otel -> otel.environment(true)));
        sample("kind=task", b -> b.kind(ProcessKind.TASK));
        sample("creates=target/done", b -> b.creates(Path.of("target/done")));
        sample("rerun=on-change", b -> b.rerun(StartPolicy.Rerun.ON_CHANGE));
        sample("schedule.cron=0 0 3 * * ?", b -> b.schedule(schedule -> schedule.cron("0 0 3 * * ?")));
        sample("schedule.every=10m", b -> b.schedule(schedule -> schedule.every(Duration.ofMinutes(10))));
        sample("schedule.time-zone=Europe/Vienna", b -> b.schedule(schedule -> schedule.timeZone("Europe/Vienna")));
        sample("schedule.overlap=queue", b -> b.schedule(schedule -> schedule.overlap(SchedulePolicy.Overlap.QUEUE)));
        sample("test=shared", b -> b.test(TestPolicy.SHARED));
        sample("data-dir=target/data", b -> b.dataDir(Path.of("target/data")));
        sample("command=run it 'right now'", b -> b.command("run", "it", "right now"));
        sample("args=a,b", b -> b.args("a", "b"));
        sample("shell=true", b -> b.shell(true));
        sample("artifact=g:a:1,g:b:2", b -> b.artifact("g:a:1", "g:b:2"));
        sample("npm-script=dev", b -> b.cwd(directory).npmScript("dev"));
        sample("main-class=com.acme.Main", b -> b.mainClass("com.acme.Main"));
        sample("java-options=-Xmx64m,-Da=b", b -> b.javaOptions("-Xmx64m", "-Da=b"));
        sample("cwd=ui", b -> b.cwd(directory.resolve("ui")));
        sample("env.NODE_ENV=test", b -> b.env("NODE_ENV", "test"));
        sample("env-file=my.env", b -> b.envFile(directory.resolve("my.env")));
        sample("unset-env=B,A", b -> b.unsetEnv("A", "B"));
        sample("stdin=none", b -> b.stdin(Stdin.NONE));
        sample("commands.x.command=reset 'all of it'", b -> b.command("x", c -> c.command("reset", "all of it")));
        command("commands.x.shell=true", c -> c.shell(true));
        command("commands.x.title=Reset", c -> c.title("Reset"));
        command("commands.x.confirm=Really?", c -> c.confirm("Really?"));
        command("commands.x.when=always", c -> c.when(ProcessCommand.When.ALWAYS));
        command("commands.x.timeout=7s", c -> c.timeout(seconds(7)));
        command("commands.x.cwd=ui", c -> c.cwd(directory.resolve("ui")));
        argument("title=File", a -> a.title("File"));
        argument("default=b", a -> a.defaultValue("b"));
        argument("choices=b, c", a -> a.choices("b", "c"));
        argument("required=false", a -> a.required(false));
        argument("secret=true", a -> a.secret(true));
        argument("pattern=[a-z]+", a -> a.pattern("[a-z]+"));
        argument("variable=FILE", a -> a.variable("FILE"));
        sample("tty=true", b -> b.tty(true));
        SAMPLES.put("tty.columns",
                new Sample(List.of("tty=true", "tty.columns=100"), b -> b.tty(true).tty(tty -> tty.columns(100))));
        SAMPLES.put("tty.rows", new Sample(List.of("tty=true", "tty.rows=50"), b -> b.tty(true).tty(tty -> tty.rows(50))));
        sample("inherit-env=false", b -> b.inheritEnv(false));
        sample("user=nobody", b -> b.user("nobody"));
        sample("group=users", b -> b.group("users"));
        sample("umask=027", b -> b.umask("027"));
        sample("nice=5", b -> b.nice(5));
        sample("ulimits.nofile=4096", b -> b.ulimit("nofile", "4096"));
        sample("isolation=cgroup", b -> b.isolation(Isolation.CGROUP));
        sample("detached=true", b -> b.detached(true));
        sample("port=99", b -> b.port(99));
        sample("modes=prod,dev", b -> b.modes(Mode.DEV, Mode.PROD));
        sample("config.\"web.url\"=http://localhost:80", b -> b.config("web.url", "http://localhost:80"));
        sample("depends-on=db,cache:started",
                b -> b.dependsOn("db").dependsOn("cache", Condition.STARTED));
        sample("wait-for=started", b -> b.waitFor(Condition.STARTED));
        sample("wait-timeout=7s", b -> b.waitTimeout(seconds(7)));
        sample("external=true", b -> b.external(true));
        sample("auto-start=false", b -> b.autoStart(false));
        sample("start-phase=before-app", b -> b.startPhase(StartPhase.BEFORE_APP));
        sample("startup-window=7s", b -> b.startupWindow(seconds(7)));
        sample("startup-timeout=7s", b -> b.startupTimeout(seconds(7)));
        sample("pre-start.command=rm -f 'a b'", b -> b.preStart(preStart -> preStart.command("rm", "-f", "a b")));
        sample("pre-start.shell=true", b -> b.preStart(preStart -> preStart.shell(true)));
        sample("on-dependency-restart=restart", b -> b.onDependencyRestart(OnDependencyRestart.RESTART));
        sample("url-scheme=redis", b -> b.urlScheme("redis"));
        sample("url-schemes.admin=http", b -> b.urlScheme("admin", "http"));
        sample("inject-dependencies=false", b -> b.injectDependencies(false));
        sample("ports.admin=90", b -> b.port("admin", 90));
        sample("host=db.example.org", b -> b.host("db.example.org"));
        sample("port-conflict=next", b -> b.portConflict(PortConflict.NEXT));
        sample("port-owner=any", b -> b.portOwner(PortOwner.ANY));
        sample("leftovers=keep", b -> b.leftovers(Leftovers.KEEP));
        sample("success-exit-codes=0,143", b -> b.successExitCodes(143, 0));
        sample("metrics.enabled=false", b -> b.metrics(metrics -> metrics.enabled(false)));
        sample("usage-limit.memory=500M", b -> b.usageLimit(limit -> limit.memory(500L * 1024 * 1024)));
        sample("usage-limit.cpu=90", b -> b.usageLimit(limit -> limit.cpu(90)));
        sample("usage-limit.samples=7", b -> b.usageLimit(limit -> limit.samples(7)));
        sample("usage-limit.action=restart", b -> b.usageLimit(limit -> limit.action(UsageLimits.Action.RESTART)));
        sample("required=false", b -> b.required(false));
        sample("health.type=none", b -> b.health(health -> health.type(CheckType.NONE)));
        sample("health.group=liveness", b -> b.health(health -> health.group(CheckGroup.LIVENESS)));
        sample("health.url=http://localhost:99/x", b -> b.health(health -> health.url("http://localhost:99/x")));
        sample("health.path=/x", b -> b.health(health -> health.path("/x")));
        sample("health.method=HEAD", b -> b.health(health -> health.method("head")));
        sample("health.headers.X-A=1", b -> b.health(health -> health.header("X-A", "1")));
        sample("health.expected-status=200,404", b -> b.health(health -> health.expectedStatus("200", "404")));
        sample("health.port=98", b -> b.health(health -> health.port(98)));
        sample("health.host=::1", b -> b.health(health -> health.host("::1")));
        sample("health.command=check 'a b'", b -> b.health(health -> health.command("check", "a b")));
        sample("health.args=a,b", b -> b.health(health -> health.args("a", "b")));
        sample("health.expected-exit-code=3", b -> b.health(health -> health.expectedExitCode(3)));
        sample("health.log=ready", b -> b.health(health -> health.log("ready")));
        sample("health.notify=fd:4", b -> b.health(h -> h.notify("fd:4")));
        SAMPLES.put("health.watchdog", new Sample(List.of("health.notify=socket", "health.watchdog=20s"),
                b -> b.health(h -> h.notify("socket").watchdog(Duration.ofSeconds(20)))));
        sample("health.file=target/ready", b -> b.health(h -> h.file(Path.of("target/ready"))));
        sample("health.grpc=localhost:9000/acme.Quotes", b -> b.health(h -> h.grpc("localhost:9000/acme.Quotes")));
        sample("health.initial-delay=7s", b -> b.health(health -> health.initialDelay(seconds(7))));
        sample("health.interval=7s", b -> b.health(health -> health.interval(seconds(7))));
        sample("health.timeout=7s", b -> b.health(health -> health.timeout(seconds(7))));
        sample("health.retries=7", b -> b.health(health -> health.retries(7)));
        sample("health.success-threshold=7", b -> b.health(health -> health.successThreshold(7)));
        sample("health.on-unhealthy=restart", b -> b.health(health -> health.onUnhealthy(OnUnhealthy.RESTART)));
        sample("restart.policy=always", b -> b.restart(restart -> restart.policy(RestartPolicy.Mode.ALWAYS)));
        sample("restart.delay=7s", b -> b.restart(restart -> restart.delay(seconds(7))));
        sample("restart.backoff=1.5", b -> b.restart(restart -> restart.backoff(1.5)));
        sample("restart.max-delay=7s", b -> b.restart(restart -> restart.maxDelay(seconds(7))));
        sample("restart.jitter=0.2", b -> b.restart(restart -> restart.jitter(0.2)));
        sample("restart.max=7", b -> b.restart(restart -> restart.max(7)));
        sample("restart.reset-after=7s", b -> b.restart(restart -> restart.resetAfter(seconds(7))));
        sample("stop.signal=SIGINT", b -> b.stop(stop -> stop.signal("int")));
        sample("stop.timeout=7s", b -> b.stop(stop -> stop.timeout(seconds(7))));
        sample("stop.scope=tree", b -> b.stop(stop -> stop.scope(Scope.TREE)));
        sample("stop.shell=true", b -> b.stop(stop -> stop.shell(true)));
        sample("liveness.type=tcp", b -> b.liveness(liveness -> liveness.type(CheckType.TCP)));
        sample("liveness.url=http://localhost:99/x", b -> b.liveness(liveness -> liveness.url("http://localhost:99/x")));
        sample("liveness.path=/x", b -> b.liveness(liveness -> liveness.path("/x")));
        sample("liveness.method=HEAD", b -> b.liveness(liveness -> liveness.method("head")));
        sample("liveness.headers.X-A=1", b -> b.liveness(liveness -> liveness.header("X-A", "1")));
        sample("liveness.expected-status=200,404", b -> b.liveness(liveness -> liveness.expectedStatus("200", "404")));
        sample("liveness.port=98", b -> b.liveness(liveness -> liveness.port(98)));
        sample("liveness.host=::1", b -> b.liveness(liveness -> liveness.host("::1")));
        sample("liveness.command=check 'a b'", b -> b.liveness(liveness -> liveness.command("check", "a b")));
        sample("liveness.shell=true", b -> b.liveness(liveness -> liveness.shell(true)));
        sample("liveness.args=a,b", b -> b.liveness(liveness -> liveness.args("a", "b")));
        sample("liveness.expected-exit-code=3", b -> b.liveness(liveness -> liveness.expectedExitCode(3)));
        sample("liveness.file=target/alive", b -> b.liveness(liveness -> liveness.file(Path.of("target/alive"))));
        sample("liveness.grpc=localhost:9000/acme.Quotes",
                b -> b.liveness(liveness -> liveness.grpc("localhost:9000/acme.Quotes")));
        sample("liveness.initial-delay=7s", b -> b.liveness(liveness -> liveness.initialDelay(seconds(7))));
        sample("liveness.interval=7s", b -> b.liveness(liveness -> liveness.interval(seconds(7))));
        sample("liveness.timeout=7s", b -> b.liveness(liveness -> liveness.timeout(seconds(7))));
        sample("liveness.retries=7", b -> b.liveness(liveness -> liveness.retries(7)));
        sample("health.shell=true", b -> b.health(health -> health.shell(true)));
        sample("stop.command=end 'a b'", b -> b.stop(stop -> stop.command("end", "a b")));
        sample("log.level=DEBUG", b -> b.log(log -> log.level(Level.DEBUG)));
        sample("log.stderr-level=WARN", b -> b.log(log -> log.stderrLevel(Level.WARN)));
        sample("log.rate-limit=7", b -> b.log(log -> log.rateLimit(7)));
        sample("log.buffer-size=2M", b -> b.log(log -> log.bufferSize(2 * 1024 * 1024)));
        sample("log.line-length=1K", b -> b.log(log -> log.lineLength(1024)));
        sample("log.mode=direct", b -> b.log(log -> log.mode(LogMode.DIRECT)));
        sample("log.merge=true", b -> b.log(log -> log.merge(true)));
        sample("log.ansi=strip", b -> b.log(log -> log.ansi(Ansi.STRIP)));
        sample("log.file.path=x.log", b -> b.log(log -> log.file(file -> file.path(directory.resolve("x.log")))));
        sample("log.file.rotation.max-file-size=1K",
                b -> b.log(log -> log.file(file -> file.rotation(rotation -> rotation.maxFileSize(1024)))));
        sample("log.file.rotation.max-backup-index=2",
                b -> b.log(log -> log.file(file -> file.rotation(rotation -> rotation.maxBackupIndex(2)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("keys")
    void everyKeyHasASetterInTheBuilderOfItsGroup(String key) throws ReflectiveOperationException {
        if (key.equals("pattern")) {
            // A pattern comes first, so it is a parameter of the method that makes the builder.
            assertThat(ProcessDefinition.class.getMethod("builder", String.class, ProcessPattern.class)).isNotNull();
            return;
        }
        Class<?> builder = ProcessDefinitionBuilder.class;
        String[] path = methods(key);
        if (path[0].equals("commands")) {
            Class<?> owner = key.contains(".args.") ? CommandArgumentBuilder.class : CommandBuilder.class;
            assertThat(owner.getMethods()).extracting(Method::getName)
                    .contains(path[path.length - 1].replace("default", "defaultValue"));
            return;
        }
        for (int i = 0; i < path.length - 1; i++) {
            Method group = builder.getMethod(path[i], Consumer.class);
            builder = (Class<?>) ((ParameterizedType) group.getGenericParameterTypes()[0]).getActualTypeArguments()[0];
        }

        assertThat(builder.getMethods()).extracting(Method::getName).contains(path[path.length - 1]);
    }

    @Test
    void everyKeyHasASample() {
        Set<String> keys = new TreeSet<>(ConfigurationKeys.all().keySet());
        // A service looks for a program on this machine, and code has no configuration to contribute to: see DeclaredServicesTest.
        keys.removeIf(key -> key.equals("service") || key.startsWith("service."));
        // They concern settings and not a definition: see SharedSettingsTest.
        keys.removeAll(Set.of("extends", "template"));
        // The container image concerns a deployment, which has declared processes only: see ExportPlanTest.
        keys.remove("image");
        // Only manifests have these settings.
        keys.removeIf(key -> key.startsWith("kubernetes."));

        assertThat(SAMPLES.keySet()).isEqualTo(keys);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("keys")
    void propertyAndBuilderResultInEqualDefinitions(String key, Sample sample) {
        List<String> companions = companions(key);
        ProcessDefinition byProperty = read(companions, sample.properties());
        ProcessDefinition without = read(companions, List.of());
        ProcessDefinitionBuilder builder = key.equals("pattern") ? ProcessDefinition.builder("web", ProcessPatterns.WORKER)
                : ProcessDefinition.builder("web");
        companions.forEach(property -> call(property, builder));
        sample.call().accept(builder);

        assertThat(builder.build()).isEqualTo(byProperty);
        assertThat(byProperty).as("the setting has an effect").isNotEqualTo(without);
    }

    static Stream<Arguments> defaults() {
        return ConfigurationKeys.all().entrySet().stream()
                .flatMap(key -> ConfigurationKeys.documentedDefault(key.getValue()).stream()
                        .map(value -> arguments(key.getKey(), value)));
    }

    @ParameterizedTest(name = "{0}={1}")
    @MethodSource("defaults")
    void theDocumentedDefaultIsThatOfTheBuilder(String key, String value) {
        List<String> companions = companions(key);

        String property = key.startsWith("commands.") ? key.replaceFirst("\\*", "x").replace("*", "a") : key;
        assertThat(read(companions, List.of(property + "=" + value))).isEqualTo(read(companions, List.of()));
    }

    /** The settings that give the key an effect; each of them is a sample too, or a value of it. */
    private static List<String> companions(String key) {
        Set<String> programs = Set.of("command", "artifact", "main-class", "java-options", "npm-script");
        List<String> companions = new ArrayList<>(programs.contains(key) ? List.of() : List.of("command=x"));
        companions.addAll(WITH.getOrDefault(key, List.of()));
        if (key.equals("schedule.time-zone") || key.equals("schedule.overlap")) {
            companions.add("schedule.cron=0 0 3 * * ?");
        } else if (key.equals("url-schemes.*")) {
            companions.add("ports.admin=90");
        } else if (key.matches("health\\.(method|headers\\.\\*|expected-status)")) {
            companions.add("health.url=http://localhost:99/x");
        } else if (key.startsWith("commands.") && !key.equals("commands.*.command")) {
            companions.add("commands.x.command=x");
            if (key.contains(".args.")) {
                companions.add("commands.x.args.a.variable=A");
            }
        } else if (key.matches("health\\.(initial-delay|interval|timeout|retries|success-threshold|on-unhealthy)")) {
            companions.add("health.log=ready");
        } else if (key.matches("liveness\\.(method|headers\\.\\*|expected-status)")) {
            companions.add("liveness.url=http://localhost:99/x");
        } else if (key.matches("liveness\\.(initial-delay|interval|timeout|retries)")) {
            companions.add("liveness.file=target/alive");
        } else if (key.startsWith("log.file.rotation")) {
            companions.add("log.file.path=x.log");
        }
        return companions;
    }

    private static void call(String property, ProcessDefinitionBuilder builder) {
        switch (property) {
            case "schedule.cron=0 0 3 * * ?" -> builder.schedule(schedule -> schedule.cron("0 0 3 * * ?"));
            case "artifact=g:a:1" -> builder.artifact("g:a:1");
            case "commands.x.command=x" -> builder.command("x", c -> c.command("x"));
            case "commands.x.args.a.variable=A" -> builder.command("x", c -> c.arg("a", a -> a.variable("A")));
            case "command=x" -> builder.command("x");
            case "pre-start.command=x" -> builder.preStart(preStart -> preStart.command("x"));
            case "port=80" -> builder.port(80);
            case "health.port=80" -> builder.health(health -> health.port(80));
            case "liveness.port=80" -> builder.liveness(liveness -> liveness.port(80));
            case "liveness.command=x" -> builder.liveness(liveness -> liveness.command("x"));
            case "stop.command=x" -> builder.stop(stop -> stop.command("x"));
            case "health.command=x" -> builder.health(health -> health.command("x"));
            case "ports.admin=90" -> builder.port("admin", 90);
            default -> SAMPLES.get(property.substring(0, property.indexOf('='))).call().accept(builder);
        }
    }

    private static ProcessDefinition read(List<String> companions, List<String> properties) {
        Configured configured = Configured
                .with(Stream.concat(companions.stream(), properties.stream()).map(property -> "web." + property)
                        .toArray(String[]::new))
                .in(directory);
        Definitions definitions = configured.read();
        assertThat(definitions.problems()).isEmpty();
        assertThat(configured.readAgain()).as("the definitions that a running application reads again").isEqualTo(definitions);
        return definitions.all().stream().findFirst()
                .orElseGet(() -> Outcome.of(ProcessDefinition.builder("web")).definition());
    }

    /**
     * The groups and the setter: {@code restart}, {@code maxDelay} for {@code restart.max-delay}. A map has a singular name.
     */
    private static String[] methods(String key) {
        String name = key.endsWith("s.*") ? key.substring(0, key.length() - 3) : key.replace(".*", "");
        return Pattern.compile("-([a-z])").matcher(name).replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT))
                .split("\\.");
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }
}
