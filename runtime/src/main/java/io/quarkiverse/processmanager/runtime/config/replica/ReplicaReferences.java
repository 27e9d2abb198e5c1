package io.quarkiverse.processmanager.runtime.config.replica;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.processmanager.runtime.definition.traits.ReplicaCheck;
import io.quarkiverse.processmanager.runtime.rules.replica.Replicas;
import io.smallrye.config.ConfigValue;

/**
 * The references of a process with replicas to its own ports, before they are expanded. In a setting of the process each replica
 * means its own port, so the reference becomes the placeholder that each replica replaces. In {@code config} the application
 * receives a list, with the value of each replica.
 */
public final class ReplicaReferences {

    private static final String START = "${quarkus.processes.";
    private static final Pattern PORT = Pattern
            .compile("\\$\\{quarkus\\.processes\\.(\"?)([a-z][a-z0-9-]*)\\1\\.port(?:s\\.(\"?)([a-z0-9-]+)\\3)?}");
    private static final Pattern SETTING = Pattern.compile("quarkus\\.processes\\.(\"?)([a-z][a-z0-9-]*)\\1\\.(.+)");
    private static final String CONFIG = "config.";
    /** Settings of checks that are parsed before there are replicas. Each replica moves the check to its own port. */
    private static final Pattern PARSED = Pattern.compile(".*\\.(?:url|port|grpc)");

    private ReplicaReferences() {
    }

    /** Whether a value can contain a reference. Most values do not. */
    public static boolean canBeIn(@Nullable String text) {
        return text != null && text.contains(START);
    }

    /** The number of replicas in a text; 0 if there is none, or a wrong one, which the check of the definition reports. */
    public static int number(@Nullable String text) {
        String stripped = text == null ? "" : text.strip();
        int number = stripped.matches("[0-9]{1,4}") ? Integer.parseInt(stripped) : 0;
        return ReplicaCheck.number(number).isPresent() ? 0 : number;
    }

    /** How many replicas have a port of their own instead of the port of a process; 0 if the process has one port. */
    @FunctionalInterface
    public interface Ports {

        /** @param port the name of the port; empty for the main port */
        int of(String id, String port);
    }

    /** The value with the references replaced. A fixed port, such as that of replicas that run elsewhere, is one address. */
    public static ConfigValue replace(ConfigValue value, String property, Ports ports) {
        Matcher name = SETTING.matcher(property);
        if (!name.matches() || PARSED.matcher(name.group(3)).matches() && !name.group(3).startsWith(CONFIG)) {
            return value;
        }
        String id = name.group(2);
        int number = PORT.matcher(value.getValue()).results().filter(found -> found.group(2).equals(id))
                .mapToInt(found -> ports.of(id, port(found))).max().orElse(0);
        if (number == 0) {
            return value;
        }
        return value.withValue(name.group(3).startsWith(CONFIG) ? list(value.getValue(), id, number)
                : placeholders(value.getValue(), id));
    }

    private static String port(MatchResult reference) {
        return reference.group(4) == null ? "" : reference.group(4);
    }

    private static String placeholders(String text, String id) {
        return PORT.matcher(text).replaceAll(found -> Matcher.quoteReplacement(!found.group(2).equals(id) ? found.group()
                : port(found).isEmpty() ? "{port}" : "{port." + port(found) + "}"));
    }

    private static String list(String text, String id, int number) {
        Set<String> values = new LinkedHashSet<>();
        for (int index = 0; index < number; index++) {
            String replica = "\"" + Replicas.id(id, index) + "\"";
            values.add(
                    PORT.matcher(text).replaceAll(found -> Matcher.quoteReplacement(!found.group(2).equals(id) ? found.group()
                            : START + replica + (port(found).isEmpty() ? ".port}" : ".ports.\"" + port(found) + "\"}"))));
        }
        return String.join(",", values);
    }
}
