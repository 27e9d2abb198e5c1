package io.quarkiverse.processmanager.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.runtime.rules.Lifecycle;
import io.quarkiverse.processmanager.runtime.rules.Trigger;

/** The table in the documentation is the table that the code follows. */
class LifecycleTableTest {

    private static final Path PAGE = Path.of("../docs/modules/ROOT/pages/includes/lifecycle-table.adoc");

    @Test
    void tableInTheDocumentationIsTheOneOfTheCode() throws IOException {
        String wanted = render();
        String found = Files.exists(PAGE) ? Files.readString(PAGE) : "";
        if (!found.equals(wanted)) {
            Files.writeString(PAGE, wanted);
        }

        assertThat(found).as("%s was out of date and has been written again: look at it and commit it", PAGE)
                .isEqualTo(wanted);
    }

    private static String render() {
        Trigger[] triggers = Trigger.values();
        StringBuilder table = new StringBuilder("[cols=\"").append(triggers.length + 1)
                .append("*^.^\", options=\"header\"]\n|===\n");
        table.append("|phase");
        Arrays.stream(triggers).forEach(trigger -> table.append(" |").append(trigger));
        table.append("\n\n");
        for (ProcessPhase phase : ProcessPhase.values()) {
            table.append('|').append(phase);
            for (Trigger trigger : triggers) {
                table.append(" |")
                        .append(Lifecycle.next(phase, trigger).map(next -> next == phase ? "·" : next.name()).orElse(""));
            }
            table.append('\n');
        }
        return table.append("|===\n").toString();
    }
}
