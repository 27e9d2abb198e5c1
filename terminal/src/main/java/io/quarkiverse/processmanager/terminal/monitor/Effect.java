package io.quarkiverse.processmanager.terminal.monitor;

import java.util.List;
import java.util.Map;

/** What the model wants to happen outside of it. */
sealed interface Effect {

    /** Sends a command for one process to the application. */
    record Order(String command, String id, Map<String, Object> options) implements Effect {
    }

    /**
     * Shows the output of other processes from now on.
     *
     * @param serial comes back with each line, so that late lines of other processes can be dropped
     * @param ids empty for all processes
     */
    record ShowLog(int serial, List<String> ids) implements Effect {
    }

    /** Shows no output. */
    record HideLog() implements Effect {
    }

    /** Asks the application why a process is in its state. */
    record AskWhy(String id) implements Effect {
    }

    /** Draws each cell again. */
    record Redraw() implements Effect {
    }

    /** Ends the monitor. */
    record Leave() implements Effect {
    }
}
