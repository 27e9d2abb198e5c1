package io.quarkiverse.processmanager.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page for users of the npm package covers all its features, and each row has an example that runs. */
class FromNodePageTest {

    private static final Path DOCS = Path.of("../docs/modules/ROOT");
    private static final Path TEST = Path.of("src/test/java/io/quarkiverse/processmanager/docs/FromNodeTest.java");
    private static final String JAVA = "java/io/quarkiverse/processmanager/docs/FromNode.java";
    private static final String PROPERTIES = "from-node.properties";

    private final String page = read(DOCS.resolve("pages/reference-from-node.adoc"));

    /** The features in the README of the package, in its order. */
    @ParameterizedTest
    @ValueSource(strings = { "`id`, `name`", "`command`, `args`, `cwd`, `env`, `shell`", "`detached`", "`uid`, `gid`",
            "`healthCheck`", "`autoRestart`, `maxRestarts`, `restartDelay`", "`dependencies`, `waitFor`", "`collectMetrics`",
            "`onStart`, `onStop`, `onRestart`, `onCrash`", "of type `http`", "of type `tcp`", "of type `command`", "`interval`",
            "`timeout`", "`retries`", "`initialDelay`", "`url`, `method`, `headers`, `expectedStatus`", "`host`, `port`",
            "`checkCommand`, `checkArgs`, `expectedExitCode`", "`createProcess`", "`start`, `stop`, `restart`, `remove`",
            "`isRunning`, `getState`", "`getMetrics`", "`getOrchestrator`", "`startMany`, `startAll`", "`stopAll`",
            "`listProcesses`", "`processPatterns`", "`webServer`, `database`, `worker`, `blockchainNode`",
            "`starting`, `started`, `stopping`, `stopped`", "`crashed`", "`healthy`, `unhealthy`", "The event `metrics`",
            "`error`, `willRestart`, `restartCount`, `maxRestarts`", "`cpu`, `memory`, `uptime`", "Process trees",
            "`TUIManager`, `enableTUI`", "`timeout`, `force`", "`enableGracefulShutdown`", "`error.code`",
            "`ENOENT`, `EACCES`, `DEPENDENCY_FAILED`", "Use appropriate health checks", "Handle dependencies properly",
            "Configure restart policies", "Monitor resource usage", "Command not found", "Process exits immediately",
            "Health check always fails", "Dependencies not starting in order", "Debug mode", "`stdout`, `stderr`" })
    void whatThePackageHasIsInALeftColumn(String feature) {
        assertThat(rows()).anySatisfy(row -> assertThat(row.substring(0, row.indexOf('\n'))).contains(feature));
    }

    @Test
    void eachRowHasAnExample() {
        assertThat(rows()).hasSizeGreaterThan(30)
                .allSatisfy(row -> assertThat(row).containsPattern("\ninclude::.*\\[tag=\\w+]"));
    }

    /** A bar in an example would start another cell. */
    @Test
    void thePageShowsEachExample() {
        String java = read(DOCS.resolve("examples").resolve(JAVA));
        String properties = read(DOCS.resolve("examples").resolve(PROPERTIES));

        assertThat(all("FromNode.java\\[tag=(\\w+)]", page)).isEqualTo(all("tag::(\\w+)\\[]", java)).isNotEmpty();
        assertThat(all("from-node.properties\\[tag=(\\w+)]", page)).isEqualTo(all("tag::(\\w+)\\[]", properties)).isNotEmpty();
        assertThat(java + properties).doesNotContain("|");
    }

    @Test
    void eachExampleRuns() {
        String test = read(TEST);

        assertThat(Arrays.stream(FromNode.class.getDeclaredMethods()).filter(method -> !method.isSynthetic())
                .map(Method::getName)).isNotEmpty().allSatisfy(name -> assertThat(test).contains("examples." + name + "("));
    }

    private List<String> rows() {
        List<String> rows = new ArrayList<>(List.of(page.split("\n(?=\\|)")));
        rows.removeIf(row -> !row.startsWith("|") || row.startsWith("|===") || row.startsWith("|There |Here"));
        return rows;
    }

    private static TreeSet<String> all(String regex, String text) {
        TreeSet<String> found = new TreeSet<>();
        Matcher matcher = Pattern.compile(regex).matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
