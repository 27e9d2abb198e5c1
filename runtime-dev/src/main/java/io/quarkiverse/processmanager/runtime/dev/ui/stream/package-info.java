/**
 * The output of the processes as a page of the Dev UI receives it: merged by time, in batches, no faster than the page reads, with
 * the moments of the processes between the lines.
 */
package io.quarkiverse.processmanager.runtime.dev.ui.stream;
