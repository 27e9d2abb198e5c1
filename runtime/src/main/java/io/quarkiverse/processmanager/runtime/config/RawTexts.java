package io.quarkiverse.processmanager.runtime.config;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.quarkiverse.processmanager.runtime.config.command.CommandKey;
import io.quarkiverse.processmanager.runtime.config.text.Findings;
import io.quarkiverse.processmanager.runtime.config.text.SettingType;
import io.quarkiverse.processmanager.runtime.config.text.ShellExpressions;
import io.quarkiverse.processmanager.runtime.config.text.ShellExpressions.Reader;
import io.quarkiverse.processmanager.runtime.definition.Secrets;
import io.smallrye.config.SmallRyeConfig;

/**
 * Checks the values of the properties of one process before their expansion, and the values of the properties that they refer
 * to, for text that a shell or a Compose file would expand in another way.
 */
final class RawTexts {

    private static final Pattern REFERENCE = Pattern.compile("(?<![$\\\\])\\$\\{([^${}:]+)");
    private static final Pattern SUSPICIOUS = Pattern.compile("[$`~]");
    private static final Pattern ESCAPED = Pattern.compile("(?:\\$|\\\\)\\$([A-Za-z_][A-Za-z0-9_]*|\\()");
    private static final Pattern INDEX = Pattern.compile("(.*\\[)(\\d{1,6})]");
    private static final Set<String> ADDRESSES = Set.of("health.url", "health.path", "health.host", "liveness.url",
            "liveness.path", "liveness.host");
    /** A negative number is an ordinary default of this setting. */
    private static final String NICE = "nice";

    private final SmallRyeConfig config;
    private final Predicate<String> shells;
    private final Problems problems;
    private final KnownKeys keys;

    private RawTexts(SmallRyeConfig config, Predicate<String> shells, Problems problems) {
        this.config = config;
        this.shells = shells;
        this.problems = problems;
        this.keys = problems.processId().isEmpty() ? KnownKeys.COMMON : KnownKeys.OF_PROCESS;
    }

    /** For each id the settings whose value can have text for a shell, and the property of each. */
    static Map<String, Map<String, String>> find(SmallRyeConfig config, List<String> names, Set<String> ids) {
        Map<String, Map<String, String>> found = new TreeMap<>();
        for (String property : names) {
            SettingName.of(config, property, ids).filter(name -> SUSPICIOUS.matcher(raw(config, property)).find()
                    && !SettingName.isWholeList(config, property))
                    .ifPresent(name -> found.computeIfAbsent(name.processId(), any -> new TreeMap<>())
                            .put(name.setting(), property));
        }
        return found;
    }

    /**
     * Checks the settings of one process.
     *
     * @param properties the settings and their properties
     * @param shells whether a setting for a shell, such as {@code health.shell}, is true
     */
    static void check(SmallRyeConfig config, Map<String, String> properties, Predicate<String> shells, Problems problems) {
        RawTexts texts = new RawTexts(config, shells, problems);
        properties.forEach(texts::check);
    }

    /** The setting that lets a shell run a command: {@code health.shell} for {@code health.command}. */
    static String shellOf(String setting) {
        return setting.substring(0, setting.length() - "command".length()) + "shell";
    }

    private void check(String setting, String property) {
        String key = KnownKeys.ofProcess(keys.keyOf(setting).orElse(NICE));
        if (key.equals(NICE)) {
            return;
        }
        String raw = raw(config, property);
        boolean secret = key.endsWith(".*") && Secrets.mentionsSecret(KnownKeys.ofProcess(setting).substring(key.length() - 1))
                || isValueOfSecretOption(property);
        problems.addEscaped(setting, escaped(raw));
        ShellExpressions.check(raw, reader(key, setting), secret, problems.findings(setting));
        if (key.equals("env.*")) {
            checkSelfReference(setting, KnownKeys.ofProcess(setting).substring("env.".length()).replace("\"", ""), raw);
        }
        follow(setting, raw, new HashSet<>(Set.of(property)));
    }

    /** A variable that refers to itself, as {@code PATH=/opt/bin:$PATH}, can only be meant to be expanded. */
    private void checkSelfReference(String setting, String name, String raw) {
        if (Pattern.compile("(?<![$\\\\])\\$" + Pattern.quote(name) + "(?![A-Za-z0-9_])").matcher(raw).find()) {
            problems.findings(setting).error("has '$" + name + "', which no shell replaces here; write ${" + name + "}");
        }
    }

    private static Set<String> escaped(String raw) {
        return ESCAPED.matcher(raw).results().map(result -> result.group(1)).collect(Collectors.toSet());
    }

    /** Whether the property is an element of a list, right behind an option such as {@code --password}. */
    private boolean isValueOfSecretOption(String property) {
        Matcher index = INDEX.matcher(property);
        if (!index.matches() || index.group(2).equals("0")) {
            return false;
        }
        String option = raw(config, index.group(1) + (Integer.parseInt(index.group(2)) - 1) + "]");
        return option.startsWith("-") && option.indexOf('=') < 0 && Secrets.mentionsSecret(option);
    }

    /**
     * Checks the properties behind the references of a value, each once. They are properties of the application, which can have
     * another use, so that no finding is an error.
     */
    private void follow(String setting, String raw, Set<String> visited) {
        Matcher reference = REFERENCE.matcher(raw);
        while (reference.find()) {
            String property = reference.group(1);
            String behind = raw(config, property);
            if (!visited.add(property) || behind.indexOf('$') < 0 || property.startsWith(SettingName.PROCESSES)) {
                continue;
            }
            ShellExpressions.checkExpressions(behind, Secrets.mentionsSecret(property), new Findings() {
                @Override
                public void error(String message) {
                    problems.warn(setting, "refers to ${" + property + "}, which " + message);
                }

                @Override
                public void warning(String message) {
                    problems.warn(setting, "refers to ${" + property + "}, which " + message);
                }
            });
            problems.addEscaped(setting, escaped(behind));
            follow(setting, behind, visited);
        }
    }

    private Reader reader(String key, String setting) {
        SettingType type = keys.typeOf(key).or(() -> KnownKeys.OF_PROCESS.typeOf(key)).orElseThrow();
        if (key.equals("command") || key.endsWith(".command")) {
            return shells.test(shellOf(CommandKey.isOfCommand(key) ? KnownKeys.ofProcess(setting) : key)) ? Reader.SHELL
                    : Reader.LINE;
        } else if (key.equals("args") || key.endsWith(".args") || key.equals("java-options")) {
            return Reader.ARGUMENT;
        } else if (key.equals("env.*")) {
            return Reader.VARIABLE;
        } else if (type.valueType().equals(Path.class.getName())) {
            return Reader.PATH;
        }
        return ADDRESSES.contains(key) ? Reader.ADDRESS : Reader.OTHER;
    }

    private static String raw(SmallRyeConfig config, String property) {
        String raw = InvalidValues.shown(() -> config.getConfigValue(property)).getRawValue();
        return raw == null ? "" : raw;
    }
}
