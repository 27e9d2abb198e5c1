/** The settings of the terminal of dev mode, and the rule for its key. */
package io.quarkiverse.processmanager.runtime.config.console;
