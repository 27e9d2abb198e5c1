package io.quarkiverse.processmanager;

import io.quarkiverse.processmanager.runtime.safe.SecretText;

/**
 * One error in a definition. Immutable.
 *
 * @param processId the id of the process; empty if the problem concerns all processes
 * @param setting the configuration key below {@code quarkus.processes."id"}, such as {@code restart.delay}; below
 *        {@code quarkus.process-manager} if the problem concerns all processes
 * @param message the invalid value, the reason and, where there is one, the correction; the end of a sentence about the setting
 */
public record Problem(String processId, String setting, String message) {

    /** Masks what is probably a secret in the message, which quotes values. */
    public Problem {
        message = SecretText.mask(message);
    }

    /** The full name of the configuration property. */
    public String property() {
        if (processId.isEmpty()) {
            return "quarkus.process-manager." + setting;
        }
        String process = "quarkus.processes." + (processId.indexOf('.') < 0 ? processId : '"' + processId + '"');
        return setting.isEmpty() ? process : process + "." + setting;
    }

    /** The property and the message. */
    @Override
    public String toString() {
        return property() + ": " + message;
    }
}
