package io.quarkiverse.processmanager.runtime.config;

import static io.quarkiverse.processmanager.runtime.config.UnresolvedExpressions.folded;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.runtime.config.command.CommandSpelling;
import io.quarkiverse.processmanager.runtime.config.contribution.ContributedName;
import io.quarkiverse.processmanager.runtime.config.inherit.Inheritance;
import io.quarkiverse.processmanager.runtime.definition.ContributedKeys;
import io.quarkiverse.processmanager.runtime.definition.check.LivenessKeys;
import io.quarkiverse.processmanager.runtime.rules.text.Suggestion;
import io.smallrye.config.NameIterator;
import io.smallrye.config.SmallRyeConfig;

/**
 * Finds the properties that no mapping reads although they are meant for the extension: an unknown key, such as
 * {@code quarkus.processes.db.helth.url}, and a known key below a misspelled prefix, such as {@code quarkus.process.db.command}.
 */
final class UnknownKeys {

    /** The names that other tools have for a key. */
    private static final Map<String, String> FOREIGN = Map.ofEntries(Map.entry("environment", "env"),
            Map.entry("properties", "config"), Map.entry("configuration", "config"),
            Map.entry("ports", "port"),
            Map.entry("directory", "cwd"), Map.entry("dir", "cwd"), Map.entry("workdir", "cwd"), Map.entry("data", "data-dir"),
            Map.entry("data-directory", "data-dir"), Map.entry("datadir", "data-dir"),
            Map.entry("working-dir", "cwd"), Map.entry("working-directory", "cwd"), Map.entry("cmd", "command"),
            Map.entry("arguments", "args"), Map.entry("autostart", "auto-start"), Map.entry("phase", "start-phase"),
            Map.entry("wait-for-startup", "start-phase"), Map.entry("start-order", "start-phase"),
            Map.entry("enabled", "auto-start"),
            Map.entry("stop-grace-period", "stop.timeout"), Map.entry("healthcheck.test", "health.command"),
            Map.entry("healthcheck.interval", "health.interval"), Map.entry("healthcheck.timeout", "health.timeout"),
            Map.entry("healthcheck.retries", "health.retries"), Map.entry("log-file", "log.file.path"),
            Map.entry("log.file", "log.file.path"), Map.entry("restart", "restart.policy"),
            Map.entry("health.http", "health.url"), Map.entry("health.tcp", "health.port"),
            Map.entry("pre-start", "pre-start.command"), Map.entry("health.status", "health.expected-status"),
            Map.entry("health.exit-code", "health.expected-exit-code"), Map.entry("health.test", "health.command"),
            Map.entry("health.start-period", "startup-timeout"), Map.entry("healthcheck.start-period", "startup-timeout"),
            Map.entry("health.failure-threshold", "health.retries"), Map.entry("health.period", "health.interval"),
            Map.entry("entrypoint", "command"), Map.entry("exec-start", "command"),
            Map.entry("exec-start-pre", "pre-start.command"), Map.entry("exec-stop", "stop.command"),
            Map.entry("pre-stop", "stop.command"), Map.entry("stop-signal", "stop.signal"),
            Map.entry("stopsignal", "stop.signal"), Map.entry("stopwaitsecs", "stop.timeout"),
            Map.entry("termination-grace-period", "stop.timeout"), Map.entry("autorestart", "restart.policy"),
            Map.entry("restart-policy", "restart.policy"), Map.entry("startretries", "restart.max"),
            Map.entry("restart-sec", "restart.delay"), Map.entry("environment-file", "env-file"),
            Map.entry("npm", "npm-script"), Map.entry("script", "npm-script"), Map.entry("package-json-script", "npm-script"),
            Map.entry("links", "depends-on"), Map.entry("scheme", "url-scheme"), Map.entry("protocol", "url-scheme"),
            Map.entry("endpoints", "url-schemes"), Map.entry("endpoint", "url-schemes"), Map.entry("schemes", "url-schemes"),
            Map.entry("jar", "artifact"), Map.entry("gav", "artifact"), Map.entry("main", "main-class"),
            Map.entry("jvm-args", "java-options"), Map.entry("jvm-options", "java-options"),
            Map.entry("java-opts", "java-options"));

    private static final String VARIABLES = "EnvConfigSource";
    private static final String LIVENESS = "liveness.";
    private static final String CONTRIBUTED = "config.";

    private UnknownKeys() {
    }

