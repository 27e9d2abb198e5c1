/** The terminal of a process, and its rules. */
package io.quarkiverse.processmanager.runtime.definition.terminal;
