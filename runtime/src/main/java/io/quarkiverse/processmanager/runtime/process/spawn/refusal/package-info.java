/**
 * Says why a start fails, and when another start can succeed. {@link
 * io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartFailure} is the door. The package must not know how processes are
 * started.
 */
package io.quarkiverse.processmanager.runtime.process.spawn.refusal;
