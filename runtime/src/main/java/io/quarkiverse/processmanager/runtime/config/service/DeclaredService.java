package io.quarkiverse.processmanager.runtime.config.service;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;

/**
 * The settings of a process that decide about its service.
 *
 * @param directory the directory at which relative paths start
 * @param dataDir the absolute directory for the data
 * @param ownCommand whether the process has a command of its own, so that no program is searched for
 * @param ownUser whether the process has a user of its own
 */
public record DeclaredService(String id, ServiceBuildTimeConfig fixed, ServiceConfig config, SmallRyeConfig raw,
        Path directory, OptionalInt port, Map<String, Optional<Integer>> ports, Optional<Path> dataDir, boolean ownCommand,
        boolean ownUser) {

    /** The settings that the service has put into the configuration, and that no source of the user replaces. */
    Map<String, String> defaultsInConfiguration() {
        Map<String, String> defaults = new TreeMap<>();
        String plain = ServiceName.PROCESSES + id + ".";
        String quoted = ServiceName.PROCESSES + '"' + id + "\".";
        for (String property : raw.getPropertyNames()) {
            String prefix = property.startsWith(plain) ? plain : property.startsWith(quoted) ? quoted : "";
            ConfigValue value = prefix.isEmpty() ? null : raw.getConfigValue(property);
            if (value != null && value.getValue() != null && ServiceDefaults.isSourceOf(value)) {
                defaults.put(property.substring(prefix.length()), value.getValue());
            }
        }
        return defaults;
    }
}
