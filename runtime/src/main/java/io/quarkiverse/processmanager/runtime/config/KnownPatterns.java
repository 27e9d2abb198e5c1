package io.quarkiverse.processmanager.runtime.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

import io.quarkiverse.processmanager.ProcessPattern;
import io.quarkiverse.processmanager.ProcessPatterns;
import io.quarkiverse.processmanager.runtime.rules.Suggestion;

/**
 * The patterns that {@code pattern} can name: those of the extension and those of the application. A name that is there twice
 * means the first one; the build refuses it.
 */
public final class KnownPatterns {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

    private final Map<String, ProcessPattern> byName = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    private KnownPatterns(List<? extends ProcessPattern> own) {
        ProcessPatterns.all().forEach(pattern -> byName.put(pattern.name(), pattern));
        own.forEach(this::add);
    }

    /** Those of the extension alone. */
    public static KnownPatterns builtIn() {
        return with(List.of());
    }

    /** Those of the extension and the given ones. */
    public static KnownPatterns with(List<? extends ProcessPattern> own) {
        return new KnownPatterns(own);
    }

    /** What is wrong with the names, in whole sentences. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    Optional<ProcessPattern> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** What to say when it is not found. */
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
