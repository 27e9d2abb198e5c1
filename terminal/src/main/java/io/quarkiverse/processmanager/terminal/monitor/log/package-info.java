/** The lines of output that the monitor keeps, the part of them that is shown, and the search in them. */
package io.quarkiverse.processmanager.terminal.monitor.log;
