package io.quarkiverse.processmanager.terminal.monitor;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.quarkiverse.processmanager.terminal.monitor.Input.Key;
import io.quarkiverse.processmanager.terminal.monitor.Input.Name;

/** The keys of the monitor: the one table behind the keyboard, the help page and the guide. */
public enum KeyCommand {

    MOVE("↑ ↓ k j", "Select the process above or below; in the log, scroll by a line",
            Map.of(Key.of(Name.UP), -1, Key.of('k'), -1, Key.of(Name.DOWN), 1, Key.of('j'), 1)),
    PAGE("PgUp PgDn", "Move by a page", Map.of(Key.of(Name.PAGE_UP), -1, Key.of(Name.PAGE_DOWN), 1)),
    ENDS("Home End", "Move to the first or last one", Map.of(Key.of(Name.HOME), -1, Key.of(Name.END), 1)),
    SIDEWAYS("← →", "Scroll long lines of the log sideways", Map.of(Key.of(Name.LEFT), -1, Key.of(Name.RIGHT), 1)),
    PANE("Tab", "Switch between the table and the log", on(Name.TAB)),
    ZOOM("Enter z", "Give the whole screen to the table or the log, and back", Map.of(Key.of(Name.ENTER), 1, Key.of('z'), 1)),
    UNFOLD("e", "Show the replicas of the process as rows, or fold them into one", on('e')),
    START("s", "Start the process and its dependencies; run an idle task", on('s')),
    STOP("x", "Stop the process with its process tree", on('x')),
    RESTART("r", "Restart the process", on('r')),
    KILL("K", "Kill the process tree at once; asks before", on('K')),
    SIGNAL("S", "Send a signal, whose name you type, to the root process", on('S')),
    SORT("o O", "Sort the table by the next column; reverse the order", Map.of(Key.of('o'), 1, Key.of('O'), -1)),
    FILTER("f", "Show only processes whose id, state or reason contains a text", on('f')),
    SEARCH("/", "Search in the log; a capital letter in the text distinguishes case", on('/')),
    NEXT("n N", "Go to the next or previous line that contains the text", Map.of(Key.of('n'), 1, Key.of('N'), -1)),
    FOLLOW("F", "Follow the end of the log, or stay", on('F')),
    MERGE("a", "Show the log of all processes, or of the selected one", on('a')),
    TREE("t", "Show the tree of dependencies with what blocks what", on('t')),
    WHY("w", "Show why the selected process is in its state", on('w')),
    HELP("?", "Show this table", on('?')),
    REDRAW("Ctrl-L", "Draw the screen again", on(Name.REDRAW)),
    BACK("q Esc", "Close the page, then the zoom, then the monitor; Esc also ends a search and a filter",
            Map.of(Key.of('q'), 1, Key.of(Name.ESCAPE), 2));

    private final String keys;
    private final String meaning;
    private final Map<Key, Integer> bindings;

    KeyCommand(String keys, String meaning, Map<Key, Integer> bindings) {
        this.keys = keys;
        this.meaning = meaning;
        this.bindings = bindings;
    }

    private static Map<Key, Integer> on(int character) {
        return Map.of(Key.of(character), 1);
    }

    private static Map<Key, Integer> on(Name name) {
        return Map.of(Key.of(name), 1);
    }

    /** The keys as a keyboard shows them, separated by spaces. */
    public String keys() {
        return keys;
    }

    /** What the keys do, in one sentence. */
    public String meaning() {
        return meaning;
    }

    /** The rows of a table of AsciiDoc: the keys, and what they do. */
    public static List<String> asciidoc() {
        return Arrays.stream(values()).map(command -> Arrays.stream(command.keys.split(" "))
                .map(key -> "`+" + key + "+`").collect(Collectors.joining(" ", "|", " |")) + command.meaning).toList();
    }

    static Optional<KeyCommand> of(Key key) {
        return Arrays.stream(values()).filter(command -> command.bindings.containsKey(key)).findFirst();
    }

    /** The direction of one of the keys: negative is up, left or backwards. */
    int direction(Key key) {
        return bindings.getOrDefault(key, 0);
    }
}
