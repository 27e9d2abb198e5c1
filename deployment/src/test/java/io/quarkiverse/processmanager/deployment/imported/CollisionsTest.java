package io.quarkiverse.processmanager.deployment.imported;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.terminal.foreign.Imported;

class CollisionsTest {

    private static final Path APP = Path.of("/app");

    private final Map<String, ImportedFile> ids = new TreeMap<>();

    @Test
    void aProcessOfTwoFilesIsOneProblem() {
        ImportedFile procfile = new ImportedFile(ImportedFile.PROCFILE, APP.resolve("Procfile"), APP);
        ImportedFile compose = new ImportedFile(ImportedFile.COMPOSE, APP.resolve("process-compose.yaml"), APP);

        assertThat(ImportProcessor.collisions(of("web", "worker"), procfile, ids)).isEmpty();
        assertThat(ImportProcessor.collisions(of("web", "db"), compose, ids)).extracting(Problem::toString)
                .containsExactly("quarkus.process-manager.compose: defines process 'web', which " + procfile.file()
                        + " defines, too; rename one of them, or import one of the files only");
    }

    private static Imported of(String... ids) {
        Map<String, String> properties = new TreeMap<>(Map.of("quarkus.process-manager.env.\"A\"", "1"));
        for (String id : ids) {
            properties.put("quarkus.processes." + id + ".command", id);
            properties.put("quarkus.processes." + id + ".shell", "true");
        }
        return new Imported(properties, List.of(), List.of());
    }
}
