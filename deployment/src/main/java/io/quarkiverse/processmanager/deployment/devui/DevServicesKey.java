package io.quarkiverse.processmanager.deployment.devui;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.Map;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.deployment.console.ConsoleKeys;
import io.quarkiverse.processmanager.deployment.console.ConsoleKeys.Use;
import io.quarkus.deployment.console.ConsoleCommand;
import io.quarkus.deployment.console.ConsoleStateManager;
import io.quarkus.deployment.console.ConsoleStateManager.ConsoleContext;
import io.quarkus.deployment.dev.testing.MessageFormat;

/**
 * Adds the configuration of processes to the listing of the key {@code c} in the terminal of dev mode. Without an extension that
 * has Dev Services the key is free, and only lists that configuration.
 * <p>
 * Quarkus has no way to add to the listing, so this class replaces the command by reflection. If a later Quarkus has other
 * fields, the listing stays as it is.
 */
final class DevServicesKey {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");
    private static final char KEY = 'c';

    private DevServicesKey() {
    }

    /** Prints what another listing prints, and then the configuration of processes. */
    private record Listing(Runnable before, Map<String, Map<String, String>> bySource) implements Runnable {

        @Override
        public void run() {
            before.run();
            System.out.println(text(bySource));
        }
    }

    /** Lists these values from now on. Each build calls this method again. */
    static void list(Map<String, Map<String, String>> bySource) {
        try {
            Map<Character, Object> commands = commands();
            ConsoleKeys.remove(Use.CONTRIBUTED_CONFIGURATION);
            Object holder = commands.get(KEY);
            if (holder != null) {
                replace(commands, holder, bySource);
            } else if (!bySource.isEmpty()) {
                Listing listing = new Listing(() -> {
                }, bySource);
                ConsoleKeys.set(Use.CONTRIBUTED_CONFIGURATION,
                        new ConsoleCommand(KEY, "Show the configuration that processes contribute", null, listing));
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.debugf(e, "The key %s does not list the configuration that processes contribute", KEY);
        }
    }

    static String text(Map<String, Map<String, String>> bySource) {
        StringBuilder text = new StringBuilder("\n" + MessageFormat.RED + "==" + MessageFormat.RESET + " "
                + MessageFormat.UNDERLINE + "Processes" + MessageFormat.NO_UNDERLINE + "\n");
        bySource.forEach((source, values) -> {
            text.append("\n").append(MessageFormat.BOLD).append(source).append(MessageFormat.NO_BOLD).append("\n");
            String label = "Injected config:";
            for (Map.Entry<String, String> value : values.entrySet()) {
                text.append(String.format("  %-18s- %s=%s\n", label, value.getKey(), value.getValue()));
                label = "";
            }
        });
        return text.toString();
    }

    private static void replace(Map<Character, Object> commands, Object holder, Map<String, Map<String, String>> bySource)
            throws ReflectiveOperationException {
        ConsoleCommand command = (ConsoleCommand) field(holder.getClass(), "consoleCommand").get(holder);
        Object context = field(holder.getClass(), "context").get(holder);
        // Quarkus keeps its command of an earlier build where Dev Services have been disabled since.
        Runnable before = command.getRunnable() instanceof Listing listing ? listing.before() : command.getRunnable();
        Runnable runnable = bySource.isEmpty() ? before : new Listing(before, bySource);
        Constructor<?> constructor = holder.getClass().getDeclaredConstructor(ConsoleCommand.class, ConsoleContext.class);
        constructor.setAccessible(true);
        commands.put(KEY, constructor.newInstance(
                new ConsoleCommand(KEY, command.getDescription(), command.getHelpState(), runnable), context));
    }

    @SuppressWarnings("unchecked")
    private static Map<Character, Object> commands() throws ReflectiveOperationException {
        return (Map<Character, Object>) field(ConsoleStateManager.class, "commands").get(ConsoleStateManager.INSTANCE);
    }

    private static Field field(Class<?> type, String name) throws ReflectiveOperationException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }
}
