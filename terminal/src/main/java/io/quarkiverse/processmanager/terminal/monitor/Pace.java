package io.quarkiverse.processmanager.terminal.monitor;

import java.time.Duration;

/**
 * When to draw: at once after a key, about 30 times in a second while something else changes, once in a second while uptimes are
 * visible, and else not at all. Times are those of {@link System#nanoTime}. Pure but for its memory of the last frame.
 */
final class Pace {

    private static final long FRAME = Duration.ofMillis(33).toNanos();
    /** Only a pasted text sends keys faster than that. */
    private static final long KEY_FRAME = Duration.ofMillis(8).toNanos();
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long NEVER = Duration.ofHours(1).toNanos();

    private long drawn;
    private boolean changed = true;
    private boolean keyed = true;

    Pace(long now) {
        drawn = now - FRAME;
    }

    void changed() {
        changed = true;
    }

    /** A key has changed what is shown. */
    void keyed() {
        changed = true;
        keyed = true;
    }

    /** Called when the wait for keys and news is over. */
    void waited(long now, boolean ticks) {
        changed |= ticks && now - drawn >= SECOND;
    }

    boolean isDue(long now) {
        return changed && now - drawn >= frame();
    }

    void drawn(long now) {
        drawn = now;
        changed = false;
        keyed = false;
    }

    /** From this time on news are worth a frame. */
    long newsAt() {
        return drawn + FRAME;
    }

    /**
     * When the wait for keys and news ends in any case.
     *
     * @param ticks whether something on the screen changes with the time alone
     */
    long wakeAt(boolean ticks) {
        return drawn + (changed ? frame() : ticks ? SECOND : NEVER);
    }

    private long frame() {
        return keyed ? KEY_FRAME : FRAME;
    }
}
