package io.quarkiverse.processmanager.deployment.export.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.deployment.export.ExportPlan;
import io.quarkiverse.processmanager.deployment.export.Exports;
import io.quarkiverse.processmanager.runtime.config.KnownKeys;

class KubernetesCounterpartsTest {

    private static final Path TABLE_OF_GUIDE = Path.of("../docs/modules/ROOT/pages/includes/kubernetes-counterparts.adoc");

    @Test
    void eachKeyIsInAManifestOrHasAReasonWhyNot() {
        assertThat(KubernetesCounterparts.TABLE.forgotten(KnownKeys.ofProcesses())).isEmpty();
    }

    @Test
    void theFilesOfAllProcessesAreReported() {
        ExportPlan plan = Exports.with("x.command=x", "x.image=x", "x.env-file=x.env")
                .andGlobal("quarkus.process-manager.env-file=a.env,b.env").inContainers();

        assertThat(KubernetesCounterparts.missing(plan.find("x").orElseThrow(), Place.SIDECAR)).extracting(Problem::toString)
                .containsExactly(
                        "quarkus.processes.x.env-file: (x.env) is a file of the build; make a ConfigMap of the file, or "
                                + "write its variables as env",
                        "quarkus.process-manager.env-file: (a.env, b.env) is a file of the build; make a ConfigMap of the file, "
                                + "or write its variables as quarkus.process-manager.env");
    }

    /** The guide has the table of the code. */
    @Test
    void theGuideShowsWhatHasNoCounterpart() throws IOException {
        Map<String, Set<String>> byReason = new TreeMap<>();
        KubernetesCounterparts.TABLE.lacking()
                .forEach((key, reason) -> byReason.computeIfAbsent(reason, any -> new TreeSet<>()).add("`+" + key + "+`"));
        List<String> rows = byReason.entrySet().stream()
                .map(entry -> "\n|" + String.join(", ", entry.getValue()) + "\n|" + entry.getKey() + "\n").sorted().toList();
        String wanted = "[cols=\"2,3\", options=\"header\"]\n|===\n|Setting |In a cluster\n" + String.join("", rows) + "|===\n";
        String found = Files.exists(TABLE_OF_GUIDE) ? Files.readString(TABLE_OF_GUIDE) : "";
        if (!found.equals(wanted)) {
            Files.writeString(TABLE_OF_GUIDE, wanted);
        }

        assertThat(found).as("the table was out of date and has been written again: check and commit it").isEqualTo(wanted);
    }
}
