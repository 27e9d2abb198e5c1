package io.quarkiverse.processmanager.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The tables of the guides with property, default and meaning are made from the configuration reference. A guide includes
 * {@code includes/settings-NAME.adoc}; the file {@code setting-tables.txt} has the keys of each table.
 */
class SettingTablesTest {

    private static final Path INCLUDES = Path.of("../docs/modules/ROOT/pages/includes");
    private static final Path TABLES = Path.of("src/test/resources/setting-tables.txt");
    private static final String OF_PROCESS = "quarkus.processes.\"id\".";
    private static final Pattern ENTRY = Pattern.compile(
            "\\[\\[([^\\]]+)]] \\[\\.property-path]##link:#[^\\[]+\\[`\\+\\+\\+(quarkus[^+]+)"
                    + "\\+\\+\\+`]##.*?\\[\\.description]\n--\n(.*?)\n\n\nifdef.*?\n--\n(a?\\|.*?)\n\\|((?:`\\+\\+\\+[^\n]*)?)\n",
            Pattern.DOTALL);
    private static final Pattern DEFAULT = Pattern.compile(" \\(default: ((?:[^()]|\\([^()]*\\))*)\\)");
    private static final Pattern IN_TEXT = Pattern
            .compile("`([a-z][\\w.-]+)`(?:,| \\(|\\()\\s*default: ([0-9.]+(?: (?:ms|s|min))?)\\)");
    private static final Pattern SENTENCE = Pattern.compile("^(.*?[.])(?: [A-Z`].*)?$");

    private record Setting(String anchor, String key, String text, String type, String ofAnnotation) {

        /** The first sentence, without the default. */
        String meaning() {
            String plain = DEFAULT.matcher(text).replaceAll("");
            Matcher first = SENTENCE.matcher(plain);
            return inCell(first.matches() ? first.group(1) : plain);
        }

        String value() {
            Matcher inText = DEFAULT.matcher(text);
            String written = type.contains("Duration") ? ofAnnotation.toLowerCase(Locale.ROOT) : ofAnnotation;
            return inCell(!written.isEmpty() ? written : inText.find() ? inText.group(1) : "none");
        }

        private static String inCell(String text) {
            return text.replaceAll("(?<!\\\\)\\|", "\\\\|");
        }

        String row() {
            String shown = key.startsWith(OF_PROCESS) ? key.substring(OF_PROCESS.length()) : key;
            return "\n|xref:reference-configuration.adoc#" + anchor + "[`+" + shown + "+`]\n|" + value() + "\n|" + meaning()
                    + "\n";
        }
    }

    @TestFactory
    Stream<DynamicTest> eachTableShowsTheReference() throws IOException {
        Map<String, Setting> settings = settings();
        return tables().entrySet().stream().map(table -> DynamicTest.dynamicTest(table.getKey(),
                () -> compare(table.getKey(), render(table.getValue(), settings))));
    }

    /** A default in the text of a page, such as {@code `stop.timeout` (default: 10 s)}. */
    @Test
    void textOfEachPageHasTheDefaultsOfTheReference() throws IOException {
        Map<String, Setting> settings = settings();
        List<String> compared = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        try (Stream<Path> files = Files.list(INCLUDES.getParent())) {
            for (Path page : files.filter(file -> file.toString().endsWith(".adoc")).toList()) {
                for (MatchResult found : IN_TEXT.matcher(Files.readString(page)).results().toList()) {
                    Setting setting = settings.get(found.group(1));
                    if (setting != null) {
                        compared.add(found.group());
                        if (!setting.value().replaceAll("[`+]", "")
                                .equals(found.group(2).replace(" ", "").replace("min", "m"))) {
                            wrong.add(page.getFileName() + ": " + found.group());
                        }
                    }
                }
            }
        }

        assertThat(compared).hasSizeGreaterThan(10);
        assertThat(wrong).isEmpty();
    }

    private static void compare(String name, String wanted) throws IOException {
        Path include = INCLUDES.resolve("settings-" + name + ".adoc");
        String found = Files.exists(include) ? Files.readString(include) : "";
        if (!found.equals(wanted)) {
            Files.writeString(include, wanted);
        }

        assertThat(found).as("%s was out of date and has been generated again: check and commit it", include)
                .isEqualTo(wanted);
    }

    private static String render(List<String> keys, Map<String, Setting> settings) {
        StringBuilder table = new StringBuilder("[cols=\"3,2,5\", options=\"header\"]\n|===\n|Property |Default |Meaning\n");
        for (String key : keys) {
            assertThat(settings).containsKey(key);
            table.append(settings.get(key).row());
        }
        return table.append("|===\n").toString();
    }

    private static Map<String, Setting> settings() throws IOException {
        Map<String, Setting> settings = new TreeMap<>();
        try (Stream<Path> files = Files.list(INCLUDES)) {
            for (Path file : files.filter(file -> file.getFileName().toString().startsWith("quarkus-")).toList()) {
                Matcher entry = ENTRY.matcher(Files.readString(file));
                while (entry.find()) {
                    String key = entry.group(2);
                    settings.put(key.startsWith(OF_PROCESS) ? key.substring(OF_PROCESS.length()) : key,
                            new Setting(entry.group(1), key, entry.group(3).replace('\n', ' ').strip(), entry.group(4),
                                    entry.group(5)));
                }
            }
        }
        return settings;
    }

    /** A line has a name, a colon, and the keys, in the order of the table. */
    private static Map<String, List<String>> tables() throws IOException {
        Map<String, List<String>> tables = new TreeMap<>(Comparator.naturalOrder());
        for (String line : Files.readAllLines(TABLES)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                tables.put(line.substring(0, line.indexOf(':')),
                        List.of(line.substring(line.indexOf(':') + 1).strip().split(" ")));
            }
        }
        return tables;
    }
}
