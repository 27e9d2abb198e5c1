package io.quarkiverse.processmanager.terminal.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

/** The table of the keys in the guide is the table of the code. */
class KeyTableTest {

    private static final Path PAGE = Path.of("../docs/modules/ROOT/pages/includes/monitor-keys.adoc");

    @Test
    void tableInTheGuideIsTheOneOfTheCode() throws IOException {
        String wanted = "[cols=\"1,4\", options=\"header\"]\n|===\n|Keys |Effect\n\n" + String.join("\n", KeyCommand.asciidoc())
                + "\n|===\n";
        String found = Files.exists(PAGE) ? Files.readString(PAGE) : "";
        if (!found.equals(wanted)) {
            Files.writeString(PAGE, wanted);
        }

        assertThat(found).as("%s was out of date and has been generated again: check and commit it", PAGE).isEqualTo(wanted);
    }
}
