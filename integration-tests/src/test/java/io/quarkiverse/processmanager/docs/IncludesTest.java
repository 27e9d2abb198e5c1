package io.quarkiverse.processmanager.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** Each example that a page includes exists, and a page includes each example. Other tests run the examples. */
class IncludesTest {

    private static final Path PAGES = Path.of("../docs/modules/ROOT/pages");
    private static final Path EXAMPLES = Path.of("../docs/modules/ROOT/examples");
    private static final Pattern INCLUDE = Pattern.compile("include::\\.\\./examples/([^\\[]+)\\[(?:tags?=([\\w;-]+))?");
    private static final Pattern TAG = Pattern.compile("tag::([\\w-]+)\\[]");
    private static final String WHOLE = "the whole";

    @Test
    void includedExamplesExistAndAllExamplesAreIncluded() throws IOException {
        Map<String, Set<String>> shown = new TreeMap<>();
        for (Path page : files(PAGES, ".adoc")) {
            Matcher include = INCLUDE.matcher(Files.readString(page));
            while (include.find()) {
                shown.computeIfAbsent(include.group(1), file -> new TreeSet<>())
                        .addAll(include.group(2) == null ? Set.of(WHOLE) : Set.of(include.group(2).split(";")));
            }
        }

        assertThat(shown).isEqualTo(files(EXAMPLES, "").stream()
                .collect(
                        Collectors.toMap(file -> EXAMPLES.relativize(file).toString().replace('\\', '/'), IncludesTest::tags)));
    }

    private static Set<String> tags(Path example) {
        try {
            Set<String> tags = new TreeSet<>();
            Matcher tag = TAG.matcher(Files.readString(example));
            while (tag.find()) {
                tags.add(tag.group(1));
            }
            return tags.isEmpty() ? Set.of(WHOLE) : tags;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<Path> files(Path directory, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).filter(file -> file.toString().endsWith(ending))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
