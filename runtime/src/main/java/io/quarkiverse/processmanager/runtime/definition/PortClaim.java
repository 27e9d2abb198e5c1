package io.quarkiverse.processmanager.runtime.definition;

/**
 * A TCP port of {@code localhost} on which no other process than those of one process tree may listen.
 *
 * @param port the port
 * @param declared whether it is the declared port of the process. A check alone can also be meant for the application or for
 *        another managed process
 */
public record PortClaim(int port, boolean declared) {
}
