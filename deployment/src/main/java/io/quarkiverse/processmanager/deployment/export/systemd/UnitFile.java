package io.quarkiverse.processmanager.deployment.export.systemd;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The text of a unit: sections with settings in the order in which they were added. Not safe for use by several threads. */
final class UnitFile {

    private final String heading;
    private final Map<String, List<String>> sections = new LinkedHashMap<>();
    private List<String> section;

    /**
     * @param heading the comment at the head of the file
     */
    UnitFile(String heading) {
        this.heading = heading;
    }

    /** Begins a section, or continues it. */
    UnitFile section(String name) {
        section = sections.computeIfAbsent(name, any -> new ArrayList<>());
        return this;
    }

    /** Adds a setting in the syntax of systemd. */
    UnitFile set(String key, Object value) {
        section.add(key + "=" + value);
        return this;
    }

    UnitFile set(String key, Optional<?> value) {
        value.ifPresent(some -> set(key, some));
        return this;
    }

    /** Adds a setting with several words. */
    UnitFile set(String key, List<String> words) {
        if (!words.isEmpty()) {
            set(key, String.join(" ", words));
        }
        return this;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(heading);
        sections.forEach((name, lines) -> {
            if (!lines.isEmpty()) {
                text.append('[').append(name).append("]\n");
                lines.forEach(line -> text.append(line).append('\n'));
                text.append('\n');
            }
        });
        return text.toString().stripTrailing() + "\n";
    }
}
