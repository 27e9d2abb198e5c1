package io.quarkiverse.processmanager.runtime.definition;

/**
 * A TCP port of {@code localhost} on which no other process than those of one process tree may listen.
 *
 * @param port the port
 * @param setting the setting that declares the port, such as {@code port}; empty for the port of a check alone, which can also
 *        be meant for the application or for another managed process
 */
public record PortClaim(int port, String setting) {

    /** The port of a check that is not a declared port of the process. */
    public static PortClaim ofCheck(int port) {
        return new PortClaim(port, "");
    }

    /** Whether it is a declared port of the process. */
    public boolean declared() {
        return !setting.isEmpty();
    }
}
