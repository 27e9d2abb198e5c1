package io.quarkiverse.processmanager.runtime.dev.ui.timeline;

import io.quarkus.runtime.annotations.Recorder;

/** Records the times of each start of the application in dev mode, for the timeline. */
@Recorder
public class ApplicationStartRecorder {

    /** The built application begins to start. */
    public void begins() {
        ApplicationStarts.startBegins();
    }

    /** The application accepts requests. */
    public void accepts() {
        ApplicationStarts.accepts();
    }
}
