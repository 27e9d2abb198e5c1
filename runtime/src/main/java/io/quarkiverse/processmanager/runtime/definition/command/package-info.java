/** The records behind the commands of a process, their rules, and the words of a run. */
package io.quarkiverse.processmanager.runtime.definition.command;
