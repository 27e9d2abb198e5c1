package io.quarkiverse.processmanager;

/**
 * One thing that is wrong with a definition.
 *
 * @param processId the process
 * @param setting the configuration key below {@code quarkus.processes."id"}, such as {@code restart.delay}
 * @param message what is wrong with which value, and what would be right
 */
public record Problem(String processId, String setting, String message) {

    /** The full name of the configuration property. */
    public String property() {
        return setting.isEmpty() ? "quarkus.processes." + processId : "quarkus.processes." + processId + "." + setting;
    }

    /** The property and what is wrong with it. */
    @Override
    public String toString() {
        return property() + ": " + message;
    }
}
