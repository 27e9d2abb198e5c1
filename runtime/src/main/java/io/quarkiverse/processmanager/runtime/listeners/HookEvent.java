package io.quarkiverse.processmanager.runtime.listeners;

import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessHooks;

/**
 * An event for hooks.
 *
 * @param event the event
 * @param restart whether a start is a restart
 */
record HookEvent(ProcessEvent event, boolean restart) {

    static boolean hasHook(ProcessEvent event) {
        return event instanceof ProcessEvent.Started || event instanceof ProcessEvent.Stopped
                || event instanceof ProcessEvent.Crashed;
    }

    void call(ProcessHooks hooks) {
        if (event instanceof ProcessEvent.Started started) {
            try {
                hooks.onStart(started);
            } finally {
                if (restart) {
                    hooks.onRestart(started);
                }
            }
        } else if (event instanceof ProcessEvent.Stopped stopped) {
            hooks.onStop(stopped);
        } else if (event instanceof ProcessEvent.Crashed crashed) {
            hooks.onCrash(crashed);
        }
    }
}
