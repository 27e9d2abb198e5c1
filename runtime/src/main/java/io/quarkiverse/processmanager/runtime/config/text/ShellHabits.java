package io.quarkiverse.processmanager.runtime.config.text;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.quarkiverse.processmanager.runtime.config.text.ShellWords.Word;
import io.quarkiverse.processmanager.runtime.definition.Secrets;

/**
 * Finds the words of a command line that mean something in a shell and that no shell interprets here. A word that no program can
 * expect is an error. A word that a program can also expect is a warning. A word in quotes is meant.
 */
public final class ShellHabits {

    /** The programs that interpret the words after them. */
    private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "zsh", "ksh", "ash", "fish", "busybox",
            "cmd", "powershell", "pwsh", "ssh");

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
    private static final Pattern VARIABLE = Pattern.compile("\\$([A-Za-z_][A-Za-z0-9_]*)");
    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\([^\\x00]|`[^`\\x00]");
    /** One letter between two percent signs is a part of a date format. */
    private static final Pattern WINDOWS_VARIABLE = Pattern.compile("%([A-Z_][A-Z0-9_]+)%");
    private static final Pattern WILDCARD = Pattern.compile("[^=:\\x00]*\\*[^=:\\x00]*");
    private static final Set<String> CLASS_PATHS = Set.of("-cp", "-classpath", "--class-path", "-p", "--module-path");

    private final List<Word> words;
    private final String shell;
    private final Set<String> escaped;
    private final Findings findings;
    private final Set<String> warnings = new LinkedHashSet<>();
    /** The words for a message, without secrets. */
    private final List<String> shown;

    private ShellHabits(List<Word> words, String shell, Set<String> escaped, Findings findings) {
        this.words = words;
        this.shell = shell;
        this.escaped = escaped;
        this.findings = findings;
        this.shown = Secrets.ofTexts().mask(words.stream().map(Word::text).toList());
    }

    /**
     * Checks the words of a line. Reports the first error, or all warnings if there is no error.
     *
     * @param shell the setting that lets a shell run the line, such as {@code health.shell}
     * @param escaped the names of variables that stand behind an escaped dollar in the configuration, so that they are meant
     */
    public static void check(List<Word> words, String shell, Set<String> escaped, Findings findings) {
        if (!words.isEmpty()) {
            new ShellHabits(words, shell, escaped, findings).check();
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
        boolean forShell = false;
        for (int i = 0; i < words.size() && !forShell; i++) {
            warnOfVariable(i);
            if (i > 0) {
                warn(i);
            }
            forShell = isShell(words.get(i).text());
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
            return Optional.of("begins with '~', which only a shell replaces; write ${user.home}" + shown.get(0).substring(1)
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
        Optional<String> variable = isSecret(word, index) ? Optional.empty()
                : variables(bare).filter(name -> name.equals(name.toUpperCase(Locale.ROOT))).findFirst();
        if (variable.isPresent()) {
            return variable.map(this::ofVariable);
        }
        if (!isSecret(word, index) && isSubstitution(bare)) {
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
        return bare.endsWith(";") && !MeantText.isConnectionString(bare) || REDIRECTION.matcher(bare).matches()
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
            String home = "${user.home}" + (shown.get(index).startsWith("~") ? shown.get(index).substring(1) : "");
            warnings.add("has " + quoted(index) + ", which no shell replaces here; write " + home
                    + ", or quote it if the program replaces it");
        }
        if (WILDCARD.matcher(bare).matches() && (bare.contains(".") || bare.contains("/")) && !MeantText.isPattern(bare)
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
        String expandable = word.expandable();
        Matcher ofWindows = WINDOWS_VARIABLE.matcher(word.bare());
        if (ofWindows.find()) {
            warnings.add(isSecret(word, index) ? ofSecret(index, '%')
                    : "has '" + ofWindows.group() + "', which no shell replaces here; write ${" + ofWindows.group(1)
                            + "}, or put it into single quotes");
        }
        Optional<String> variable = variables(expandable).findFirst();
        if (isSecret(word, index) && (variable.isPresent() || isSubstitution(expandable))) {
            warnings.add(ofSecret(index, '$'));
        } else if (variable.isPresent()) {
            warnings.add(ofVariable(variable.get()));
        } else if (isSubstitution(expandable)) {
            warnings.add("has " + quoted(index) + ", which no shell replaces here; set " + shell
                    + "=true, or put it into single quotes");
        }
    }

    /** The names of the variables in a text. A hash has none, and an escaped dollar begins none. */
    private Stream<String> variables(String text) {
        return MeantText.isHash(text) ? Stream.empty()
                : VARIABLE.matcher(text).results().map(result -> result.group(1)).filter(name -> !escaped.contains(name));
    }

    private boolean isSubstitution(String text) {
        return SUBSTITUTION.matcher(text).find() && !escaped.contains("(");
    }

    /** Whether a message must not quote a part of the word. */
    private boolean isSecret(Word word, int index) {
        return !shown.get(index).equals(word.text()) && !MeantText.isReferenceToSecret(word.text());
    }

    private String ofVariable(String name) {
        return "has '$" + name + "', which no shell replaces here; write ${" + name + "}, set " + shell
                + "=true, or put it into single quotes";
    }

    private String ofSecret(int index, char sign) {
        return "has " + quoted(index) + ", in which '" + sign + "' begins a variable in a shell; put it into single quotes";
    }

    private static boolean isShell(String word) {
        String name = word.substring(Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\')) + 1).toLowerCase(Locale.ROOT);
        return SHELLS.contains(name.endsWith(".exe") ? name.substring(0, name.length() - ".exe".length()) : name);
    }

    private String quoted(int index) {
        return "'" + shown.get(index) + "'";
    }
}
