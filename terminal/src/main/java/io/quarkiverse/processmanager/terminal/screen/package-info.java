/** What the terminals have in common on which the monitor draws. */
package io.quarkiverse.processmanager.terminal.screen;
