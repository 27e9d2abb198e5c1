package io.quarkiverse.processmanager.test;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.testing.TestLaunch;

/** Turns the attributes of {@link WithProcess} into the properties of a declared process. Pure functions. */
final class ProcessProperties {

    private static final Set<String> REFUSED = Set.of("modes", "test");

    static final String COMMAND = "command";
    static final String SERVICE = "service";

    private ProcessProperties() {
    }

    /** The beginning of the names of all properties of a process. */
    static String prefix(String id) {
        boolean plain = id.chars().allMatch(c -> c == '-' || Character.isLetterOrDigit(c));
        return "quarkus.processes." + (plain ? id : '"' + id + '"') + ".";
    }

    /**
     * The properties of a process, with their full names.
     *
     * @throws ProcessException if an attribute and {@code settings} set the same property, or if a property is refused
     */
    static Map<String, String> of(WithProcess process) {
        Map<String, String> attributes = attributes(process);
        Map<String, String> settings = settings(process.settings());
        List<String> twice = settings.keySet().stream().filter(attributes::containsKey).toList();
        if (!twice.isEmpty()) {
            throw refusal(process, String.join(", ", twice) + " is set by an attribute and by settings; remove one of them");
        }
        List<String> refused = settings.keySet().stream().filter(REFUSED::contains).toList();
        if (!refused.isEmpty()) {
            throw refusal(process, String.join(", ", refused) + " cannot be set, because the process runs in the test");
        }
        Map<String, String> all = new TreeMap<>(attributes);
        all.putAll(settings);
        all.put("modes", "test");
        all.putIfAbsent("restart.policy", "never");
        Map<String, String> named = new TreeMap<>();
        all.forEach((setting, value) -> named.put(prefix(process.id()) + setting, value));
        return named;
    }

    /** The settings that attributes set, without a prefix. */
    static Map<String, String> attributes(WithProcess process) {
        Map<String, String> set = new LinkedHashMap<>();
        set.put(COMMAND, process.command());
        set.put(SERVICE, process.service());
        set.put("shell", process.shell() ? "true" : "");
        set.put("cwd", process.cwd());
        set.put("port", process.port() < 0 ? "" : String.valueOf(process.port()));
        set.put("health.path", process.healthPath());
        set.put("health.log", process.healthLog());
        set.put("depends-on", process.dependsOn());
        set.put("startup-timeout", process.startupTimeout());
        set.values().removeIf(String::isEmpty);
        return set;
    }

    /** The properties by which the configuration of an application knows a process: its ports and its contributions. */
    static Map<String, String> known(ProcessDefinition definition) {
        String prefix = prefix(definition.id());
        Map<String, String> known = new TreeMap<>(definition.config());
        definition.port().ifPresent(port -> known.put(prefix + "port", String.valueOf(port)));
        definition.ports().forEach((name, port) -> known.put(prefix + "ports.\"" + name + '"', String.valueOf(port)));
        return known;
    }

    /**
     * The same properties for an application in another JVM or class loader. The process runs already, so the application must
     * not start a declared one, whose contributions to the configuration stay in force. Every definition needs a command.
     */
    static Map<String, String> knownOutside(ProcessDefinition definition) {
        Map<String, String> known = known(definition);
        known.put(prefix(definition.id()) + "modes", "dev");
        // The declared one can have another value, which would contradict the modes.
        known.put(prefix(definition.id()) + "test", "off");
        known.put(prefix(definition.id()) + COMMAND, definition.command().words().get(0));
        known.put(TestLaunch.SERVED + definition.id(), "true");
        return known;
    }

    private static Map<String, String> settings(String text) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> settings = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        return settings;
    }

    static ProcessException refusal(WithProcess process, String why) {
        return new ProcessException(Reason.INVALID, process.id(), "cannot define process '" + process.id() + "': " + why);
    }
}
