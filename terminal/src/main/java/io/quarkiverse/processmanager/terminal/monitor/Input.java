package io.quarkiverse.processmanager.terminal.monitor;

/** One key, one gesture of the mouse, or one pasted text. */
sealed interface Input {

    /** The keys that have a name, and {@link #CHARACTER} for all others. */
    enum Name {
        CHARACTER,
        UP,
        DOWN,
        LEFT,
        RIGHT,
        PAGE_UP,
        PAGE_DOWN,
        HOME,
        END,
        TAB,
        ENTER,
        ESCAPE,
        BACKSPACE,
        CLEAR_LINE,
        REDRAW,
        /** Ctrl-C, where the terminal makes no signal of it. */
        INTERRUPT,
        /** The terminal is gone. */
        END_OF_INPUT,
        /** A key without a meaning here. */
        OTHER
    }

    /**
     * A key.
     *
     * @param character the code point of a {@link Name#CHARACTER}, else 0
     */
    record Key(Name name, int character) implements Input {

        static Key of(Name name) {
            return new Key(name, 0);
        }

        static Key of(int character) {
            return new Key(Name.CHARACTER, character);
        }

        boolean is(Name other) {
            return name == other;
        }
    }

    /** What the mouse can do. */
    enum Gesture {
        PRESS,
        WHEEL_UP,
        WHEEL_DOWN
    }

    /** A gesture at a cell of the screen, which begins at 0, 0. */
    record Mouse(Gesture gesture, int column, int row) implements Input {
    }

    /** A text that the terminal has marked as pasted. */
    record Paste(String text) implements Input {
    }
}
