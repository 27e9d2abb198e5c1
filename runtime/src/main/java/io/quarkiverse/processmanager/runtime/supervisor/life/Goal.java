package io.quarkiverse.processmanager.runtime.supervisor.life;

/** The state that the last command requested. */
public enum Goal {
    UP,
    DOWN
}
