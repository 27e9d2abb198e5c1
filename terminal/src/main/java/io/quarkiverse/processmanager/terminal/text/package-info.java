/**
 * The forms in which the command line and the console of dev mode show answers: tables, trees, durations, and text of processes
 * without control sequences. Pure.
 */
package io.quarkiverse.processmanager.terminal.text;
