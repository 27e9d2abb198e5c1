package io.quarkiverse.processmanager.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.runtime.definition.Outcome;
import io.quarkiverse.processmanager.runtime.definition.Secrets;
import io.quarkiverse.processmanager.runtime.program.ArtifactFiles;
import io.quarkiverse.processmanager.runtime.program.ArtifactFinder;
import io.quarkiverse.processmanager.runtime.rules.plan.DryRun;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;

/**
 * Lets one secret flow through each key of a process, in each form in which a secret can be recognized, and searches all texts that
 * come of it. The keys come from the mappings, so a new key takes part at once.
 */
class SecretFlowTest {

    private static final String SECRET = "s3ntinel-42";
    private static final List<String> FORMS = List.of("--password=" + SECRET, "DB_TOKEN=" + SECRET, "--api-key," + SECRET,
            "run --db-password " + SECRET, "redis-cli -a " + SECRET, "postgres://me:" + SECRET + "@db:5432/app",
            "http://me:" + SECRET + "@localhost:99/x", "http://localhost:99/x?token=" + SECRET, "/x?token=" + SECRET,
            "me:" + SECRET + "@tcp(db:3306)/app", "Authorization: Bearer " + SECRET, "{\"password\": \"" + SECRET + "\"}",
            "https://me:" + SECRET + "/x@localhost:99/", "password=" + SECRET + ":started", "X-Custom: Bearer " + SECRET,
            "Token " + SECRET);

    /** Each form takes part in the tests of many keys, and {@code SecretTextTest} has all of them. */
    private static final int FORMS_OF_KEY = 4;
    private static final Set<String> NAMES = Set.of("depends-on", "cwd", "env-file", "log.file.path", "data-dir", "creates");
    private static final List<String> OF_NAMES = List.of("password=" + SECRET, "a/--token=" + SECRET + "/b",
            "http://me:" + SECRET + "@host/x");
    private static final List<List<String>> COMPANIONS = List.of(List.of("command=run it", "port=80"),
            List.of("command=x", "health.command=y", "stop.command=z", "pre-start.command=a", "port=80"),
            List.of("command=x", "shell=true", "health.port=80"));

    @TempDir
    static Path directory;

    @BeforeAll
    static void resolveArtifacts() throws Exception {
        ArtifactFinder.use(request -> new ArtifactFiles(List.of(Path.of("/repository/a.jar")), Optional.of("com.acme.App"),
                Optional.empty()).texts());
        Files.writeString(directory.resolve("my.env"), "PASSWORD=" + SECRET + "\nURL=postgres://me:" + SECRET + "@db\n");
        Files.writeString(directory.resolve("package.json"), "{\"scripts\": {\"dev\": \"run --token " + SECRET + "\"}}");
    }

    @AfterAll
    static void resolveNothing() {
        ArtifactFinder.useNone();
    }

