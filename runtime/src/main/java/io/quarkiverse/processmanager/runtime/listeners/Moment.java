package io.quarkiverse.processmanager.runtime.listeners;

import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessHooks;

/**
 * A moment that hooks are for.
 *
 * @param event what happened
 * @param again whether a start is a restart
 */
record Moment(ProcessEvent event, boolean again) {

    static boolean isOne(ProcessEvent event) {
        return event instanceof ProcessEvent.Started || event instanceof ProcessEvent.Stopped
                || event instanceof ProcessEvent.Crashed;
    }

    void tell(ProcessHooks hooks) {
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
