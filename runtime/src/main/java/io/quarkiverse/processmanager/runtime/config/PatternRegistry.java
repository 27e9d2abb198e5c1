package io.quarkiverse.processmanager.runtime.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

import io.quarkiverse.processmanager.ProcessPattern;
import io.quarkiverse.processmanager.ProcessPatterns;
import io.quarkiverse.processmanager.runtime.rules.text.Suggestion;

/**
 * The patterns that {@code pattern} can name: those of the extension and those of the application. A name that two patterns
 * have means the first pattern; the build refuses the second.
 */
public final class PatternRegistry {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

    private final Map<String, ProcessPattern> byName = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    private PatternRegistry(List<? extends ProcessPattern> own) {
        ProcessPatterns.all().forEach(pattern -> byName.put(pattern.name(), pattern));
        own.forEach(this::add);
    }

    /** The patterns of the extension alone. */
    public static PatternRegistry builtIn() {
        return with(List.of());
    }

    /** The patterns of the extension and the given ones. */
    public static PatternRegistry with(List<? extends ProcessPattern> own) {
        return new PatternRegistry(own);
    }

    /** The problems of the names, in whole sentences. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    Optional<ProcessPattern> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The message about a name that no pattern has. */
    String unknown(String name) {
        return "there is no pattern '" + name + "'" + Suggestion.of(name, byName.keySet());
    }

    private void add(ProcessPattern pattern) {
        String name = pattern.name();
        String type = pattern.getClass().getName();
        if (name == null || !NAME.matcher(name).matches()) {
            problems.add("cannot use pattern '" + name + "' of " + type
                    + ": its name must be a lower-case letter followed by lower-case letters, digits and dashes");
        } else if (byName.putIfAbsent(name, pattern) != null) {
            problems.add("cannot use pattern '" + name + "' of " + type + ": there is another one with this name, of "
                    + byName.get(name).getClass().getName());
        }
    }
}
