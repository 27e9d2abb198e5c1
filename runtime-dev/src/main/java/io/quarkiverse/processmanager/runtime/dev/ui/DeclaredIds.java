package io.quarkiverse.processmanager.runtime.dev.ui;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The processes that the configuration names. */
final class DeclaredIds {

    private static final Pattern KEY = Pattern.compile("quarkus\\.processes\\.\"?([^.\"]+)\"?\\..+");

    private final Set<String> ids = new HashSet<>();

    DeclaredIds(Iterable<String> propertyNames) {
        for (String name : propertyNames) {
            Matcher key = KEY.matcher(name);
            if (key.matches()) {
                ids.add(key.group(1));
            }
        }
    }

    boolean misses(String id) {
        return !ids.contains(id);
    }
}