    /** The properties without a mapping, at build time: errors in files, warnings about variables of another program. */
    static void find(SmallRyeConfig config, Set<String> ids, List<Problem> errors, List<Problem> warnings) {
        Set<String> seen = new TreeSet<>();
        Map<String, CommandSpelling> commands = new TreeMap<>();
        for (String property : new TreeSet<>(names(config))) {
            boolean fromVariable = String.valueOf(config.getConfigValue(property).getConfigSourceName()).startsWith(VARIABLES);
            if (!fromVariable) {
                spelling(property, commands);
            }
            // YAML lists a list as a whole, too.
            String name = property.endsWith("]") ? property.substring(0, property.lastIndexOf('[')) : property;
            if (!seen.add(name) || Inheritance.origin(config, property).isPresent()) {
                continue;
            }
            problem(name, ids, fromVariable).ifPresent((fromVariable ? warnings : errors)::add);
        }
        commands.forEach((id, spelling) -> spelling.mixed()
                .forEach(name -> errors.add(new Problem(id, name, CommandSpelling.message()))));
    }

    private static void spelling(String property, Map<String, CommandSpelling> byId) {
        if (property.startsWith(SettingName.PROCESSES) && property.contains(".commands.")) {
            NameIterator segments = new NameIterator(property, SettingName.PROCESSES.length() - 1);
            String id = segments.getNextSegment();
            segments.next();
            if (segments.hasNext()) {
                byId.computeIfAbsent(id, any -> new CommandSpelling()).add(property.substring(segments.getPosition() + 1));
            }
        }
    }

    private static List<String> names(SmallRyeConfig config) {
        List<String> names = new ArrayList<>();
        for (String property : Inheritance.names(config)) {
            if (property.startsWith("quarkus.p")) {
                names.add(property);
            }
        }
        return names;
    }

    /**
     * The problem of a property that no mapping reads; empty for a property that is known, or that is not meant for the
     * extension.
     *
     * @param property the name without a profile
     * @param fromVariable whether an environment variable sets the property, so that its name has lost case and dashes
     */
    static Optional<Problem> problem(String property, Set<String> ids, boolean fromVariable) {
        String variables = "quarkus.process.manager.";
        if (fromVariable && property.startsWith(variables)) {
            return below(new SettingName("", property.substring(variables.length())), property, true);
        }
        Optional<SettingName> name = SettingName.of(property, ids).or(() -> SettingName.of(property, Set.of()));
        if (name.isPresent()) {
            return below(name.get(), property, fromVariable);
        }
        String[] segments = property.split("\\.", 3);
        if (property.startsWith(SettingName.PROCESSES)) {
            String setting = property.substring(SettingName.PROCESSES.length());
            return KnownKeys.OF_PROCESS.keyOf(setting).map(key -> new Problem("id", key, "is set without an id, as "
                    + shown(property, fromVariable) + "; name the process between 'processes' and '" + key + "'"));
        }
        return segments.length < 3 ? Optional.empty() : misspelledPrefix(property, segments, ids, fromVariable);
    }

    private static Optional<Problem> below(SettingName name, String property, boolean fromVariable) {
        KnownKeys keys = name.keys();
        if (name.setting().startsWith(CONTRIBUTED) && !name.processId().isEmpty()) {
            return withoutQuotes(name, property, fromVariable);
        }
        if (keys.keyOf(name.setting()).isPresent() || fromVariable && isFolded(keys, name.setting())) {
            return Optional.empty();
        }
        String setting = KnownKeys.ofProcess(name.setting());
        if (setting.startsWith(LIVENESS) && LivenessKeys.REFUSED.containsKey(setting.substring(LIVENESS.length()))) {
            return Optional.of(new Problem(name.processId(), name.setting(),
                    LivenessKeys.REFUSED.get(setting.substring(LIVENESS.length()))));
        }
        String variable = fromVariable ? " (the environment variable " + folded(property) + ")" : "";
        return Optional.of(new Problem(name.processId(), name.setting(), "is not a setting" + variable
                + suggestion(keys, name.setting())));
    }

    /** A contributed key with dots must be in quotes: each mapping of a map takes a key of one segment only. */
    private static Optional<Problem> withoutQuotes(SettingName name, String property, boolean fromVariable) {
        String key = name.setting().substring(CONTRIBUTED.length());
        if (ContributedName.key(key).isPresent()) {
            return Optional.empty();
        }
        if (key.startsWith("\"")) {
            return Optional
                    .of(new Problem(name.processId(), name.setting(), "has quotes inside its key that end the key; write "
                            + "single quotes there, as in config.\"quarkus.log.category.'org.acme'.level\""));
        }
        String quoted = property.substring(0, property.length() - key.length()) + '"' + key + '"';
        return Optional.of(new Problem(name.processId(), name.setting(), "has a key without quotes"
                + (fromVariable ? " (the environment variable " + folded(property) + ")" : "") + "; write "
                + (fromVariable ? folded(quoted).replaceAll("_+$", "_") : ContributedKeys.setting(key))));
    }

    private static String suggestion(KnownKeys keys, String setting) {
        List<String> group = keys.meant().stream().filter(key -> key.startsWith(setting + ".")).toList();
        Optional<String> meant = closest(keys, setting);
        if (meant.isPresent()) {
            return "; did you mean '" + meant.get() + "'?";
        }
        return group.isEmpty() ? ""
                : group.stream().collect(Collectors.joining(", ", " but the beginning of others: ", ""));
    }

