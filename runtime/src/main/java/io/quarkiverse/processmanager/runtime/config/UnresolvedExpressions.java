package io.quarkiverse.processmanager.runtime.config;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.common.utils.StringUtil;

/**
 * Finds the properties of processes that refer to something without a value. A mapping treats such a property as not set: with
 * {@code command=echo ${NOPE}} the process would have no command, without any message.
 */
final class UnresolvedExpressions {

    private static final Pattern EXPRESSION = Pattern.compile("(?<![$\\\\])\\$\\{([^${}:]+)}");

    private final SmallRyeConfig config;
    private final Set<String> ids;
    private final Map<String, Map<String, String>> found = new TreeMap<>();

    private UnresolvedExpressions(SmallRyeConfig config, Set<String> ids) {
        this.config = config;
        this.ids = ids;
    }

    /** For each id the settings without a value, and the reference that has no value, such as <code>${HOME}</code>. */
    static Map<String, Map<String, String>> find(SmallRyeConfig config, List<String> names, Set<String> ids) {
        UnresolvedExpressions unresolved = new UnresolvedExpressions(config, ids);
        for (String property : names) {
            if (property.startsWith(SettingName.ROOT)) {
                unresolved.check(property);
            }
        }
        return unresolved.found;
    }

    private void check(String property) {
        ConfigValue value = InvalidValues.shown(() -> config.getConfigValue(property));
        if (value.getRawValue() == null || value.getValue() != null || !value.getRawValue().contains("${")
                || SettingName.isWholeList(config, property)) {
            return;
        }
        SettingName.of(config, property, ids).ifPresent(name -> found.computeIfAbsent(name.processId(), any -> new TreeMap<>())
                .put(name.setting(), reference(value.getRawValue(), new HashSet<>(Set.of(property)))));
    }

    /** Follows the expression to the reference that has no value, or that leads back. */
    private String reference(String rawValue, Set<String> visited) {
        Matcher matcher = EXPRESSION.matcher(rawValue);
        while (matcher.find()) {
            ConfigValue value = config.getConfigValue(matcher.group(1));
            if (value.getValue() == null) {
                boolean leadsOn = value.getRawValue() != null && visited.add(matcher.group(1));
                return leadsOn ? reference(value.getRawValue(), visited) : matcher.group();
            }
        }
        int end = rawValue.lastIndexOf('}') + 1;
        return rawValue.substring(rawValue.indexOf("${"), end == 0 ? rawValue.length() : end);
    }

    /** The name as a part of the environment variable that sets it. */
    static String folded(String name) {
        return StringUtil.replaceNonAlphanumericByUnderscores(name).toUpperCase(Locale.ROOT);
    }
}
