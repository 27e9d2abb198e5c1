/**
 * Stops what is left when the JVM dies, and sends signals as long as it lives: a resident shell on Linux and macOS. {@link
 * io.quarkiverse.processmanager.runtime.process.watchdog.Watchdog} is the door. It must not know process trees: it receives
 * pids and start times of roots, and finds members in its own way, because the JVM is dead by then.
 */
package io.quarkiverse.processmanager.runtime.process.watchdog;
