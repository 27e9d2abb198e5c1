/**
 * The client of the control protocol: one request, and its answer line by line.
 * {@link io.quarkiverse.processmanager.terminal.client.Application} is the door. It is the application of another JVM behind a
 * socket, or the one in this JVM. Sees the classes of the extension that both sides share, and no library.
 */
package io.quarkiverse.processmanager.terminal.client;
