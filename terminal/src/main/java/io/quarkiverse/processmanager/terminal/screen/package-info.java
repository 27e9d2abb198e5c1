/** What the terminals have in common on which the monitor draws: a frame is one write, and Ctrl-Z is a signal. */
package io.quarkiverse.processmanager.terminal.screen;
