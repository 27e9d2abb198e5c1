package io.quarkiverse.processmanager.runtime.process.table;

/**
 * An environment variable that identifies every process of a tree, in whatever group or session the process is.
 *
 * @param variable its name
 * @param value its value, different for each tree
 */
public record Marker(String variable, String value) {

    private static final String BORDER = "-";

    /** The marker of one start of a process by one runner. */
    public static Marker of(RunnerId runner, long number, String processId) {
        return new Marker(runner.variable(), number + BORDER + processId);
    }

    /** The id of the process. */
    public String processId() {
        return value.substring(value.indexOf(BORDER) + 1);
    }

    /** The marker of a detached process, the same for each start of the same process of the same application. */
    public static Marker ofDetached(String application, String processId) {
        return new Marker(RunnerId.DETACHED, application + BORDER + processId);
    }
}
