package io.quarkiverse.processmanager.runtime.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.processmanager.runtime.config.text.ShellWords;

class ShellWordsTest {

    /**
     * The pieces of random lines. No piece expands to anything or begins a comment, and no piece has a line break, which ends a
     * command in a shell.
     */
    private static final String[] PIECES = { "a", "b", "ü", "=", " ", "  ", "\t", "'", "'", "\"", "\"", "\\", "\\\\",
            "\\n", "\\'", "\\\"", "''", "\"\"", "\\ ", "x#", "~x", "-", "{", "}", "[", "]", "!", "%s", ":", "/" };

    @Test
    void wordsAreSeparatedByBlanks() {
        assertThat(split("")).isEmpty();
        assertThat(split(" \t\n ")).isEmpty();
        assertThat(split("  node\tserver.js\n--x  ")).containsExactly("node", "server.js", "--x");
    }

    @Test
    void quotesJoinAndMakeEmptyWords() {
        assertThat(split("a 'b c'd\"e f\" '' \"\"")).containsExactly("a", "b cde f", "", "");
    }

    @Test
    void backslashesEscape() {
        assertThat(split("a\\ b \\\\ \\\" \"\\\"\\$\\`\\\\\\n\" '\\n' a\\\nb"))
                .containsExactly("a b", "\\", "\"", "\"$`\\\\n", "\\n", "ab");
    }

    @Test
    void nothingIsExpanded() {
        assertThat(split("$HOME ${X} `ls` $(ls) ~ *.js # not a comment {a,b}"))
                .containsExactly("$HOME", "${X}", "`ls`", "$(ls)", "~", "*.js", "#", "not", "a", "comment", "{a,b}");
    }

    @ParameterizedTest
    @ValueSource(strings = { "'", "a 'b", "\"", "a \"b\\\"", "'a' 'b" })
    void anOpenQuoteIsRefused(String line) {
        assertThatThrownBy(() -> split(line)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unbalanced quote");
    }

    @Test
    void aBackslashAtTheEndIsRefused() {
        assertThatThrownBy(() -> split("a\\")).hasMessage("ends in a backslash, which escapes nothing");
    }

    @Test
    void aWordShowsHowItsCharactersAreQuoted() {
        ShellWords.Word word = ShellWords.split("a'b'\"c\\$d\"\\e").get(0);

        assertThat(word.text()).isEqualTo("abc$de");
        assertThat(word.bare()).isEqualTo("a\0\0\0\0\0");
        assertThat(word.expandable()).isEqualTo("a\0c\0d\0");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aRealShellSplitsTheSameWay() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>();
        lines.addAll(List.of("\\$a \\`b", "\"\\$a\\`b\"", "'$a`b'", "'a\nb'", "\"a\nb\"c", "a\\\nb", "a \\\n b", "\"a\\\nb\"",
                "'a\\\nb'", "\"\\\\\n\""));
        while (lines.size() < 3000) {
            String line = randomLine(random);
            if (canBeSplit(line)) {
                lines.add(line);
            }
        }

        List<List<String>> byTheShell = splitByShell(lines);

        for (int i = 0; i < lines.size(); i++) {
            assertThat(split(lines.get(i))).as("seed %d, line <%s>", seed, lines.get(i))
                    .isEqualTo(byTheShell.get(i));
        }
    }

    private static List<String> split(String line) {
        return ShellWords.split(line).stream().map(ShellWords.Word::text).toList();
    }

    private static String randomLine(Random random) {
        StringBuilder line = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) {
            line.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return line.toString();
    }

    private static boolean canBeSplit(String line) {
        try {
            split(line);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Each line becomes one command of one script. The command prints its words, each followed by NUL, then an empty mark. */
    private static List<List<String>> splitByShell(List<String> lines) throws IOException, InterruptedException {
        StringBuilder script = new StringBuilder("set -f\nwords() { for w in \"$@\"; do printf '%s\\0' \"$w\"; done; }\n");
        for (String line : lines) {
            script.append("words ").append(line).append("\nprintf 'end-of-line\\0'\n");
        }
        Process shell = new ProcessBuilder("sh").redirectErrorStream(true).start();
        Thread writer = new Thread(() -> {
            try (var in = shell.getOutputStream()) {
                in.write(script.toString().getBytes(UTF_8));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        writer.start();
        String output = new String(shell.getInputStream().readAllBytes(), UTF_8);
        writer.join();
        assertThat(shell.waitFor()).as(output).isZero();
        List<List<String>> result = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (String word : output.split("\0")) {
            if (word.equals("end-of-line")) {
                result.add(words);
                words = new ArrayList<>();
            } else {
                words.add(word);
            }
        }
        return result;
    }
}
