package io.quarkiverse.processmanager.deployment.console;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.deployment.console.ConsoleKeys.Use;
import io.quarkus.deployment.console.AeshConsole;
import io.quarkus.deployment.console.ConsoleCommand;
import io.quarkus.dev.console.QuarkusConsole;

/**
 * The key that opens the monitor. The class also gives the characters that arrive together with the key, and after it, to the
 * monitor, several ones as a pasted text. Otherwise the console would take them: a {@code q} that is typed while the console is
 * busy would end dev mode. For the same reason a second {@code q} right after the one that has closed the monitor has no effect.
 */
final class MonitorKey implements Consumer<int[]> {

    private static final int QUIT = 'q';
    private static final String PASTE_BEGIN = "\u001b[200~";

    /** Keys with several characters, and one more at most. */
    private static final Pattern SEQUENCES = Pattern.compile("(?:\u001b(?:\\[[0-9;]*[@-~]|O[@-~]))+.?");

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");

    private final Consumer<int[]> console;
    private final ConsoleMonitor monitor;
    private volatile int key;

    private MonitorKey(Consumer<int[]> console, ConsoleMonitor monitor) {
        this.console = console;
        this.monitor = monitor;
    }

    /** Registers the key in the console of this JVM. Each build calls this method again, with the key of its configuration. */
    static void register(char key, ConsoleMonitor monitor) {
        ConsoleKeys.set(Use.MONITOR, new ConsoleCommand(key, "Open the monitor of the processes", null, monitor::open));
        try {
            install(key, monitor);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.debugf(e, "The console takes what is typed together with the key '%s'", key);
        }
    }

    /** From now on no key opens the monitor. */
    static void remove() {
        ConsoleKeys.remove(Use.MONITOR);
    }

    /** Puts itself before the receiver of the keys. A console without an input has none. */
    private static void install(char key, ConsoleMonitor monitor) throws ReflectiveOperationException {
        QuarkusConsole console = QuarkusConsole.INSTANCE;
        Field field = QuarkusConsole.class.getDeclaredField("inputHandler");
        field.setAccessible(true);
        Object receiver = field.get(console);
        if (receiver instanceof MonitorKey installed) {
            installed.key = key;
        } else if (console instanceof AeshConsole && receiver instanceof Consumer<?> keys) {
            @SuppressWarnings("unchecked")
            MonitorKey installed = new MonitorKey((Consumer<int[]>) keys, monitor);
            installed.key = key;
            console.setInputHandler(installed);
        }
    }

    @Override
    public void accept(int[] typed) {
        int begin = 0;
        for (int i = 0; i < typed.length; i++) {
            if (typed[i] == QUIT && monitor.hasJustClosed()) {
                pass(typed, begin, i);
                begin = i + 1;
            } else if (typed[i] == key) {
                pass(typed, begin, i + 1);
                begin = i + 1;
                Optional<TypedKeys> keys = monitor.keys();
                if (keys.isPresent()) {
                    handOver(keys.get(), Arrays.copyOfRange(typed, begin, typed.length));
                    // The console searches the array for a colon afterwards.
                    Arrays.fill(typed, begin, typed.length, 0);
                    return;
                }
            }
        }
        pass(typed, begin, typed.length);
    }

    /**
     * Several characters behind the key are rather a pasted text than typed, and the console does not have the terminal mark
     * pasted texts. The monitor takes them as pasted, with what follows at once, so that no letter of them stops a process. A key
     * such as an arrow has several characters, too, and no terminal pastes those.
     */
    private static void handOver(TypedKeys keys, int[] rest) {
        if (rest.length > 1 && !SEQUENCES.matcher(new String(rest, 0, rest.length)).matches()) {
            keys.add(PASTE_BEGIN.codePoints().toArray());
        }
        keys.add(rest);
    }

    private void pass(int[] typed, int begin, int end) {
        if (begin < end) {
            console.accept(Arrays.copyOfRange(typed, begin, end));
        }
    }
}
