package io.quarkiverse.processmanager.runtime.config.inherit;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.eclipse.microprofile.config.spi.ConfigSource;

import io.smallrye.config.ConfigValue;
import io.smallrye.config.Expressions;
import io.smallrye.config.SmallRyeConfig;

/** Finds out where the settings of processes are written, in a complete configuration. Pure functions. */
public final class Origins {

    /** The source in which Quarkus repeats the settings that the build has used, above all others. */
    private static final String FIXED_BY_THE_BUILD = "BuildTime RunTime Fixed";

    private Origins() {
    }

    /** The settings that a process takes from elsewhere, each with the property that has it. */
    public static Map<String, String> of(SmallRyeConfig config, String processId) {
        String lines = config.getConfigValue(Inheritance.ORIGINS + processId).getValue();
        Map<String, String> origins = new TreeMap<>();
        for (String line : lines == null ? new String[0] : lines.split("\n")) {
            int end = line.indexOf(' ');
            String property = line.substring(0, end);
            if (!isOwn(config, property)) {
                SettingKey.of(property).ifPresent(key -> origins.put(SettingKey.plain(key.setting()), line.substring(end + 1)));
            }
        }
        return origins;
    }

    /** Whether a process itself has a setting that it can take from elsewhere. */
    private static boolean isOwn(SmallRyeConfig config, String property) {
        ConfigValue value = Expressions.withoutExpansion(() -> config.getConfigValue(property));
        if (!FIXED_BY_THE_BUILD.equals(value.getConfigSourceName())) {
            return InheritedFrom.of(value.getConfigSourceName(), property).isEmpty();
        }
        return sources(config, property).findAny().isPresent();
    }

    /**
     * The name of the source from which the build has read a setting, where the build has fixed it; {@code first} for any other
     * setting.
     *
     * @param first the source of the value
     */
    public static String sourceOfBuild(SmallRyeConfig config, String property, String first) {
        return !first.equals(FIXED_BY_THE_BUILD) ? first
                : sources(config, property).findFirst().or(() -> Inheritance.source(config, property)).orElse("default");
    }

    /** The sources with a setting of the process itself, without that in which Quarkus repeats it. */
    private static Stream<String> sources(SmallRyeConfig config, String property) {
        Stream<String> spellings = Stream.concat(config.getProfiles().stream().map(profile -> "%" + profile + "." + property),
                Stream.of(property));
        return spellings.flatMap(spelling -> StreamSupport.stream(config.getConfigSources().spliterator(), false)
                .filter(source -> source.getValue(spelling) != null).map(ConfigSource::getName)
                .filter(source -> !source.equals(FIXED_BY_THE_BUILD)));
    }
}
