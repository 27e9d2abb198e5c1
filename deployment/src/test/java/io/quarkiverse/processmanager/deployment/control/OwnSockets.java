package io.quarkiverse.processmanager.deployment.control;

import java.util.List;

import io.quarkiverse.processmanager.runtime.control.wire.ControlSockets;

/** The control sockets of this JVM. */
public final class OwnSockets {

    private OwnSockets() {
    }

    /** The sockets of applications in a mode. */
    public static List<ControlSockets.Found> of(String mode) {
        return ControlSockets.living(ControlSockets.directories()).stream()
                .filter(found -> found.facts().pid() == ProcessHandle.current().pid())
                .filter(found -> found.facts().mode().equals(mode)).toList();
    }
}
