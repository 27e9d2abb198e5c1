package io.quarkiverse.processmanager.runtime.definition.traits;

/**
 * Where a process runs.
 *
 * @param external whether it runs elsewhere, so that this application only watches it
 * @param note what the application cannot find out about it, as a part of a sentence; empty if there is nothing to say
 */
public record Location(boolean external, String note) {

    /** The process is one of this application. */
    public static final Location HERE = new Location(false, "");

    public static Location elsewhere(String note) {
        return new Location(true, note);
    }
}
