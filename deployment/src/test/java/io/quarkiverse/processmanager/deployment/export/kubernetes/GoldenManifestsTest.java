package io.quarkiverse.processmanager.deployment.export.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The manifests of whole applications. A file {@code name.properties} has the settings below {@code quarkus.processes}, and
 * {@code name.yml} the manifests, followed by the report. {@code -Drecord} writes the manifests anew.
 */
class GoldenManifestsTest {

    private static final Path FILES = Path.of("src/test/resources/kubernetes");
    private static final Path GUIDE = Path.of("../docs/modules/ROOT/examples/kubernetes");

    @Test
    void anUnknownFieldIsFound() {
        assertThatThrownBy(() -> StrictYaml.read("""
                apiVersion: v1
                kind: Pod
                metadata:
                  name: shop
                spec:
                  containers:
                    - name: shop
                      restartPolicies: Always
                """)).hasMessageContaining("restartPolicies");
    }

    @ParameterizedTest
    @ValueSource(strings = { "shop", "separate" })
    void theManifestsAreThoseOfTheFile(String name) throws IOException {
        List<String> lines = Files.readAllLines(FILES.resolve(name + ".properties")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#")).toList();

        compare(Manifests.of(lines.toArray(String[]::new)), FILES.resolve(name + ".yml"));
    }

    /** The guide shows the settings and the manifests of one application. */
    @Test
    void theManifestsOfTheGuideAreThoseOfItsExample() throws IOException {
        List<String> lines = Files.readAllLines(GUIDE.resolve("../kubernetes.properties")).stream()
                .dropWhile(line -> !line.contains("tag::processes")).takeWhile(line -> !line.contains("end::processes"))
                .filter(line -> line.startsWith("quarkus.processes."))
                .map(line -> line.substring("quarkus.processes.".length()))
                .toList();

        compare(Manifests.of(lines.toArray(String[]::new)), GUIDE.resolve("shop.yml"));
    }

    private static void compare(Manifests manifests, Path file) throws IOException {
        assertThat(manifests.problems()).isEmpty();
        String text = manifests.yaml() + "---\n# Without a counterpart:\n"
                + String.join("", manifests.withoutCounterpart().stream().map(line -> "# " + line + "\n").toList());
        if (System.getProperty("record") != null) {
            Files.writeString(file, text, StandardCharsets.UTF_8);
        }
        assertThat(text).isEqualTo(Files.readString(file));
        assertThat(StrictYaml.read(text)).isEqualTo(manifests.objects());
    }
}
