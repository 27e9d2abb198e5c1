package io.quarkiverse.processmanager.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.runtime.rules.Lifecycle;
import io.quarkiverse.processmanager.runtime.rules.Trigger;

/** The table in the documentation is the table of the code. */
class LifecycleTableTest {

    private static final Path PAGE = Path.of("../docs/modules/ROOT/pages/includes/lifecycle-table.adoc");

    @Test
    void tableInTheDocumentationIsTheOneOfTheCode() throws IOException {
        String wanted = render();
        String found = Files.exists(PAGE) ? Files.readString(PAGE) : "";
        if (!found.equals(wanted)) {
            Files.writeString(PAGE, wanted);
        }

        assertThat(found).as("%s was out of date and has been generated again: check and commit it", PAGE)
                .isEqualTo(wanted);
    }

    /** One row for each phase with its transitions and its ignored triggers. A grid would be wider than the page. */
    private static String render() {
        StringBuilder table = new StringBuilder("[cols=\"1,4,1\", options=\"header\"]\n|===\n|Phase |Moves |Ignores\n");
        for (ProcessPhase phase : ProcessPhase.values()) {
            List<String> moves = new ArrayList<>();
            List<String> ignores = new ArrayList<>();
            for (Trigger trigger : Trigger.values()) {
                Lifecycle.next(phase, trigger).ifPresent(next -> {
                    if (next == phase) {
                        ignores.add("`" + trigger + "`");
                    } else {
                        moves.add("`" + trigger + "` to `" + next + "`");
                    }
                });
            }
            table.append("\n|`").append(phase).append("`\n|").append(String.join(", ", moves))
                    .append("\n|").append(String.join(", ", ignores)).append('\n');
        }
        return table.append("|===\n").toString();
    }
}
