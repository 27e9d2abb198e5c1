package io.quarkiverse.processmanager.runtime.definition.listen;

/**
 * A TCP port of {@code localhost} on which no other process than those of one process tree may listen.
 *
 * @param port the port
 * @param setting the setting that declares the port, such as {@code port}; empty for the port of a check alone, which can also
 *        be meant for the application or for another managed process
 * @param chosen whether the process manager has chosen the port, so that the next start of the application can choose another
 */
public record PortClaim(int port, String setting, boolean chosen) {

    /** A port that is written in the settings. */
    public PortClaim(int port, String setting) {
        this(port, setting, false);
    }

    /** The port of a check that is not a declared port of the process. */
    public static PortClaim ofCheck(int port) {
        return new PortClaim(port, "");
    }

    /** Whether it is a declared port of the process. */
    public boolean declared() {
        return !setting.isEmpty();
    }
}
