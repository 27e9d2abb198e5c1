package io.quarkiverse.processmanager.runtime.safe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

/** The table of the harmless ends of names in the documentation is the table of the code. */
class HarmlessEndTableTest {

    private static final Path PAGE = Path.of("../docs/modules/ROOT/pages/includes/secret-names.adoc");
    private static final Map<HarmlessEnd, String> TITLES = Map.ofEntries(Map.entry(HarmlessEnd.PLACE, "A file or a directory"),
            Map.entry(HarmlessEnd.ADDRESS, "An address"), Map.entry(HarmlessEnd.HOST, "A host"),
            Map.entry(HarmlessEnd.PORT, "A port"), Map.entry(HarmlessEnd.TIME, "A time"),
            Map.entry(HarmlessEnd.NUMBER, "A number"), Map.entry(HarmlessEnd.COUNT, "A count"),
            Map.entry(HarmlessEnd.VERSION, "A version"),
            Map.entry(HarmlessEnd.KIND, "A kind"), Map.entry(HarmlessEnd.KINDS, "Several kinds"),
            Map.entry(HarmlessEnd.OWNER, "A provider"), Map.entry(HarmlessEnd.NAME, "A name"),
            Map.entry(HarmlessEnd.SWITCH, "A switch"));

    @Test
    void theTableInTheDocumentationIsTheOneOfTheCode() throws IOException {
        assertThat(TITLES).containsOnlyKeys(HarmlessEnd.values());
        String wanted = "[cols=\"1,4\", options=\"header\"]\n|===\n|The value is |The last word of the name\n\n"
                + Arrays.stream(HarmlessEnd.values()).map(HarmlessEndTableTest::row).collect(Collectors.joining()) + "|===\n";
        String found = Files.exists(PAGE) ? Files.readString(PAGE) : "";
        if (!found.equals(wanted)) {
            Files.writeString(PAGE, wanted);
        }

        assertThat(found).as("%s was out of date and has been generated again: check and commit it", PAGE).isEqualTo(wanted);
    }

    private static String row(HarmlessEnd end) {
        return "|" + TITLES.get(end) + " |"
                + end.words().stream().map(word -> "`" + word + "`").collect(Collectors.joining(", ")) + "\n";
    }
}