    /** The key that the setting probably means. */
    private static Optional<String> closest(KnownKeys keys, String setting) {
        Set<String> candidates = candidates(keys, setting);
        String plain = plain(setting);
        return candidates.stream().filter(key -> plain(key).equals(plain)).findFirst()
                .or(() -> foreign(keys, setting))
                .or(() -> Suggestion
                        .closest(setting.toLowerCase(Locale.ROOT), candidates.stream().map(UnknownKeys::lower).toList())
                        .flatMap(lower -> candidates.stream().filter(key -> lower(key).equals(lower)).findFirst()));
    }

    /** The keys, and for each map the name of the setting below it. */
    private static Set<String> candidates(KnownKeys keys, String setting) {
        Set<String> candidates = new TreeSet<>();
        for (String key : keys.meant()) {
            if (!key.endsWith(".*")) {
                candidates.add(key);
                continue;
            }
            String map = key.substring(0, key.length() - 1);
            int dots = (int) map.chars().filter(c -> c == '.').count();
            int start = nth(setting, dots);
            if (start >= 0 && Suggestion.closest(setting.substring(0, start), List.of(map.substring(0, map.length() - 1)))
                    .isPresent()) {
                candidates.add(map + setting.substring(start + 1));
            }
        }
        return candidates;
    }

    private static Optional<String> foreign(KnownKeys keys, String setting) {
        String skewed = setting.replace('_', '-').toLowerCase(Locale.ROOT);
        int dot = skewed.indexOf('.');
        Optional<String> whole = Optional.ofNullable(FOREIGN.get(skewed));
        Optional<String> map = dot < 0 ? Optional.empty()
                : Optional.ofNullable(FOREIGN.get(skewed.substring(0, dot))).map(key -> key + setting.substring(dot));
        return whole.or(() -> map).filter(key -> keys.keyOf(key).isPresent() || keys.meant().contains(key + ".*"))
                .map(key -> keys.meant().contains(key + ".*") ? key + ".\"NAME\"" : key);
    }

    private static Optional<Problem> misspelledPrefix(String property, String[] segments, Set<String> ids,
            boolean fromVariable) {
        List<String> meant = new ArrayList<>();
        if (segments[0].equals("quarkus") && isClose(segments[1], "process-manager", 3)) {
            meant.add(SettingName.COMMON + segments[2]);
        }
        if (segments[0].equals("quarkus") && segments[1].equals("process") && segments[2].startsWith("manager.")) {
            meant.add(SettingName.COMMON + segments[2].substring("manager.".length()));
        }
        if (segments[0].equals("quarkus") && isClose(segments[1], "processes", 2)) {
            meant.add(SettingName.PROCESSES + segments[2]);
        }
        for (String candidate : meant) {
            Optional<SettingName> name = SettingName.of(candidate, ids).or(() -> SettingName.of(candidate, Set.of()));
            Optional<SettingName> known = name.filter(some -> some.keys().keyOf(some.setting()).isPresent()
                    || fromVariable && isFolded(some.keys(), some.setting())
                    || closest(some.keys(), some.setting()).isPresent());
            if (known.isPresent()) {
                Problem problem = new Problem(known.get().processId(), known.get().setting(), "");
                return Optional.of(new Problem(problem.processId(), problem.setting(), "is set as "
                        + shown(property, fromVariable) + ", which nothing reads; write "
                        + (fromVariable ? folded(candidate) : candidate)));
            }
        }
        return Optional.empty();
    }

    private static boolean isClose(String text, String to, int tolerance) {
        return !text.equals(to) && Suggestion.distance(text, to) <= tolerance;
    }

    private static boolean isFolded(KnownKeys keys, String setting) {
        String folded = folded(setting);
        return keys.meant().stream().anyMatch(key -> key.endsWith("*")
                ? folded.startsWith(folded(key.substring(0, key.length() - 1)))
                : isInGroup(key, folded) || folded.equals(folded(key)) || folded.matches(folded(key) + "_[0-9]+_?"));
    }

    /** Whether a variable sets a key such as {@code commands.*.title}. */
    private static boolean isInGroup(String key, String folded) {
        return key.contains(".*.") && folded.matches(folded(key).replace("___", "_[A-Z0-9_]+_"));
    }

    private static String shown(String property, boolean fromVariable) {
        return fromVariable ? folded(property) : property;
    }

    private static String lower(String key) {
        return key.toLowerCase(Locale.ROOT);
    }

    private static String plain(String key) {
        return key.replaceAll("[-._]", "").toLowerCase(Locale.ROOT);
    }

    private static int nth(String text, int dots) {
        int position = -1;
        for (int i = 0; i < dots; i++) {
            position = text.indexOf('.', position + 1);
            if (position < 0) {
                return -1;
            }
        }
        return position;
    }
}
