package io.quarkiverse.processmanager.runtime.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.Dependency.Condition;
import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.RestartBuilder;
import io.quarkiverse.processmanager.runtime.config.text.Findings;
import io.quarkiverse.processmanager.runtime.config.text.ProcessReference;
import io.quarkiverse.processmanager.runtime.config.text.ShellExpressions;
import io.quarkiverse.processmanager.runtime.config.text.ShellHabits;
import io.quarkiverse.processmanager.runtime.config.text.ShellWords;
import io.quarkiverse.processmanager.runtime.config.text.ShellWords.Word;
import io.quarkiverse.processmanager.runtime.definition.DependencySettings;
import io.quarkiverse.processmanager.runtime.definition.RestartSettings;

/**
 * Parses the settings of one process that have a syntax of their own, and collects the problems of the process. A consequence
 * of a known problem is not a further problem.
 */
final class Problems {

    private static final String[] NO_WORDS = {};
    /** One replica of the dependency is enough. */
    private static final String ANY = "any";

    private final String processId;
    private final Set<String> ids;
    private final Map<String, String> unresolved;
    private final Map<String, String> invalid;
    private final Map<String, Set<String>> escaped = new HashMap<>();
    private final List<Problem> found = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();

    /**
     * The mappings have no value for the settings in the two maps; nothing else is reported about them.
     *
     * @param ids the ids of all processes
     * @param unresolved the settings that refer to something without a value, and what they refer to
     * @param invalid the settings with a value of another type, and the end of a sentence about the value
     */
    Problems(String processId, Set<String> ids, Map<String, String> unresolved, Map<String, String> invalid) {
        this.processId = processId;
        this.ids = ids;
        this.unresolved = Map.copyOf(unresolved);
        this.invalid = Map.copyOf(invalid);
    }

    String processId() {
        return processId;
    }

    /**
     * Adds the problems of the settings without a value for the mappings.
     *
     * @param reported whether a reference without a value is a problem now; it receives the ids of all processes, too
     */
    void addMissingValues(BiPredicate<String, Set<String>> reported) {
        new TreeMap<>(invalid).forEach((setting, message) -> found.add(new Problem(processId, setting, message)));
        new TreeMap<>(unresolved).forEach((setting, reference) -> {
            // RawTexts reports an expression that is not closed.
            if (reference.endsWith("}") && reported.test(reference, ids)) {
                String shown = ShellExpressions.masked(reference, setting);
                found.add(new Problem(processId, setting, "refers to " + shown + ", which has no value"
                        + ShellExpressions.hint(shown) + ProcessReference.hint(shown, setting, ids)));
            }
        });
    }

    /** Adds a problem, unless the mappings have no value for the setting. */
    void add(String setting, String message) {
        if (!hasNoValue(setting)) {
            found.add(new Problem(processId, setting, message));
        }
    }

    /** Adds a warning: the setting is valid, but it probably does not mean what it says. */
    void warn(String setting, String message) {
        warnings.add(new Problem(processId, setting, message));
    }

    /** Adds the problems whose setting has no earlier problem. */
    void addUnexplained(List<Problem> consequences) {
        Set<String> explained = new HashSet<>(unresolved.keySet());
        explained.addAll(invalid.keySet());
        found.forEach(problem -> explained.add(problem.setting()));
        for (Problem problem : consequences) {
            if (!explained.contains(problem.setting())) {
                found.add(problem);
            }
        }
    }

    /** Whether the value of a setting with this prefix is wrong or unknown. */
    boolean concern(String setting) {
        return unresolved.keySet().stream().anyMatch(name -> name.startsWith(setting))
                || found.stream().anyMatch(problem -> problem.setting().startsWith(setting));
    }

    /**
     * The words of a command line; none if the line is wrong. A line for a shell is one word.
     *
     * @param setting a setting that ends in {@code command}; the setting of its shell ends in {@code shell}
     */
    String[] words(String setting, String line, boolean shell) {
        if (shell) {
            return new String[] { line };
        }
        try {
            List<Word> words = ShellWords.split(line);
            ShellHabits.check(words, RawTexts.shellOf(setting), escaped.getOrDefault(setting, Set.of()), findings(setting));
            return words.stream().map(Word::text).toArray(String[]::new);
        } catch (IllegalArgumentException e) {
            add(setting, e.getMessage());
            return NO_WORDS;
        }
    }

    /** Adds the names that stand behind an escaped dollar in the value of a setting. */
    void addEscaped(String setting, Set<String> names) {
        escaped.computeIfAbsent(setting, any -> new HashSet<>()).addAll(names);
    }

    /** Receives the findings of a check of one setting. Only the first error counts. */
    Findings findings(String setting) {
        return new Findings() {
            @Override
            public void error(String message) {
                if (found.stream().noneMatch(problem -> problem.setting().equals(setting))) {
                    found.add(new Problem(processId, setting, message));
                }
            }

            @Override
            public void warning(String message) {
                warn(setting, message);
            }
        };
    }

    /**
     * The dependency of an entry such as {@code db}, {@code db:started}, {@code db:started?} or {@code db:any:started}; without a
     * condition if the condition is wrong.
     */
    Dependency dependency(String entry) {
        String text = entry.strip();
        boolean mayBeAbsent = text.endsWith("?");
        String[] parts = (mayBeAbsent ? text.substring(0, text.length() - 1) : text).split(":", 2);
        String id = parts[0].strip();
        if (id.endsWith("?")) {
            add("depends-on", "'" + text + "' must have the question mark at its end: " + id.replace("?", "") + ":"
                    + parts[parts.length - 1] + "?");
            return Dependency.ifPresent(id.replace("?", ""));
        }
        String rest = parts.length == 1 ? "" : parts[1].strip();
        boolean any = rest.equals(ANY) || rest.startsWith(ANY + ":");
        String name = any ? rest.substring(ANY.length()).replaceFirst("^:", "").strip() : rest;
        Optional<Condition> condition = name.isEmpty() && (any || parts.length == 1) ? Optional.empty() : condition(name);
        return new DependencySettings(id, condition, mayBeAbsent, any);
    }

    private Optional<Condition> condition(String name) {
        for (Condition condition : Condition.values()) {
            if (condition.name().equalsIgnoreCase(name)) {
                return Optional.of(condition);
            }
        }
        add("depends-on", "'" + name + "' is no condition; use started, running, healthy, completed or exited");
        return Optional.empty();
    }

    /** Sets the limit of restarts: a number, or {@code unlimited}. */
    void restarts(String text, RestartBuilder builder) {
        if (text.strip().equalsIgnoreCase(RestartSettings.UNLIMITED)) {
            builder.unlimited();
            return;
        }
        try {
            builder.max(Integer.parseInt(text.strip()));
        } catch (NumberFormatException e) {
            add("restart.max", "'" + text + "' is not a number; use a number such as 5, or " + RestartSettings.UNLIMITED);
        }
    }

    private boolean hasNoValue(String setting) {
        return unresolved.containsKey(setting) || invalid.containsKey(setting);
    }

    /** The warnings, each once, without those of a setting that has an error. */
    List<Problem> warnings() {
        return warnings.stream().distinct()
                .filter(warning -> found.stream().noneMatch(problem -> problem.setting().equals(warning.setting()))).toList();
    }

    List<Problem> all() {
        return List.copyOf(found);
    }
}
