package io.quarkiverse.processmanager.test;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * The configuration around a test, without the processes of the test itself: an annotation replaces a declared process as a
 * whole. Expressions of the annotation can use all other values. Only the common settings are listed.
 */
final class HiddenProcesses implements ConfigSource {

    /** The choices of a run of the application, which can name processes that a test does not have. */
    static final String EXTERNAL = "quarkus.process-manager.external";
    private static final String ONLY = "quarkus.process-manager.only";
    private static final String EXCEPT = "quarkus.process-manager.except";
    private static final int BELOW_THE_ANNOTATION = 100;

    private final Config config;
    private final Set<String> hidden = new LinkedHashSet<>();

    HiddenProcesses(Config config, Set<String> ids) {
        this.config = config;
        ids.forEach(id -> {
            hidden.add(ProcessProperties.prefix(id));
            hidden.add("quarkus.processes.\"" + id + "\".");
        });
        hidden.addAll(List.of(ONLY, EXCEPT, EXTERNAL));
    }

    @Override
    public Set<String> getPropertyNames() {
        Set<String> names = new LinkedHashSet<>();
        config.getPropertyNames().forEach(name -> {
            if (name.startsWith("quarkus.process-manager.") && !isHidden(name)) {
                names.add(name);
            }
        });
        return names;
    }

    @Override
    public String getValue(String name) {
        return isHidden(name) ? null : config.getConfigValue(name).getValue();
    }

    private boolean isHidden(String name) {
        return hidden.stream().anyMatch(name::startsWith);
    }

    @Override
    public String getName() {
        return "the configuration of the application";
    }

    @Override
    public int getOrdinal() {
        return BELOW_THE_ANNOTATION;
    }
}
