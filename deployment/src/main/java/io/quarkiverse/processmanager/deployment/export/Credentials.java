package io.quarkiverse.processmanager.deployment.export;

import java.util.Optional;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.runtime.config.ProcessesConfig;
import io.quarkiverse.processmanager.runtime.config.contribution.ConfigView;
import io.quarkiverse.processmanager.runtime.config.contribution.KeyForms;

/** Finds the user with which the application connects to a service. */
final class Credentials {

    private static final String DEFAULT = "quarkus";

    private Credentials() {
    }

    /** The user that the application sets, else the one that the service contributes. */
    static String user(ProcessesConfig config, ProcessDefinition definition) {
        return property(definition).flatMap(key -> KeyForms.value(ConfigView.of(config.raw()), key))
                .or(() -> property(definition).map(definition.config()::get)).orElse(DEFAULT);
    }

    /** The property with the user: that of the first datasource, or of a client that has a user. */
    private static Optional<String> property(ProcessDefinition definition) {
        Optional<String> contributed = definition.config().keySet().stream()
                .filter(key -> key.endsWith("username") || key.endsWith("access-key")).findFirst();
        return contributed.or(() -> definition.config().keySet().stream()
                .filter(key -> key.endsWith(".jdbc.url") || key.endsWith(".reactive.url")).findFirst()
                .map(key -> key.replaceFirst("(jdbc|reactive)\\.url$", "username")));
    }
}
