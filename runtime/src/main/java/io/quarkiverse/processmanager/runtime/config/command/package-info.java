/** The mappings of the commands of a process. */
package io.quarkiverse.processmanager.runtime.config.command;
