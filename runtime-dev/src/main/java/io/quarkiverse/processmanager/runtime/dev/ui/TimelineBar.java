package io.quarkiverse.processmanager.runtime.dev.ui;

import java.util.OptionalLong;

/**
 * A period in which one process was in the same state. Times are milliseconds since the epoch.
 *
 * @param to absent while the period lasts
 * @param kind {@code waiting}, {@code starting}, {@code probing}, {@code running}, {@code healthy}, {@code unhealthy},
 *        {@code backoff}, {@code stopping}, {@code completed} or {@code failed}
 * @param why the last reason in this period
 */
public record TimelineBar(String id, long from, OptionalLong to, String kind, String why, long incarnation) {
}
