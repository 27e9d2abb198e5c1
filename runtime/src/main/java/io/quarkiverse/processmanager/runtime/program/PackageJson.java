package io.quarkiverse.processmanager.runtime.program;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the process manager reads in a {@code package.json}.
 *
 * @param scripts the command of each script
 * @param packageManager the name in the field {@code packageManager}, without the version
 * @param yarnVersion the major version in this field, if the name is {@code yarn}
 * @param needsInstallation whether there is anything to install
 * @param workspaces the directories whose packages belong to this one
 */
record PackageJson(Map<String, String> scripts, Optional<String> packageManager, Optional<String> yarnVersion,
        boolean needsInstallation, Workspaces workspaces) {

    private static final Set<String> DEPENDENCIES = Set.of("dependencies", "devDependencies", "optionalDependencies",
            "peerDependencies", "workspaces");

    /**
     * Reads the text of the file.
     *
     * @throws IllegalArgumentException with the line of a syntax error
     */
    static PackageJson parse(String text) {
        if (!(Json.parse(text) instanceof Map<?, ?> root)) {
            throw new IllegalArgumentException("line 1 lacks '{'");
        }
        Map<String, String> scripts = new TreeMap<>();
        if (root.get("scripts") instanceof Map<?, ?> all) {
            all.forEach((name, command) -> scripts.put(String.valueOf(name), String.valueOf(command)));
        }
        String[] manager = String.valueOf(root.containsKey("packageManager") ? root.get("packageManager") : "").split("@", 2);
        return new PackageJson(scripts, Optional.of(manager[0]).filter(name -> !name.isBlank()),
                manager.length == 2 ? Optional.of(manager[1].split("\\.")[0]) : Optional.empty(),
                DEPENDENCIES.stream().anyMatch(name -> isFilled(root.get(name))),
                workspaces(root.get("workspaces")));
    }

    /** A list of patterns, or an object that has the list. */
    private static Workspaces workspaces(Object value) {
        Object list = value instanceof Map<?, ?> map ? map.get("packages") : value;
        return new Workspaces(list instanceof List<?> patterns ? patterns.stream().map(String::valueOf).toList() : List.of());
    }

    private static boolean isFilled(Object value) {
        return value instanceof Map<?, ?> map && !map.isEmpty() || value instanceof List<?> list && !list.isEmpty();
    }
}
