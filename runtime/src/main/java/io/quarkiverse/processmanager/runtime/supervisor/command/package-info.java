/** The runs of the commands of processes: their state, and their output. */
package io.quarkiverse.processmanager.runtime.supervisor.command;
