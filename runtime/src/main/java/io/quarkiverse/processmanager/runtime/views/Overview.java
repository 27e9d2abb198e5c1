package io.quarkiverse.processmanager.runtime.views;

import java.util.List;

/**
 * All processes at one moment.
 *
 * @param counts how many of them are in which class
 * @param rows in the order of the start, each process after its dependencies
 */
public record Overview(Counts counts, List<ProcessRow> rows) {
}
