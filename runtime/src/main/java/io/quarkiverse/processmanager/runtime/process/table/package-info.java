/**
 * Describes processes as the operating system shows them: the process table, identities that survive pid reuse, markers in
 * environments, signals, control groups. {@link io.quarkiverse.processmanager.runtime.process.table.ProcessTable} is the door.
 * It must not send signals or assign processes to trees.
 */
package io.quarkiverse.processmanager.runtime.process.table;
