package io.quarkiverse.processmanager.runtime.config.text;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.quarkiverse.processmanager.runtime.config.text.ShellWords.Word;
import io.quarkiverse.processmanager.runtime.definition.Secrets;

/**
 * Finds the words of a command line that mean something in a shell and that no shell interprets here. A word that no program can
 * expect is an error. A word that a program can also expect is a warning. A word in quotes is meant.
 */
public final class ShellHabits {

    private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "zsh", "ksh", "ash", "fish", "busybox");

    /** The commands of a shell that are no programs, with the better setting where there is one. */
    private static final Map<String, String> BUILTINS = Map.ofEntries(
            Map.entry("exec", "leave 'exec' out, because the program is executed directly"),
            Map.entry("source", "name a file with variables in env-file"),
            Map.entry(".", "name a file with variables in env-file"),
            Map.entry("cd", "set cwd to the directory"),
            Map.entry("export", "set env.\"NAME\" to the value"),
            Map.entry("unset", "name the variable in unset-env"),
            Map.entry("ulimit", "set ulimits.\"NAME\""),
            Map.entry("umask", "set umask"), Map.entry("set", ""), Map.entry("eval", ""), Map.entry("alias", ""),
            Map.entry("command", "leave 'command' out"), Map.entry("builtin", ""), Map.entry("type", ""),
            Map.entry("read", ""), Map.entry("shift", ""), Map.entry("shopt", ""), Map.entry("declare", ""),
            Map.entry("let", ""), Map.entry("pushd", "set cwd to the directory"), Map.entry("trap", ""), Map.entry("wait", ""),
            Map.entry("exit", ""), Map.entry("return", ""),
            Map.entry("if", ""), Map.entry("for", ""), Map.entry("while", ""), Map.entry("until", ""),
            Map.entry("case", ""), Map.entry("function", ""), Map.entry("[[", ""), Map.entry("{", ""), Map.entry("!", ""));

    private static final Pattern ASSIGNMENT = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)=");
    private static final Pattern OPERATOR = Pattern.compile("&&|\\|\\||\\||&|;|<|>|>>|2>|2>>|2>&1|&>");
    private static final Pattern REDIRECTION = Pattern.compile("(?:[0-9]?>>?|&>>?)(?![=>]).*|<{1,3}[^<>=]+");
    private static final Pattern VARIABLE = Pattern.compile("\\$[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\([^\\x00]|`[^`\\x00]");
    /** One letter between two percent signs is a part of a date format. */
    private static final Pattern WINDOWS_VARIABLE = Pattern.compile("%([A-Z_][A-Z0-9_]+)%");
    private static final Pattern WILDCARD = Pattern.compile("[^=:\\x00]*\\*[^=:\\x00]*");
    private static final Set<String> CLASS_PATHS = Set.of("-cp", "-classpath", "--class-path", "-p", "--module-path");

    private final List<Word> words;
    private final String shell;
    private final Findings findings;
    private final Set<String> warnings = new LinkedHashSet<>();
    /** The words for a message, without secrets. */
    private final List<String> shown;

    private ShellHabits(List<Word> words, String shell, Findings findings) {
        this.words = words;
        this.shell = shell;
        this.findings = findings;
        this.shown = Secrets.of(Map.of()).mask(words.stream().map(Word::text).toList());
    }

    /**
     * Checks the words of a line. Reports the first error, or all warnings if there is no error.
     *
     * @param shell the setting that lets a shell run the line, such as {@code health.shell}
     */
    public static void check(List<Word> words, String shell, Findings findings) {
        if (!words.isEmpty()) {
            new ShellHabits(words, shell, findings).check();
        }
    }

    private void check() {
        Optional<String> error = beginning();
        for (int i = 0; i < words.size() && error.isEmpty(); i++) {
            error = error(i);
        }
        if (error.isPresent()) {
            findings.error(error.get());
            return;
        }
        for (int i = 0; i < words.size(); i++) {
            warnOfVariable(i);
            if (i > 0) {
                warn(i);
            }
        }
        warnings.forEach(findings::warning);
    }

    private Optional<String> beginning() {
        Word first = words.get(0);
        List<String> variables = words.stream().map(Word::bare).map(ASSIGNMENT::matcher).takeWhile(Matcher::lookingAt)
                .map(matcher -> matcher.group(1)).toList();
        if (!variables.isEmpty()) {
            return Optional.of("begins with '" + variables.get(0) + "=', which only a shell understands; "
                    + variables.stream().map(name -> "env.\"" + name + "\"=...").collect(Collectors.joining(", ", "set ", ""))
                    + " instead");
        }
        String better = BUILTINS.get(first.bare());
        if (better != null || first.bare().startsWith("(")) {
            return Optional.of("begins with " + quoted(0) + ", which only a shell understands; "
                    + (better == null || better.isEmpty() ? "set " + shell + "=true" : better + ", or set " + shell + "=true"));
        }
        if (first.bare().equals("~") || first.bare().startsWith("~/")) {
            return Optional.of("begins with '~', which only a shell replaces; write ${user.home}" + first.text().substring(1)
                    + ", or set " + shell + "=true");
        }
        return Optional.empty();
    }

    private Optional<String> error(int index) {
        Word word = words.get(index);
        String bare = word.bare();
        String bareAndGiven = bare.indexOf('\0') < 0 ? bare : "";
        if (OPERATOR.matcher(bareAndGiven).matches() || isGlued(bare)) {
            return Optional.of("has " + quoted(index) + ", which only a shell understands; " + better(word, index) + "set "
                    + shell + "=true, or quote it");
        }
        Matcher variable = VARIABLE.matcher(bare);
        while (variable.find()) {
            if (variable.group().equals(variable.group().toUpperCase())) {
                return Optional.of("has '" + variable.group() + "', which no shell replaces here; write ${"
                        + variable.group().substring(1) + "}, set " + shell + "=true, or put it into single quotes");
            }
        }
        if (SUBSTITUTION.matcher(bare).find()) {
            return Optional.of("has " + quoted(index) + ", which no shell replaces here; set " + shell
                    + "=true, or put it into single quotes");
        }
        if (index > 0 && bare.equals("#")) {
            return Optional.of("has '#', which begins a comment in a shell only; leave the comment out, or quote it");
        }
        return Optional.empty();
    }

    /** Whether an operator is a part of the word. An ampersand in a URL and a semicolon in a list of paths are none. */
    private static boolean isGlued(String bare) {
        boolean url = bare.contains("://") || bare.contains("?");
        return bare.endsWith(";") || REDIRECTION.matcher(bare).matches()
                || !url && bare.length() > 1 && (bare.endsWith("&") || bare.endsWith("|") || bare.startsWith("|")
                        || bare.contains("&&"));
    }

    private String better(Word word, int index) {
        String bare = word.bare();
        if (index == words.size() - 1 && bare.endsWith("&") && !bare.endsWith("&&")) {
            return "leave it out, because the application never waits for the process, ";
        }
        if (bare.startsWith(">") || bare.startsWith("&>")) {
            return "set log.file.path to write the output into a file, ";
        }
        return "";
    }

    private void warn(int index) {
        Word word = words.get(index);
        String bare = word.bare();
        if (bare.equals("~") || bare.startsWith("~/")) {
            warnings.add("has " + quoted(index) + ", which no shell replaces here; write ${user.home}"
                    + word.text().substring(1) + ", or quote it if the program replaces it");
        }
        if (WILDCARD.matcher(bare).matches() && (bare.contains(".") || bare.contains("/"))
                && !CLASS_PATHS.contains(words.get(index - 1).text())) {
            warnings.add("has " + quoted(index) + ", which no shell expands here; set " + shell
                    + "=true, or quote it if the program expands it");
        }
        if (bare.length() > 1 && bare.startsWith("#")) {
            warnings.add("has " + quoted(index) + ", which begins a comment in a shell only; quote it if it is an argument");
        }
    }

    private void warnOfVariable(int index) {
        Word word = words.get(index);
        Matcher ofWindows = WINDOWS_VARIABLE.matcher(word.bare());
        if (ofWindows.find()) {
            warnings.add("has '" + ofWindows.group() + "', which no shell replaces here; write ${" + ofWindows.group(1)
                    + "}, or put it into single quotes");
        }
        boolean scriptOfShell = SHELLS.contains(program());
        Matcher variable = VARIABLE.matcher(scriptOfShell ? "" : word.expandable());
        if (variable.find()) {
            warnings.add("has '" + variable.group() + "', which no shell replaces here; write ${"
                    + variable.group().substring(1) + "}, set " + shell + "=true, or put it into single quotes");
        } else if (!scriptOfShell && SUBSTITUTION.matcher(word.expandable()).find()) {
            warnings.add("has " + quoted(index) + ", which no shell replaces here; set " + shell
                    + "=true, or put it into single quotes");
        }
    }

    private String program() {
        String first = words.get(0).text();
        return first.substring(first.lastIndexOf('/') + 1);
    }

    private String quoted(int index) {
        return "'" + shown.get(index) + "'";
    }
}
