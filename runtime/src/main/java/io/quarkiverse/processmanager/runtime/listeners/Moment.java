package io.quarkiverse.processmanager.runtime.listeners;

import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessHooks;

/**
 * An event, with what hooks need to know besides.
 *
 * @param event what happened
 * @param again whether a start is a restart
 */
record Moment(ProcessEvent event, boolean again) {

    static boolean hasHook(ProcessEvent event) {
        return event instanceof ProcessEvent.Started || event instanceof ProcessEvent.Stopped
                || event instanceof ProcessEvent.Crashed;
    }

    void call(ProcessHooks hooks) {
        if (event instanceof ProcessEvent.Started started) {
            try {
                hooks.onStart(started);
            } finally {
                if (again) {
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
