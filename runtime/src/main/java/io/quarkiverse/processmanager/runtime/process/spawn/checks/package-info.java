/**
 * Finds the program of a command, and the reason why the system would not execute it. {@link
 * io.quarkiverse.processmanager.runtime.process.spawn.checks.ProgramLookup} is the door. The package must not start the program.
 */
package io.quarkiverse.processmanager.runtime.process.spawn.checks;
