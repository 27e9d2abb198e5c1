package io.quarkiverse.processmanager.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessException.Reason;

/** The page about errors has the messages of the code. */
class ErrorsPageTest {

    private static final Path SOURCES = Path.of("../runtime/src/main/java/io/quarkiverse/processmanager");
    private static final Path PAGES = Path.of("../docs/modules/ROOT/pages");
    private static final Path BAD_INPUTS = Path.of("../runtime/src/test/resources/bad-inputs/table.txt");
    /** No loop over single characters: it would be recursive, and a script in a literal is too long for that. */
    private static final Pattern COMMENT = Pattern.compile("/\\*\\*([^*]*+(?:\\*(?!/)[^*]*+)*+)\\*/\\s*([A-Z][A-Z_]*)[,\\s]");
    private static final Pattern USE = Pattern.compile("Reason\\.([A-Z_]+),");
    private static final Pattern LITERAL = Pattern.compile("\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"");
    private static final String REST = "\u2026";

    @Test
    void eachReasonHasItsMessages() throws IOException {
        Map<Reason, String> causes = causes();
        Map<Reason, TreeSet<String>> messages = messages();
        StringBuilder table = new StringBuilder(
                "[cols=\"1,2,3\", options=\"header\"]\n|===\n|Reason |Cause and cure |Messages\n");
        for (Reason reason : Reason.values()) {
            assertThat(causes).containsKey(reason);
            table.append("\n|`").append(reason).append("`\n|").append(causes.get(reason)).append("\n|")
                    .append(messages.getOrDefault(reason, new TreeSet<>()).stream().map(ErrorsPageTest::verbatim)
                            .collect(Collectors.joining(" +\n")))
                    .append('\n');
        }

        assertSame("error-reasons.adoc", table.append("|===\n").toString());
    }

    @Test
    void eachProblemOfTheConfigurationIsThere() throws IOException {
        Map<String, String> examples = new TreeMap<>();
        for (String row : Files.readAllLines(BAD_INPUTS)) {
            String[] parts = row.split("\t");
            for (String problem : parts[1].equals("accepted") ? new String[0] : parts[1].split(" & ")) {
                // The record cuts an answer with a long value in its middle.
                if (parts[0].length() < 60 && problem.contains(": ") && !problem.contains(" ... ")) {
                    examples.merge(shape(problem), parts[0],
                            (one, other) -> oddness(one) <= oddness(other) ? one : other);
                }
            }
        }
        StringBuilder table = new StringBuilder("[cols=\"3,2\", options=\"header\"]\n|===\n|Message |For example\n");
        examples.forEach((shape, input) -> table.append("\n|").append(verbatim(shape)).append("\n|").append(verbatim(input))
                .append('\n'));

        assertSame("error-configuration.adoc", table.append("|===\n").toString());
    }

    /** The sentences of the table that is written by hand. */
    @Test
    void eachSentenceOfAStateIsInTheCode() throws IOException {
        String code = sources().stream().map(file -> read(file).replaceAll("\"\\s*\\+\\s*\"", ""))
                .map(text -> LITERAL.matcher(text).results().map(found -> found.group(1)).collect(Collectors.joining("\n")))
                .collect(Collectors.joining("\n"));
        String page = Files.readString(PAGES.resolve("reference-errors.adoc"));
        List<String> sentences = Pattern.compile("(?m)^\\|`\\+(.*?)\\+`").matcher(page).results().map(row -> row.group(1))
                .toList();

        assertThat(sentences).hasSizeGreaterThan(10);
        assertThat(sentences).allSatisfy(sentence -> assertThat(Stream.of(sentence.split(REST)).map(String::strip)
                .filter(words -> words.length() > 3)).isNotEmpty()
                .allSatisfy(words -> assertThat(code.contains(words)).as(words).isTrue()));
    }

    private static void assertSame(String name, String wanted) throws IOException {
        Path page = PAGES.resolve("includes").resolve(name);
        String found = Files.exists(page) ? Files.readString(page) : "";
        if (!found.equals(wanted)) {
            Files.writeString(page, wanted);
        }
        assertThat(found).as("%s was out of date and has been generated again: check and commit it", page).isEqualTo(wanted);
    }

    private static Map<Reason, String> causes() throws IOException {
        Map<Reason, String> causes = new TreeMap<>();
        String source = Files.readString(SOURCES.resolve("ProcessException.java"));
        Matcher comment = COMMENT.matcher(source.substring(source.indexOf("enum Reason")));
        while (comment.find()) {
            causes.put(Reason.valueOf(comment.group(2)), JavadocText.of(comment.group(1)));
        }
        return causes;
    }

    /** The texts that the code gives a reason, with an ellipsis for each value in them. */
    private static Map<Reason, TreeSet<String>> messages() throws IOException {
        Map<Reason, TreeSet<String>> messages = new TreeMap<>();
        for (Path file : sources()) {
            String source = read(file);
            Matcher use = USE.matcher(source);
            while (use.find()) {
                for (String message : texts(argument(source, use.end()))) {
                    if (message.matches(".*[a-z]{3} .*")) {
                        messages.computeIfAbsent(Reason.valueOf(use.group(1)), reason -> new TreeSet<>()).add(message);
                    }
                }
            }
        }
        return messages;
    }

    /** The source from an index up to the bracket that closes the call. */
    private static String argument(String source, int start) {
        int depth = 0;
        boolean quoted = false;
        for (int i = start; i < source.length(); i++) {
            char c = source.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == '(') {
                depth++;
            } else if (!quoted && c == ')' && depth-- == 0) {
                return source.substring(start, i);
            }
        }
        throw new AssertionError("no end of the call at " + start);
    }

    /** The texts that an expression can have; there are two if it has a condition with a long text on each side. */
    private static List<String> texts(String expression) {
        List<StringBuilder> texts = new ArrayList<>(List.of(new StringBuilder()));
        int end = 0;
        Matcher literal = LITERAL.matcher(expression);
        while (literal.find()) {
            String between = expression.substring(end, literal.start());
            if (between.strip().equals(":") && literal.group(1).matches("[^;, ].{15,}")) {
                texts.add(new StringBuilder());
            }
            StringBuilder text = texts.get(texts.size() - 1);
            boolean isValueBetween = !text.isEmpty() && between.matches("(?s).*[\\w)].*");
            text.append(isValueBetween && !text.toString().endsWith(REST) ? REST : "")
                    .append(literal.group(1).replace("\\n", " ").replace("\\\"", "\""));
            end = literal.end();
        }
        texts.get(texts.size() - 1).append(expression.substring(end).matches("(?s)\\s*\\+.*\\w.*") ? REST : "");
        return texts.stream().map(text -> text.toString().strip().replaceAll("^, ", "")).toList();
    }

    /** The problem without the value that it is about. */
    private static String shape(String problem) {
        String text = problem.substring(problem.indexOf(": ") + 2).replaceAll("'[^']*'", "'" + REST + "'")
                .replaceAll("\\$\\{.*}\"?}?", "\\${" + REST + "}")
                .replaceAll("(is not one of|known:|a value such as) .*", "$1 " + REST);
        int examples = (text + " such as").indexOf(" such as");
        return text.substring(0, examples).replaceAll("-?(NaN|Infinity|\\b\\d[\\w,.]*)", REST) + text.substring(examples);
    }

    /** Orders the inputs with one problem: a short and visible one is the best example. */
    private static int oddness(String input) {
        return input.length() + (input.matches(".*([{\\\\,]|[= ]$).*") ? 100 : 0);
    }

    private static String verbatim(String text) {
        return "`+" + text.replace("|", "\\|") + "+`";
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
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
