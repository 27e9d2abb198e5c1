package io.quarkiverse.processmanager;

/**
 * Callbacks for the most common events of a process. A bean of this type is called for all processes, a bean with
 * {@code @ForProcess("db")} for that process only; a bean without a scope is a singleton. {@link ProcessDefinitionBuilder}
 * takes hooks, too.
 * <p>
 * Hooks run after the event, one after the other, on a thread of the application that may be blocked. The first exception of a
 * hook is logged, and the hook receives further events. No process waits for a hook.
 */
public interface ProcessHooks {

    /** Hooks without effect. */
    ProcessHooks NONE = new ProcessHooks() {

        @Override
        public String toString() {
            return "none";
        }
    };

    /** The operating system has started the process, for the first time or again. */
    default void onStart(ProcessEvent.Started started) {
    }

    /** The process has stopped on request, with its whole tree. Not called during a restart. */
    default void onStop(ProcessEvent.Stopped stopped) {
    }

    /** The process has been restarted, by its restart policy or on request. Called after {@link #onStart}. */
    default void onRestart(ProcessEvent.Started started) {
    }

    /** The process exited without a request, failed to start, or was stopped because it was unhealthy or over its limit. */
    default void onCrash(ProcessEvent.Crashed crashed) {
    }
}
