/**
 * What the control socket and its clients share: where the sockets are, and how values become lines. The command line contains
 * these classes and uses nothing else of the extension, so they depend on the JDK, on the JSON reader and on the state directory
 * only.
 */
package io.quarkiverse.processmanager.runtime.control.wire;
