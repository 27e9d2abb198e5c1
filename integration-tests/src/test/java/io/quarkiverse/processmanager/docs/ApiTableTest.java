package io.quarkiverse.processmanager.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** The page about the API has each public type, with the first sentence of its documentation. */
class ApiTableTest {

    private static final Path API = Path.of("../runtime/src/main/java/io/quarkiverse/processmanager");
    private static final Path TEST_API = Path.of("../test-framework/src/main/java/io/quarkiverse/processmanager/test");
    private static final Path PAGE = Path.of("../docs/modules/ROOT/pages/includes/api-table.adoc");
    private static final Pattern TYPE = Pattern
            .compile("(?s)/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@[\\w.]+(?:\\((?:[^()]|\\([^()]*\\))*\\))?\\s*)*"
                    + "public (?:sealed |final |abstract )*(class|interface|record|enum|@interface) (\\w+)");

    @Test
    void pageHasEachPublicType() throws IOException {
        StringBuilder table = new StringBuilder("[cols=\"1,3\", options=\"header\"]\n|===\n|Type |What it is\n");
        for (Path directory : List.of(API, API.resolve("probe"), API.resolve("service"), TEST_API)) {
            for (Path file : sources(directory)) {
                Matcher type = TYPE.matcher(Files.readString(file));
                assertThat(type.find()).as("a documented public type in %s", file).isTrue();
                table.append("\n|`").append(type.group(2).equals("@interface") ? "@" : "").append(type.group(3)).append("`\n|")
                        .append(JavadocText.summary(type.group(1))).append('\n');
            }
        }
        String wanted = table.append("|===\n").toString();
        String found = Files.exists(PAGE) ? Files.readString(PAGE) : "";
        if (!found.equals(wanted)) {
            Files.writeString(PAGE, wanted);
        }

        assertThat(found).as("%s was out of date and has been generated again: check and commit it", PAGE)
                .isEqualTo(wanted);
    }

    /** The sources of a package whose type of the same name is public. */
    private static List<Path> sources(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".java")).filter(ApiTableTest::isPublic).sorted().toList();
        }
    }

    private static boolean isPublic(Path file) {
        try {
            String name = file.getFileName().toString().replace(".java", "");
            return Pattern.compile("(?m)^public .*\\b(class|interface|record|enum|@interface) " + name + "\\b")
                    .matcher(Files.readString(file)).find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
