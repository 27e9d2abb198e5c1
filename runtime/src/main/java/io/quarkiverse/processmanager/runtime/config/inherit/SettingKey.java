package io.quarkiverse.processmanager.runtime.config.inherit;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.quarkiverse.processmanager.runtime.definition.check.CheckInputs;
import io.smallrye.config.NameIterator;

/**
 * The parts of a property of one process.
 *
 * @param processId the id without quotes
 * @param prefix the property up to the setting, with a dot at its end and the id as it is written
 * @param setting the setting as it is written
 */
record SettingKey(String processId, String prefix, String setting) {

    static final String PROCESSES = "quarkus.processes.";
    static final String EXTENDS = "extends";
    static final String TEMPLATE = "template";

    /** The settings that belong to one process alone. */
    static final Set<String> OWN = Set.of(EXTENDS, TEMPLATE, "name");

    /** The settings of which a process has one at most. */
    private static final List<List<String>> ALTERNATIVES = List.of(List.of("command", "artifact", "npm-script"),
            CheckInputs.kinds("health"), CheckInputs.kinds("liveness"));
    private static final Pattern NEEDLESS_QUOTES = Pattern.compile("\"([^\".\\[]+)\"");

    /** The parts of a property; empty for another property, and for one without a setting. */
    static Optional<SettingKey> of(String property) {
        if (!property.startsWith(PROCESSES)) {
            return Optional.empty();
        }
        NameIterator segments = new NameIterator(property, PROCESSES.length() - 1);
        if (!segments.hasNext()) {
            return Optional.empty();
        }
        String id = segments.getNextSegment();
        segments.next();
        if (id.isEmpty() || !segments.hasNext()) {
            return Optional.empty();
        }
        int start = segments.getPosition() + 1;
        return Optional.of(new SettingKey(id, property.substring(0, start), property.substring(start)));
    }

    /** The setting without quotes that it does not need: {@code env."A"} is {@code env.A}. */
    static String plain(String setting) {
        return setting.indexOf('"') < 0 ? setting : NEEDLESS_QUOTES.matcher(setting).replaceAll("$1");
    }

    /** The list that an element such as {@code args[0]} belongs to; the setting itself for any other setting. */
    static String list(String setting) {
        int bracket = setting.endsWith("]") ? setting.lastIndexOf('[') : -1;
        return bracket < 0 ? setting : setting.substring(0, bracket);
    }

    /** The settings that exclude this one: a process with an artifact does not inherit a command. */
    static List<String> alternatives(String setting) {
        String list = list(setting);
        return ALTERNATIVES.stream().filter(group -> group.contains(list)).flatMap(List::stream)
                .filter(other -> !other.equals(list)).flatMap(other -> Stream.of(other, other + "[0]")).toList();
    }
}
