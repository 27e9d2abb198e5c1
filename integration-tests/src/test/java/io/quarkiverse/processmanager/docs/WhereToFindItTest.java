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
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** Each class and each method to which the page about the architecture sends a contributor exists. */
class WhereToFindItTest {

    private static final Path PAGE = Path.of("../docs/modules/ROOT/pages/concepts-architecture.adoc");
    private static final Pattern TYPE = Pattern.compile("\\b(?:class|record|enum|interface) (\\w+)");
    private static final Pattern NAME = Pattern.compile("`([A-Z][a-z]\\w*)(?:\\.([a-z]\\w*))?(?:\\([^`]*\\))?`");

    @Test
    void classesAndMethodsExist() throws IOException {
        Map<String, String> sources = sources();
        String page = Files.readString(PAGE);
        int start = page.indexOf("== Where to find it");
        Matcher name = NAME.matcher(page.substring(start, page.indexOf("\n== ", start + 1)));
        Set<String> missing = new TreeSet<>();
        int found = 0;
        while (name.find()) {
            found++;
            String source = sources.get(name.group(1));
            if (source == null || name.group(2) != null && !source.contains(name.group(2) + "(")) {
                missing.add(name.group());
            }
        }

        assertThat(found).isGreaterThan(50);
        assertThat(missing).isEmpty();
    }

    /** The source of each type, also of a nested one. */
    private static Map<String, String> sources() {
        Map<String, String> sources = new TreeMap<>();
        Stream.of("runtime", "runtime-dev", "deployment", "terminal", "cli", "test-framework")
                .flatMap(module -> javaFiles(Path.of("..", module, "src/main/java"))).map(WhereToFindItTest::read)
                .forEach(source -> TYPE.matcher(source).results()
                        .forEach(type -> sources.merge(type.group(1), source, String::concat)));
        return sources;
    }

    private static Stream<Path> javaFiles(Path directory) {
        try {
            return Files.walk(directory).filter(file -> file.toString().endsWith(".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
