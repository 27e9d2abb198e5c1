package io.quarkiverse.processmanager.runtime.config.text;

/** Receives what a check finds in the text of one setting: each finding is the end of a sentence about the setting. */
public interface Findings {

    /** The text can only be a mistake. */
    void error(String message);

    /** The text is probably a mistake, and it could be meant. */
    void warning(String message);
}
