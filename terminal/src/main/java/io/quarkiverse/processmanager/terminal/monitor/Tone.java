package io.quarkiverse.processmanager.terminal.monitor;

/** What a part of a text means, and so how it looks. */
enum Tone {
    PLAIN,
    STRONG,
    FAINT,
    GOOD,
    PENDING,
    BAD
}
