package io.quarkiverse.processmanager;

/**
 * What an application does when something happens to a process. A bean of this type is called for all processes, one with
 * {@code @ForProcess("db")} for that process; a bean without a scope is a singleton. The same moments can be given to
 * {@link ProcessDefinitionBuilder}.
 * <p>
 * Hooks run after the fact, one after the other, on a thread of the application that may be blocked. What they throw is logged.
 * No process ever waits for a hook.
 */
public interface ProcessHooks {

    /** The hooks of a definition that has none. */
    ProcessHooks NONE = new ProcessHooks() {

        @Override
        public String toString() {
            return "none";
        }
    };

    /** The system has started it: for the first time or again. */
    default void onStart(ProcessEvent.Started started) {
    }

    /** It has stopped because somebody asked, with all that it had started. Not called between the two halves of a restart. */
    default void onStop(ProcessEvent.Stopped stopped) {
    }

    /** It has been started again, by its restart policy or by hand, without having been at rest. Called after onStart. */
    default void onRestart(ProcessEvent.Started started) {
    }

    /** It ended without being asked, could not be started, or was stopped as unhealthy or over its limit. */
    default void onCrash(ProcessEvent.Crashed crashed) {
    }
}
