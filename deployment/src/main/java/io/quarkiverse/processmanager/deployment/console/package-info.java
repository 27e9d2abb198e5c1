/**
 * The terminal of dev mode: the status line, the keys and the commands of the extension in the console of Quarkus, and the monitor
 * over the connection of that console. The class loader of these classes lives as long as dev mode, so a live reload finds the same
 * line and keys and an open monitor.
 */
package io.quarkiverse.processmanager.deployment.console;
