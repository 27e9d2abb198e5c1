package io.quarkiverse.processmanager.runtime.config.contribution;

/**
 * One line of configuration that a process contributes to the application.
 *
 * @param processId the id of the process
 * @param key the key of the application, in the form in which the application writes it
 * @param property the property that has the value
 */
public record Contribution(String processId, String key, String property) {

    /** The name under which the configuration shows where the value comes from. */
    public String sourceName() {
        return "Process '" + processId + "'";
    }
}
