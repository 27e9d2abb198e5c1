package io.quarkiverse.processmanager.runtime.definition.listen;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

import io.quarkiverse.processmanager.PortConflict;
import io.quarkiverse.processmanager.ProcessDefinition;

/** The rules for the host and the ports of one process. */
public final class ListenCheck {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._~%:\\[\\]-]+");
    private static final int HIGHEST = 65535;

    private final ProcessDefinition definition;
    private final BiConsumer<String, String> problems;

    private ListenCheck(ProcessDefinition definition, BiConsumer<String, String> problems) {
        this.definition = definition;
        this.problems = problems;
    }

    /** Reports each violation of the rules as a setting and a message. */
    public static void check(ProcessDefinition definition, BiConsumer<String, String> problems) {
        ListenCheck check = new ListenCheck(definition, problems);
        Map<String, Integer> ports = ports(definition);
        check.host(ports);
        check.numbers(ports);
        check.variables(ports);
        check.schemes();
        definition.ports().keySet().stream().filter(name -> !NAME.matcher(name).matches())
                .forEach(name -> problems.accept(setting(name), "the name '" + name
                        + "' must be a lower-case letter followed by at most 62 lower-case letters, digits and dashes"));
    }

    /** Whether the text can be the name or the address of a host. */
    public static boolean isHost(String text) {
        return HOST.matcher(text).matches();
    }

    private void host(Map<String, Integer> ports) {
        String host = definition.host();
        if (!isHost(host)) {
            problems.accept("host", "'" + host + "' is not the name or the address of a host");
        } else if (!ListenSettings.isLocal(host)) {
            ports.forEach((name, port) -> {
                if (port == 0) {
                    problems.accept(setting(name), "0 chooses a port of this machine, but the host is '" + host
                            + "'; write the port");
                }
            });
            if (definition.portConflict() == PortConflict.NEXT) {
                problems.accept("port-conflict", "is next, which is for ports of this machine, but the host is '" + host + "'");
            }
        }
    }

    private void numbers(Map<String, Integer> ports) {
        Map<Integer, String> seen = new TreeMap<>();
        ports.forEach((name, port) -> {
            if (port < 0 || port > HIGHEST) {
                problems.accept(setting(name), port + " is not between 0 and " + HIGHEST);
            } else if (port > 0) {
                String other = seen.putIfAbsent(port, setting(name));
                if (other != null) {
                    problems.accept(setting(name), port + " is the value of " + other + " too");
                }
            }
        });
    }

    private void schemes() {
        definition.urlSchemes().forEach((name, scheme) -> {
            String setting = "url-schemes." + name;
            UrlScheme.check(setting, scheme, problems);
            if (!definition.ports().containsKey(name)) {
                problems.accept(setting, "there is no port '" + name + "'; declare ports." + name
                        + ", or use url-scheme for the main port");
            }
        });
    }

    private void variables(Map<String, Integer> ports) {
        ports.keySet().forEach(name -> {
            String variable = ListenSettings.variable(name);
            if (definition.command().unsetEnvironment().contains(variable)) {
                problems.accept("unset-env", "removes " + variable + ", but " + setting(name) + " sets it; keep one of them");
            }
        });
        conflicts(definition, definition.command().environment()).forEach(problems);
    }

    /** The settings of ports that contradict a variable in an environment, each with a message. */
    public static Map<String, String> conflicts(ProcessDefinition definition, Map<String, String> environment) {
        Map<String, String> conflicts = new TreeMap<>();
        ports(definition).forEach((name, port) -> {
            String variable = ListenSettings.variable(name);
            Optional.ofNullable(environment.get(variable)).filter(value -> !value.strip().equals(String.valueOf(port)))
                    .ifPresent(value -> conflicts.put(setting(name), port + " is not the " + variable
                            + " in the environment of the process, '" + value
                            + "'; keep one of them, or give both the same value"));
        });
        return conflicts;
    }

    /** All ports by name. The main port has the empty name. */
    public static Map<String, Integer> ports(ProcessDefinition definition) {
        Map<String, Integer> ports = new TreeMap<>(definition.ports());
        definition.port().ifPresent(port -> ports.put("", port));
        return ports;
    }

    /** The setting of a port. */
    public static String setting(String name) {
        return name.isEmpty() ? "port" : "ports." + name;
    }
}
