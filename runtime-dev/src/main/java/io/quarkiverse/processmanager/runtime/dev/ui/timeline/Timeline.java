package io.quarkiverse.processmanager.runtime.dev.ui.timeline;

import java.util.List;

/**
 * The phases of the application and of all processes over time. Times are milliseconds since the epoch.
 *
 * @param now the time of this snapshot; bars without an end last until then
 * @param origin when the build of the application began, or else the start of the first process; 0 if none has started
 * @param end when the critical path of the start ended; 0 without one
 * @param application the name of the application
 * @param waits the waits of the start
 * @param critical the names of the parts of the critical path: each waited for the one before it
 * @param sentence how long the start took, and what took the longest part; empty if no process has started
 */
public record Timeline(long now, long origin, long end, String application, List<TimelineBar> bars, List<Wait> waits,
        List<String> critical, String sentence) {

    /**
     * A process, or the application, waited for another one.
     *
     * @param id that which waited; empty for the application
     * @param other that which it waited for last; empty for the application
     * @param at when the wait ended
     * @param critical whether the wait belongs to the critical path
     */
    public record Wait(String id, String other, long at, boolean critical) {
    }

    /** The same timeline with another current time. */
    public Timeline at(long moment) {
        return new Timeline(moment, origin, end, application, bars, waits, critical, sentence);
    }
}
