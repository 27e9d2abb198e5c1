package io.quarkiverse.processmanager.runtime.process.assembly;

import io.quarkiverse.processmanager.runtime.process.spawn.PreparedCommand;

/**
 * A root that has just been spawned.
 *
 * @param process the root as the JVM sees it
 * @param command its command, to explain an exit of the programs that run before it
 * @param child the root with its tree
 */
record SpawnedRoot(Process process, PreparedCommand command, StartedChild child) {
}
