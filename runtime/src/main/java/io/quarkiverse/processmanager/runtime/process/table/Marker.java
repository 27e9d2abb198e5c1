package io.quarkiverse.processmanager.runtime.process.table;

/**
 * An environment variable that identifies every process of a tree, in whatever group or session the process is.
 *
 * @param variable its name
 * @param value its value, different for each tree
 */
public record Marker(String variable, String value) {

    /** The marker of a detached process, the same for each start of the same process of the same application. */
    public static Marker ofDetached(String application, String processId) {
        return new Marker(RunnerId.DETACHED, application + "-" + processId);
    }
}
