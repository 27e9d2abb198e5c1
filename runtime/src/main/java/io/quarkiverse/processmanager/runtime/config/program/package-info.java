/** The settings of programs that a process names in another way than by a command line. */
package io.quarkiverse.processmanager.runtime.config.program;
