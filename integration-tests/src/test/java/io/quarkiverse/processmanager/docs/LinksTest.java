package io.quarkiverse.processmanager.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** Each link between the pages, and from the files of the repository to them, has a target. */
class LinksTest {

    private static final Path ROOT = Path.of("..");
    private static final Path DOCS = ROOT.resolve("docs/modules/ROOT");
    private static final Path PAGES = DOCS.resolve("pages");
    private static final Pattern XREF = Pattern.compile("xref:([\\w-]+\\.adoc)(?:#([\\w-]+))?\\[");
    private static final Pattern OWN = Pattern.compile("<<([\\w-]+)(?:,[^>]*)?>>|xref:#([\\w-]+)\\[");
    private static final Pattern IMAGE = Pattern.compile("image::?([\\w./-]+)\\[");
    private static final Pattern TITLE = Pattern.compile("(?m)^=+ (.+?)(?: \\[\\[[\\w-]+]])?$");
    private static final Pattern ANCHOR = Pattern.compile("\\[\\[([\\w-]+)]]|(?m)^\\[#([\\w-]+)]");
    private static final Pattern INCLUDE = Pattern.compile("(?m)^include::(includes/[\\w./-]+\\.adoc)\\[");
    private static final Pattern MARKDOWN = Pattern.compile("]\\((?!https?:|#)([^)#]+)");

    @Test
    void linksBetweenThePagesHaveTargets() throws IOException {
        Set<String> broken = new TreeSet<>();
        for (Path page : pages()) {
            String text = Files.readString(page);
            String from = page.getFileName() + ": ";
            Matcher xref = XREF.matcher(text);
            while (xref.find()) {
                Path target = PAGES.resolve(xref.group(1));
                if (!Files.exists(target) || xref.group(2) != null && !anchors(target).contains(xref.group(2))) {
                    broken.add(from + xref.group());
                }
            }
            OWN.matcher(text).results().map(own -> own.group(1) == null ? own.group(2) : own.group(1))
                    .filter(id -> !anchors(page).contains(id)).forEach(id -> broken.add(from + id));
            IMAGE.matcher(text).results().map(image -> image.group(1))
                    .filter(image -> !Files.exists(DOCS.resolve("images").resolve(image)))
                    .forEach(image -> broken.add(from + image));
        }

        assertThat(broken).isEmpty();
    }

    @Test
    void navigationHasEachPageOnce() throws IOException {
        List<String> linked = XREF.matcher(Files.readString(DOCS.resolve("nav.adoc"))).results().map(link -> link.group(1))
                .toList();

        assertThat(linked).containsExactlyInAnyOrderElementsOf(pages().stream()
                .filter(page -> page.getParent().equals(PAGES)).map(page -> page.getFileName().toString()).toList());
    }

    @Test
    void linksOfTheRepositoryHaveTargets() throws IOException {
        Set<String> broken = new TreeSet<>();
        try (Stream<Path> files = Stream.concat(Files.list(ROOT),
                Stream.concat(Files.walk(ROOT.resolve(".github")), Stream.of(ROOT.resolve("benchmarks/README.md"))))) {
            for (Path file : files.filter(file -> file.toString().endsWith(".md")).toList()) {
                MARKDOWN.matcher(Files.readString(file)).results().map(link -> link.group(1))
                        .filter(link -> !Files.exists(file.resolveSibling(link)))
                        .forEach(link -> broken.add(file + ": " + link));
            }
        }

        assertThat(broken).isEmpty();
    }

    /** The ids of the sections, as Antora makes them of the titles, and the explicit ones; also those of included files. */
    private static Set<String> anchors(Path page) {
        try {
            String text = withIncludes(page);
            Set<String> ids = TITLE.matcher(text).results()
                    .map(title -> "_" + title.group(1).toLowerCase().replaceAll("[^\\w .-]", "").replaceAll("[ .-]+", "_"))
                    .collect(Collectors.toSet());
            ANCHOR.matcher(text).results().map(id -> id.group(1) == null ? id.group(2) : id.group(1)).forEach(ids::add);
            return ids;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String withIncludes(Path page) throws IOException {
        String text = Files.readString(page);
        StringBuilder all = new StringBuilder(text);
        for (MatchResult include : INCLUDE.matcher(text).results().toList()) {
            all.append('\n').append(Files.readString(page.resolveSibling(include.group(1))));
        }
        return all.toString();
    }

    private static Set<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(PAGES)) {
            return files.filter(file -> file.toString().endsWith(".adoc")).collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
