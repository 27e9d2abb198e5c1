/**
 * Prepares and spawns one program: finds it, checks what would fail, builds its environment and the chain of programs that
 * makes the session, user and limits. {@link io.quarkiverse.processmanager.runtime.process.spawn.Spawner} is the door. The
 * package must not know what happens to the process after the spawn.
 */
package io.quarkiverse.processmanager.runtime.process.spawn;
