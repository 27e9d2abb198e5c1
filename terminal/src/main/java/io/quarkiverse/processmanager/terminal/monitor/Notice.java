package io.quarkiverse.processmanager.terminal.monitor;

import io.quarkiverse.processmanager.terminal.monitor.draw.Tone;

/** A message in the last line. */
record Notice(String text, Tone tone) {

    static final Notice NONE = new Notice("", Tone.PLAIN);

    boolean isEmpty() {
        return text.isEmpty();
    }
}
