/**
 * Chooses ports that nothing else uses, and remembers them. {@link io.quarkiverse.processmanager.runtime.ports.PortTable} is the
 * door. The package must not know configuration or definitions: it needs JDK types and the private files of the user only,
 * because several class loaders of one JVM share its tables.
 */
package io.quarkiverse.processmanager.runtime.ports;
