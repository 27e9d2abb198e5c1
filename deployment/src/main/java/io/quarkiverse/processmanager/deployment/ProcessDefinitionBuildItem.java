package io.quarkiverse.processmanager.deployment;

import java.util.Map;
import java.util.TreeMap;

import io.quarkus.builder.item.MultiBuildItem;

/**
 * Declares a process of another extension, such as the development server of what that extension connects to. The settings are
 * those of {@code quarkus.processes."id"}, with the same names, values and expressions:
 *
 * <pre>
 * new ProcessDefinitionBuildItem("mailer", Map.of(
 *         "command", "mail-catcher --port ${quarkus.processes.mailer.port}",
 *         "port", "0",
 *         "config.\"quarkus.mailer.port\"", "${quarkus.processes.mailer.port}"));
 * </pre>
 *
 * The process behaves as if the application had declared it. Each setting is a default: a value of the user in any source of
 * configuration wins, so that {@code quarkus.processes.mailer.modes=prod} or {@code quarkus.processes.mailer.port=2525} works as
 * for any other process. The build checks the settings together with those of the application, and reports all problems at once.
 * <p>
 * Two limits follow from the order of a build, in which the configuration comes before all build items. The {@code config} of the
 * process counts at the start of the application and not during the build: set what the build of your extension needs there.
 * And the process cannot have the {@code start-phase} {@code after-app} unless the user sets it.
 */
public final class ProcessDefinitionBuildItem extends MultiBuildItem {

    private final String id;
    private final Map<String, String> settings;

    /**
     * @param id the id of the process; no two build items may have the same
     * @param settings the values by the keys below {@code quarkus.processes."id"}, with at least the program
     */
    public ProcessDefinitionBuildItem(String id, Map<String, String> settings) {
        this.id = id;
        this.settings = Map.copyOf(settings);
    }

    String id() {
        return id;
    }

    /** The settings by the whole names of their properties. */
    Map<String, String> properties() {
        Map<String, String> properties = new TreeMap<>();
        settings.forEach((key, value) -> properties.put("quarkus.processes." + id + "." + key, value));
        return properties;
    }
}
