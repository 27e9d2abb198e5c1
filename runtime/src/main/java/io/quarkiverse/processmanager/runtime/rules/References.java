package io.quarkiverse.processmanager.runtime.rules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.quarkiverse.processmanager.Command;
import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.runtime.definition.CommandSettings;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;

/**
 * Finds the environment variables that show a process where its dependencies are: {@code DB_HOST}, {@code DB_PORT} and
 * {@code DB_URL} for a dependency {@code db}. A variable that the process sets or removes itself is left out.
 */
public final class References {

    private static final String SETTING = "inject-dependencies";

    private References() {
    }

    /** The definitions in the same order, each with the variables of its dependencies. */
    static Map<String, ProcessDefinition> resolve(Map<String, ProcessDefinition> definitions) {
        Map<String, ProcessDefinition> resolved = new LinkedHashMap<>();
        definitions.forEach((id, definition) -> {
            Command command = definition.command();
            Map<String, Map<String, String>> references = references(definition, definitions);
            resolved.put(id, command.references().equals(references) ? definition
                    : ProcessSettings.of(definition).withCommand(CommandSettings.of(command).withReferences(references)));
        });
        return Collections.unmodifiableMap(resolved);
    }

    /**
     * Whether a process that was started with some references needs a restart to find its dependencies: one of them has
     * another address. A dependency that has come or gone since then can be optional only, and the process gets or loses its
     * variables with the next start.
     */
    public static boolean haveMoved(Map<String, Map<String, String>> then, Map<String, Map<String, String>> now) {
        return then.entrySet().stream().anyMatch(one -> {
            Map<String, String> address = now.get(one.getKey());
            return address != null && !address.equals(one.getValue());
        });
    }

    /** The variables that two dependencies give to the same process. */
    static List<Conflict> conflicts(ProcessDefinition definition, Map<String, ProcessDefinition> definitions) {
        Map<String, String> givers = new TreeMap<>();
        List<Conflict> conflicts = new ArrayList<>();
        references(definition, definitions).forEach((id, variables) -> variables.keySet().forEach(name -> {
            String other = givers.putIfAbsent(name, id);
            if (other != null) {
                conflicts.add(conflict(definition.id(), name, other, id));
            }
        }));
        return conflicts;
    }

    private static Conflict conflict(String dependent, String variable, String one, String other) {
        String own = "its dependencies '" + one + "' and '" + other + "' both give it the variable " + variable
                + "; set env." + variable + ", or write " + SETTING + "=false";
        String ofOthers = "'" + dependent + "' would get the variable " + variable + " from '" + one + "' and from '" + other
                + "'";
        return new Conflict(List.of(new Problem(dependent, SETTING, own), new Problem(one, "", ofOthers),
                new Problem(other, "", ofOthers)));
    }

    /** The variables of each dependency that has some, in the order of the definition. */
    private static Map<String, Map<String, String>> references(ProcessDefinition definition,
            Map<String, ProcessDefinition> definitions) {
        Map<String, Map<String, String>> references = new LinkedHashMap<>();
        Command command = definition.command();
        if (command.injectDependencies()) {
            Set<String> decided = new TreeSet<>(command.environment().keySet());
            decided.addAll(command.unsetEnvironment());
            for (Dependency dependency : definition.dependencies()) {
                Map<String, String> variables = Optional.ofNullable(definitions.get(dependency.id()))
                        .map(References::address).orElse(Map.of());
                Map<String, String> left = new TreeMap<>(variables);
                left.keySet().removeAll(decided);
                if (!left.isEmpty()) {
                    references.put(dependency.id(), left);
                }
            }
        }
        return references;
    }

    /** A host as a URL has it. */
    private static String literal(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    /** The variables about a process; none about a process without a port. */
    private static Map<String, String> address(ProcessDefinition dependency) {
        Map<String, String> variables = new TreeMap<>();
        String prefix = dependency.id().replace('-', '_').toUpperCase(Locale.ROOT) + "_";
        dependency.port().ifPresent(port -> {
            variables.put(prefix + "HOST", dependency.host());
            variables.put(prefix + "PORT", String.valueOf(port));
            dependency.urlScheme().ifPresent(
                    scheme -> variables.put(prefix + "URL", scheme + "://" + literal(dependency.host()) + ":" + port));
        });
        return variables;
    }
}
