package io.quarkiverse.processmanager.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** What the page about the architecture names exists: each class and each method to which it sends a contributor, each package. */
class WhereToFindItTest {

    private static final Path PAGE = Path.of("../docs/modules/ROOT/pages/concepts-architecture.adoc");
    /** The package at the root of each module. */
    private static final Map<String, String> ROOTS = Map.of("runtime", "", "runtime-dev", "runtime/dev/ui", "deployment",
            "deployment", "terminal", "terminal", "cli", "cli", "test-framework", "test");
    private static final Pattern PACKAGES = Pattern.compile("^( *)((?:[a-z-]+/ ?)*[a-z-]+/)");
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

    @Test
    void thePackagesAreThoseThatExist() throws IOException {
        Map<String, Set<String>> described = packagesOfThePage();

        assertThat(described).containsKeys("runtime", "runtime-dev", "deployment", "terminal");
        ROOTS.forEach((module, root) -> assertThat(described.get(module)).as(module).isEqualTo(packages(module, root)));
    }

    /** The packages below the root of each module, from the indented list below "The house". */
    private static Map<String, Set<String>> packagesOfThePage() throws IOException {
        String page = Files.readString(PAGE);
        int start = page.indexOf("----", page.indexOf("== The house"));
        Map<String, Set<String>> packages = new TreeMap<>();
        List<String> above = new ArrayList<>();
        for (String line : page.substring(start, page.indexOf("----", start + 1)).lines().toList()) {
            Matcher names = PACKAGES.matcher(line);
            if (names.find()) {
                int depth = names.group(1).length() / 2;
                above.subList(Math.min(depth, above.size()), above.size()).clear();
                for (String name : names.group(2).split(" ")) {
                    String path = String.join("", above) + name;
                    packages.computeIfAbsent(path.substring(0, path.indexOf('/')), any -> new TreeSet<>())
                            .add(path.substring(path.indexOf('/') + 1));
                }
                above.add(names.group(2));
            }
        }
        return packages;
    }

    private static Set<String> packages(String module, String root) {
        Path directory = Path.of("..", module, "src/main/java/io/quarkiverse/processmanager", root);
        Set<String> packages = new TreeSet<>();
        javaFiles(directory).map(file -> directory.relativize(file).getParent()).forEach(path -> {
            for (Path one = path; one != null; one = one.getParent()) {
                packages.add(one + "/");
            }
        });
        packages.add("");
        return packages;
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
