package io.quarkiverse.processmanager;

/**
 * One thing that is wrong with a definition.
 *
 * @param processId the process; empty if it is about all of them
 * @param setting the configuration key below {@code quarkus.processes."id"}, such as {@code restart.delay}; below
 *        {@code quarkus.process-manager} if it is about all
 * @param message what is wrong with which value, and what would be right
 */
public record Problem(String processId, String setting, String message) {

    /** The full name of the configuration property. */
    public String property() {
        if (processId.isEmpty()) {
            return "quarkus.process-manager." + setting;
        }
        String process = "quarkus.processes." + (processId.indexOf('.') < 0 ? processId : '"' + processId + '"');
        return setting.isEmpty() ? process : process + "." + setting;
    }

    /** The property and what is wrong with it. */
    @Override
    public String toString() {
        return property() + ": " + message;
    }
}
