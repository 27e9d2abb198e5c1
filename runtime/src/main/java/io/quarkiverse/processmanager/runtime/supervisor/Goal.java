package io.quarkiverse.processmanager.runtime.supervisor;

/** The state that the last command requested. */
enum Goal {
    UP,
    DOWN
}
