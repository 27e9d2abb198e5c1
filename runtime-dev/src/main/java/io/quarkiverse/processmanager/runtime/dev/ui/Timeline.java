package io.quarkiverse.processmanager.runtime.dev.ui;

import java.util.List;

/**
 * What all processes have done. Moments are milliseconds since the epoch.
 *
 * @param now when this was looked at; bars without an end last until then
 * @param origin when the first process began to start; 0 if none has
 * @param critical those that made the start of all take as long as it did: each waited for the one before it
 * @param sentence what the start took and because of whom; empty if none has started
 */
public record Timeline(long now, long origin, List<TimelineBar> bars, List<String> critical, String sentence) {

    Timeline at(long moment) {
        return new Timeline(moment, origin, bars, critical, sentence);
    }
}
