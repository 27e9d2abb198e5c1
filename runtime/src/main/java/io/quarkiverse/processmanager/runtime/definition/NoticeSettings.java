package io.quarkiverse.processmanager.runtime.definition;

import java.util.Optional;

import io.quarkiverse.processmanager.ProcessCheck;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.probe.NotifyProbe;

/** The channel on which a process reports that it is ready. The process receives it when it starts, so another one restarts it. */
public final class NoticeSettings {

    private NoticeSettings() {
    }

    /** The check that needs a channel; empty if the process reports nothing. */
    public static Optional<NotifyProbe> of(ProcessDefinition definition) {
        return definition.healthCheck().map(ProcessCheck::probe).filter(NotifyProbe.class::isInstance)
                .map(NotifyProbe.class::cast);
    }
}
