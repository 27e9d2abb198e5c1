package io.quarkiverse.processmanager.terminal.monitor;

import java.nio.charset.Charset;
import java.util.Map;
import java.util.Optional;

/**
 * How the monitor looks.
 *
 * @param title the name of the application, in the first line
 * @param colours false for bold and reversed text instead of colours
 * @param unicode false for ASCII signs, where the terminal does not show UTF-8
 * @param mouse whether to capture the mouse; text is then selected with Shift
 * @param selected the process that is selected first; empty for the first one
 */
public record MonitorOptions(String title, boolean colours, boolean unicode, boolean mouse, Optional<String> selected) {

    /**
     * The options for a terminal.
     *
     * @param environment with {@code NO_COLOR} there are no colours
     * @param charset that of the output
     */
    public static MonitorOptions of(String title, Map<String, String> environment, Charset charset) {
        return new MonitorOptions(title, environment.getOrDefault("NO_COLOR", "").isEmpty(),
                charset.newEncoder().canEncode('●'), true, Optional.empty());
    }

    /** The same options with another process selected first. */
    public MonitorOptions select(String id) {
        return new MonitorOptions(title, colours, unicode, mouse, Optional.of(id));
    }

    /** Whether a terminal can show a full screen: one with {@code TERM=dumb}, or without a name, gets a printed list instead. */
    public static boolean isPossible(Map<String, String> environment) {
        String term = environment.getOrDefault("TERM", "");
        return !term.isEmpty() && !term.equals("dumb");
    }
}
