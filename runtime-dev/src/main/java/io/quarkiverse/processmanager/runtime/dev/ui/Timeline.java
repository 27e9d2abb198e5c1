package io.quarkiverse.processmanager.runtime.dev.ui;

import java.util.List;

/**
 * The phases of all processes over time. Times are milliseconds since the epoch.
 *
 * @param now the time of this snapshot; bars without an end last until then
 * @param origin when the first process began to start; 0 if none has
 * @param critical the critical path of the start: each process waited for the one before it
 * @param sentence how long the start took, and which process took the longest part; empty if none has started
 */
public record Timeline(long now, long origin, List<TimelineBar> bars, List<String> critical, String sentence) {

    Timeline at(long moment) {
        return new Timeline(moment, origin, bars, critical, sentence);
    }
}
