package io.quarkiverse.processmanager.runtime.dev.ui;

/**
 * Whether the process manager accepts an action. The rows of the page show its progress.
 *
 * @param message why the action is refused, or its result; empty if there is nothing to say
 */
public record ActionResult(boolean ok, String message) {

    static final ActionResult ACCEPTED = new ActionResult(true, "");

    static ActionResult refused(String message) {
        return new ActionResult(false, message);
    }
}
