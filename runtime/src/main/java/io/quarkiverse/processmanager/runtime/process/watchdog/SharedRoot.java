package io.quarkiverse.processmanager.runtime.process.watchdog;

import java.nio.file.Path;

import io.quarkiverse.processmanager.runtime.process.table.Marker;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;

/**
 * A process that the watchdog of several JVMs is responsible for: only that of the last one stops it.
 *
 * @param claim the name of the file that is the claim of this JVM
 * @param root the root of the process tree; {@link ProcessId#NONE} while the process is being started
 * @param signal the stop signal
 * @param marker identifies the members of the tree
 * @param claims the directory of the claims
 */
public record SharedRoot(String claim, ProcessId root, String signal, Marker marker, Path claims) {

    /** The line that declares it. A later line with the same claim replaces it. */
    String line() {
        String process = root.equals(ProcessId.NONE) ? "0 0" : root.pid() + " " + root.startTicks();
        return WatchdogScript.SHARED + " " + claim + " " + process + " " + signal + " "
                + marker.variable() + "=" + marker.value() + " " + marker.lockLimit() + " " + claims;
    }

    /** The line that ends it. */
    String end() {
        return WatchdogScript.UNSHARED + " " + claim;
    }
}
