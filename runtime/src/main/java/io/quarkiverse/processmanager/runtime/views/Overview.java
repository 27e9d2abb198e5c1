package io.quarkiverse.processmanager.runtime.views;

import java.util.List;

/**
 * All processes at one moment.
 *
 * @param running how many of them are running or have completed
 * @param down how many of them have failed, wait for a restart after a failure, or are unhealthy
 * @param rows each process after its dependencies
 */
public record Overview(int running, int total, int down, List<ProcessRow> rows) {
}
