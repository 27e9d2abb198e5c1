package io.quarkiverse.processmanager.runtime.supervisor;

/** What was asked for last. */
enum Goal {
    UP,
    DOWN
}
