package io.quarkiverse.processmanager.deployment.console;

import java.util.EnumMap;
import java.util.Map;

import org.jboss.logging.Logger;

import io.quarkus.deployment.console.ConsoleCommand;
import io.quarkus.deployment.console.ConsoleStateManager;
import io.quarkus.deployment.console.ConsoleStateManager.ConsoleContext;

/**
 * The keys of the extension in the console of dev mode, under one heading of its help. Each build sets them again. The class
 * outlives live reloads, so a command must hold nothing of one build.
 */
public final class ConsoleKeys {

    /** What a key is for. */
    public enum Use {
        CONTRIBUTED_CONFIGURATION,
        MONITOR
    }

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");
    private static final ConsoleContext OWN = ConsoleStateManager.INSTANCE.createContext("Processes");
    private static final Map<Use, ConsoleCommand> COMMANDS = new EnumMap<>(Use.class);

    private ConsoleKeys() {
    }

    /** Sets the key of this use. A key that another extension has registered stays with that extension. */
    public static void set(Use use, ConsoleCommand command) {
        synchronized (COMMANDS) {
            COMMANDS.put(use, command);
            register();
        }
    }

    /** From now on this use has no key. */
    public static void remove(Use use) {
        synchronized (COMMANDS) {
            COMMANDS.remove(use);
            register();
        }
    }

    private static void register() {
        OWN.reset();
        COMMANDS.forEach((use, command) -> {
            try {
                OWN.addCommand(command);
            } catch (RuntimeException e) {
                LOG.warnf("Another extension uses the key '%s' of the console, so it does not %s", command.getKey(),
                        command.getDescription());
            }
        });
    }
}
