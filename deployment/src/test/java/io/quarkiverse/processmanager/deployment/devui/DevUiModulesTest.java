package io.quarkiverse.processmanager.deployment.devui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.quarkiverse.processmanager.deployment.TimeLimit;

/**
 * Runs the tests in {@code src/test/js} with Node. They test the modules {@code dev-ui/process-manager-*.js} that need no
 * browser. {@code npm test} in this module does the same; no package has to be installed.
 */
class DevUiModulesTest {

    private static final String NODE = System.getenv().getOrDefault("NODE", "node");

    @Test
    @Timeout(300)
    void testsInJavaScriptSucceed() throws Exception {
        List<String> command = new ArrayList<>(List.of(NODE, "--test"));
        command.addAll(tests());

        Process node = TimeLimit.of(start(command));
        String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(node.waitFor()).as(output).isZero();
        assertThat(output).as("tests were run").containsPattern("pass [1-9]");
    }

    private static List<String> tests() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src", "test", "js"))) {
            return files.map(Path::toString).filter(name -> name.endsWith(".test.js")).sorted().toList();
        }
    }

    private static Process start(List<String> command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new AssertionError("cannot run the JavaScript tests of the Dev UI: '" + NODE
                    + "' is not installed; install Node.js 20 or later, or set the environment variable NODE to its path", e);
        }
    }
}
