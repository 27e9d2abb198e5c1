package io.quarkiverse.processmanager.runtime;

import io.quarkiverse.processmanager.runtime.engine.Engine;
import io.quarkiverse.processmanager.runtime.engine.SharedEngine;
import io.quarkiverse.processmanager.runtime.testing.DevInstance;
import io.quarkus.runtime.LaunchMode;

/** What the end of an application means for the engine: its shutdown, the end of its beans, and the time when they are gone. */
record ApplicationEnd(LaunchMode launchMode) {

    /** The shutdown of the application begins, unless this is a live reload, over which the processes run on. */
    void begins() {
        if (!isReload(launchMode)) {
            SharedEngine.get().applicationStops();
        }
    }

    /**
     * The beans of the application are about to be destroyed. A start that a live reload interrupts goes on, and one that the end of
     * the application interrupts has ended.
     */
    void ofBeans(Engine engine) {
        if (ApplicationFactsRecorder.traced() && !isReload(launchMode)) {
            TelemetryAccess.end();
        }
        engine.applicationEnds();
        if (ApplicationFactsRecorder.traced()) {
            TelemetryAccess.disconnect();
        }
    }

    /** Detaches the application in dev mode, where the processes run on for the next start; otherwise closes the engine. */
    void detachOrClose(Engine engine) {
        if (isReload(launchMode)) {
            engine.detach();
        } else {
            SharedEngine.close();
            if (launchMode.isDev()) {
                DevInstance.withdraw();
            }
        }
    }

    /**
     * Dev mode stops the application for a live reload, or at the end of the JVM. Quarkus knows the end of the JVM only when one of
     * its shutdown hooks has run. The hook of dev mode can be faster, so the JVM itself is asked.
     */
    static boolean isReload(LaunchMode launchMode) {
        return launchMode == LaunchMode.DEVELOPMENT && !ManagerStart.jvmEnds();
    }
}
