package io.quarkiverse.processmanager.runtime.process.table;

/**
 * A variable in the environment of every process of a tree, by which they are found wherever they go.
 *
 * @param variable its name
 * @param value its value, its own for each tree
 */
public record Marker(String variable, String value) {

    /** Of what outlives the JVM: each start of the same process of the same application has the same one. */
    public static Marker ofDetached(String application, String processId) {
        return new Marker(RunnerId.DETACHED, application + "-" + processId);
    }
}
