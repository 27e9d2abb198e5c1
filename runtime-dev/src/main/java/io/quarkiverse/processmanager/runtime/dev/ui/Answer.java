package io.quarkiverse.processmanager.runtime.dev.ui;

/**
 * What became of an action, so far: it is accepted as soon as nothing speaks against it, and the rows show its progress.
 *
 * @param message a sentence; empty if it is {@code ok}
 */
public record Answer(boolean ok, String message) {

    static final Answer ACCEPTED = new Answer(true, "");

    static Answer refused(String message) {
        return new Answer(false, message);
    }
}
