package io.quarkiverse.processmanager.runtime.dev.ui.timeline;

import java.util.OptionalLong;

/**
 * A period in which one process, or the application, was in the same state. Times are milliseconds since the epoch.
 *
 * @param id the process; empty for the application
 * @param to absent while the period lasts
 * @param kind {@code waiting}, {@code starting}, {@code probing}, {@code window} (a startup window that no dependent waits
 *        for), {@code running}, {@code healthy}, {@code unhealthy}, {@code backoff}, {@code stopping}, {@code completed} or
 *        {@code failed}; of the application {@code building}, {@code starting}, {@code waiting}, {@code accepting} (no request
 *        answered yet) or {@code running}
 * @param why the last reason in this period
 * @param critical whether a part of the period belongs to the critical path of the start
 */
public record TimelineBar(String id, long from, OptionalLong to, String kind, String why, long incarnation,
        boolean critical) {
}
