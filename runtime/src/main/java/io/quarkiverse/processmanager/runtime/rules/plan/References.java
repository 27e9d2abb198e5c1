package io.quarkiverse.processmanager.runtime.rules.plan;

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
import io.quarkiverse.processmanager.runtime.definition.listen.ListenSettings;

/**
 * Finds the environment variables that show a process where its dependencies are: {@code DB_HOST}, {@code DB_PORT},
 * {@code DB_PORT_ADMIN}, {@code DB_URL} and {@code DB_URL_ADMIN} for a dependency {@code db}. A variable that the process sets or
 * removes itself is left out.
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
            Map<String, Map<String, String>> references = references(definition, definitions, false);
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

    /** The variables that a process would receive twice: from two dependencies, or for a port of its own. */
    static List<Conflict> conflicts(ProcessDefinition definition, Map<String, ProcessDefinition> definitions) {
        Map<String, String> givers = new TreeMap<>();
        ListenSettings.variables(definition).keySet().forEach(name -> givers.put(name, definition.id()));
        List<Conflict> conflicts = new ArrayList<>();
        references(definition, definitions, true).forEach((id, variables) -> variables.keySet().forEach(name -> {
            String other = givers.putIfAbsent(name, id);
            if (other != null) {
                conflicts.add(conflict(definition.id(), name, other, id));
            }
        }));
        return conflicts;
    }

    private static Conflict conflict(String dependent, String variable, String one, String other) {
        if (one.equals(dependent)) {
            return new Conflict(List.of(new Problem(dependent, SETTING, "the variable " + variable + " is that of a port of its"
                    + " own, and its dependency '" + other + "' gives it the same variable; give the port another name, or"
                    + " write " + SETTING + "=false"), new Problem(other, "",
                            "'" + dependent + "' has the variable " + variable
                                    + " for a port of its own")));
        }
        String own = "its dependencies '" + one + "' and '" + other + "' both give it the variable " + variable
                + "; set env." + variable + ", or write " + SETTING + "=false";
        String ofOthers = "'" + dependent + "' would get the variable " + variable + " from '" + one + "' and from '" + other
                + "'";
        return new Conflict(List.of(new Problem(dependent, SETTING, own), new Problem(one, "", ofOthers),
                new Problem(other, "", ofOthers)));
    }

    /** The variables of each dependency that has some, in the order of the definition. */
    public static Map<String, Map<String, String>> of(ProcessDefinition definition,
            Map<String, ProcessDefinition> definitions) {
        return references(definition, definitions, false);
    }

    /**
     * The variables of each dependency that has some, in the order of the definition.
     *
     * @param all also those of a port that is chosen later, and is 0 so far
     */
    private static Map<String, Map<String, String>> references(ProcessDefinition definition,
            Map<String, ProcessDefinition> definitions, boolean all) {
        Map<String, Map<String, String>> references = new LinkedHashMap<>();
        Command command = definition.command();
        if (command.injectDependencies()) {
            Set<String> decided = new TreeSet<>(command.environment().keySet());
            decided.addAll(command.unsetEnvironment());
            for (Dependency dependency : definition.dependencies()) {
                Map<String, String> variables = Optional.ofNullable(definitions.get(dependency.id()))
                        .map(other -> address(other, all)).orElse(Map.of());
                Map<String, String> left = new TreeMap<>(variables);
                left.keySet().removeAll(decided);
                if (!left.isEmpty()) {
                    references.put(dependency.id(), left);
                }
            }
        }
        return references;
    }

    /** The variables about a process; none about a process without a port. */
    private static Map<String, String> address(ProcessDefinition dependency, boolean all) {
        Map<String, String> variables = new TreeMap<>();
        String prefix = dependency.id().replace('-', '_').toUpperCase(Locale.ROOT) + "_";
        ListenSettings.variables(dependency).forEach((name, port) -> {
            if (all || !port.equals("0")) {
                variables.put(prefix + name, port);
                variables.put(prefix + "HOST", dependency.host());
            }
        });
        Map<String, String> schemes = new TreeMap<>(dependency.urlSchemes());
        dependency.urlScheme().ifPresent(scheme -> schemes.put("", scheme));
        schemes.forEach((name, scheme) -> Optional.ofNullable(variables.get(prefix + ListenSettings.variable(name)))
                .ifPresent(port -> variables.put(prefix + ListenSettings.urlVariable(name),
                        scheme + "://" + ListenSettings.literal(dependency.host()) + ":" + port)));
        return variables;
    }
}