    static Stream<String> keys() {
        return ConfigurationKeys.all().keySet().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("keys")
    void noTextOfTheDefinitionAndOfItsProblemsHasTheSecret(String key) {
        // The name of a file or of a process is no command line.
        List<String> forms = NAMES.contains(key) ? OF_NAMES : FORMS;
        for (int i = 0; i < FORMS_OF_KEY; i++) {
            int next = Math.floorMod(key.hashCode(), forms.size()) + i;
            check(property(key, "x", forms.get(next % forms.size())), COMPANIONS.get(i % COMPANIONS.size()));
        }
        if (key.endsWith(".*")) {
            check(property(key, "api-token", SECRET), COMPANIONS.get(0));
        }
    }

    private static void check(String property, List<String> companions) {
        Map<String, String> properties = new TreeMap<>();
        companions.forEach(one -> properties.put(one.split("=", 2)[0], one.split("=", 2)[1]));
        properties.put(property.split("=", 2)[0], property.split("=", 2)[1]);
        Definitions read = Configured
                .with(properties.entrySet().stream().map(one -> "web." + one).toArray(String[]::new)).in(directory).read();

        assertThat(texts(read)).as(property).noneMatch(text -> text.contains(SECRET));
    }

    /** A map has a name that sounds like a secret, or one that does not. */
    private static String property(String key, String name, String value) {
        return key.replace("config.*", "config.\"app." + name + "\"").replace("*", name) + "=" + value;
    }

    @Test
    void theSecretsOfAFileAndOfAScriptAreMasked() {
        assertThat(texts(Configured.with("web.command=x", "web.env-file=my.env").in(directory).read()))
                .noneMatch(text -> text.contains(SECRET));
        assertThat(texts(Configured.with("web.npm-script=dev").in(directory).read()))
                .noneMatch(text -> text.contains(SECRET));
    }

    /** A header under a name that says nothing, for each scheme. */
    @Test
    void theValueOfAHeaderIsMaskedBehindTheNameOfItsScheme() {
        for (String scheme : List.of("Bearer", "basic", "Digest", "TOKEN", "ApiKey", "Negotiate", "Key")) {
            Definitions read = Configured.with("web.command=x", "web.port=80", "web.health.path=/",
                    "web.health.headers.X-Custom=" + scheme + " " + SECRET, "web.liveness.path=/",
                    "web.liveness.headers.X-Other=\"" + scheme + " " + SECRET + "\"", "web.env.OTHER=" + SECRET)
                    .in(directory).read();

            assertThat(read.allProblems()).isEmpty();
            assertThat(texts(read)).as(scheme).noneMatch(text -> text.contains(SECRET));
        }
    }

    @Test
    void aSecretInTheWrongPlaceIsMaskedInTheRefusal() {
        List<String> problems = Configured.with("web.command=x", "web.port=80",
                "web.health.url=http://me:" + SECRET + "@localhost:99/").problems();

        assertThat(problems).singleElement().asString().contains("health.url", "http://***@localhost:99/")
                .doesNotContain(SECRET);
    }

    private static List<String> texts(Definitions read) {
        List<String> texts = new ArrayList<>();
        Stream.concat(read.allProblems().stream(), read.warnings().stream()).map(Problem::toString).forEach(texts::add);
        texts.add(String.valueOf(read));
        for (ProcessDefinition definition : read.all()) {
            texts.add(definition.toString());
            parts(definition).forEach(part -> texts.add(String.valueOf(part)));
            texts.add(plan(definition));
            Secrets secrets = Secrets.of(definition);
            definition.command().words().forEach(word -> texts.add(secrets.mask("x " + word + " y")));
            definition.command().environment().values().forEach(value -> texts.add(secrets.mask("failed with " + value)));
        }
        return texts;
    }

    private static String plan(ProcessDefinition definition) {
        try {
            return DryRun.of(Plan.of(List.of(definition)), directory) + "\n"
                    + DryRun.of(Plan.of(List.of(definition)), directory).steps();
        } catch (ProcessException e) {
            return e.getMessage();
        }
    }

    private static List<Object> parts(ProcessDefinition definition) {
        List<Object> parts = new ArrayList<>();
        for (Method method : ProcessDefinition.class.getMethods()) {
            boolean value = method.getParameterCount() == 0 && !Map.class.isAssignableFrom(method.getReturnType())
                    && !method.getName().equals("name");
            if (value) {
                try {
                    Object part = method.invoke(definition);
                    Object one = part instanceof Optional<?> some ? some.map(Object.class::cast).orElse("") : part;
                    // A text of the definition itself is a value, and not a text about it.
                    parts.add(one.getClass().getName().startsWith("io.quarkiverse.") ? part : "");
                } catch (ReflectiveOperationException e) {
                    throw new AssertionError(e);
                }
            }
        }
        return parts;
    }

    @Test
    void theMessageOfABuilderHasNoSecret() {
        ProcessDefinitionBuilder builder = ProcessDefinition.builder("web").command("x").unsetEnv("TOKEN=" + SECRET)
                .health(health -> health.url("http://me:" + SECRET + "@localhost/"));

        assertThat(Outcome.of(builder).problems()).hasSize(2).noneMatch(problem -> problem.toString().contains(SECRET));
    }
}
