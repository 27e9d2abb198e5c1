package io.quarkiverse.processmanager.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** The pages name the subject of each sentence, and a process is no person. The page about the style quotes the words. */
class EnglishTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern WORD = Pattern.compile(
            "(?i)\\b(somebody|nobody(?!`)|whoever|whom|anybody|hears?|heard|farewell|last words|(is|are) told|means well|looked for|(their|its) like)\\b");

    @Test
    void pagesNameTheSubjectOfEachSentence() throws IOException {
        Set<String> found = new TreeSet<>();
        for (Path file : files()) {
            WORD.matcher(Files.readString(file)).results().forEach(word -> found.add(file.getFileName() + ": " + word.group()));
        }

        assertThat(found).isEmpty();
    }

    private static Set<Path> files() throws IOException {
        try (Stream<Path> pages = Files.walk(ROOT.resolve("docs/modules/ROOT/pages"));
                Stream<Path> community = Files.walk(ROOT.resolve(".github"))) {
            Stream<Path> others = Stream
                    .of("README.md", "CONTRIBUTING.md", "CHANGELOG.md",
                            "deployment/src/main/resources/META-INF/quarkus-skill.md")
                    .map(ROOT::resolve);
            return Stream.of(pages, community, others).flatMap(all -> all)
                    .filter(file -> file.toString().matches(".*\\.(adoc|md)") && !file.endsWith("contributing-style.adoc"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
