package io.quarkiverse.processmanager.terminal.monitor.draw;

/** What a part of a text means, and so how it looks. */
public enum Tone {
    PLAIN,
    STRONG,
    FAINT,
    GOOD,
    PENDING,
    BAD
}
