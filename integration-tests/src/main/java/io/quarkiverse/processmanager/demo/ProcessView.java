package io.quarkiverse.processmanager.demo;

import java.time.Instant;
import java.util.OptionalLong;

import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;

/** A process on the page. */
public record ProcessView(String id, ProcessPhase phase, Health health, boolean ready, String why, OptionalLong pid,
        long uptimeSeconds, int restarts) {

    static ProcessView of(ProcessStatus status) {
        return new ProcessView(status.id(), status.phase(), status.health(), status.isReady(), status.why(), status.pid(),
                status.uptime(Instant.now()).toSeconds(), status.restarts());
    }
}
