package io.quarkiverse.processmanager.runtime.console;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.handlers.ConsoleHandler;

import io.quarkus.bootstrap.logging.QuarkusDelayedHandler;

/**
 * The handlers of the root logger that write to the console. Quarkus makes new ones at each start of the application and for
 * each build, so they are checked before each use. Safe for use by several threads.
 */
final class ConsoleHandlers {

    private final UnaryOperator<ExtFormatter> formatters;
    private List<Handler> known = List.of();
    private List<Handler> consoles = List.of();
    private final List<Wrapped> wrapped = new ArrayList<>();
    /** The console handlers behind {@link #consoles}. */
    private final Set<ConsoleHandler> found = new HashSet<>();
    private boolean closed;

    /** A console handler with what it had before. */
    private record Wrapped(ConsoleHandler handler, ConsoleFilter filter, ExtFormatter formatter) {

        boolean isInForce() {
            return handler.getFilter() == filter && handler.getFormatter() == formatter;
        }

        void restore() {
            if (handler.getFilter() == filter) {
                handler.setFilter(filter.previous());
            }
            if (handler.getFormatter() instanceof ConsoleFormatter current && current == formatter) {
                handler.setFormatter(current.previous());
            }
        }
    }

    /** {@code formatters} makes the formatter of a console of the one that it has. */
    ConsoleHandlers(UnaryOperator<ExtFormatter> formatters) {
        this.formatters = formatters;
    }

    /** The handlers that a line for the console goes to. */
    synchronized List<Handler> current() {
        List<Handler> now = closed ? List.of() : ofRoot();
        if (!isSame(now)) {
            wrapped.removeIf(one -> !one.isInForce());
            known = now;
            found.clear();
            consoles = now.stream().filter(this::writesToConsole).toList();
            wrapped.removeIf(one -> !found.contains(one.handler()));
        }
        return consoles;
    }

    /** Whether Quarkus keeps the records for handlers that it makes later, as in a live reload. */
    static boolean areAwaited() {
        for (Handler handler : Logger.getLogger("").getHandlers()) {
            if (handler instanceof QuarkusDelayedHandler delayed && !delayed.isActivated()) {
                return true;
            }
        }
        return false;
    }

    /** Whether there is no handler at the moment that a line could go to, but will be one. */
    boolean areMissing() {
        return current().isEmpty() && areAwaited();
    }

    private boolean isSame(List<Handler> now) {
        if (now.size() != known.size()) {
            return false;
        }
        for (int i = 0; i < now.size(); i++) {
            if (now.get(i) != known.get(i)) {
                return false;
            }
        }
        return true;
    }

    private static List<Handler> ofRoot() {
        List<Handler> all = new ArrayList<>();
        for (Handler handler : Logger.getLogger("").getHandlers()) {
            if (handler instanceof QuarkusDelayedHandler delayed) {
                all.addAll(Arrays.asList(delayed.getHandlers()));
            } else {
                all.add(handler);
            }
        }
        return all;
    }

    /** Whether the handler is a console handler, or passes records to one. */
    private boolean writesToConsole(Handler handler) {
        if (handler instanceof ConsoleHandler console) {
            wrap(console);
            return true;
        }
        boolean writes = false;
        if (handler instanceof ExtHandler outer) {
            for (Handler nested : outer.getHandlers()) {
                writes |= writesToConsole(nested);
            }
        }
        for (Handler captured : captured(handler)) {
            writes |= writesToConsole(captured);
        }
        return writes;
    }

    /**
     * The handlers in the fields of a handler of Quarkus. In dev mode and in tests Quarkus puts an anonymous handler around that
     * of the console, which marks the classes of the application in stack traces and shows its delegate in no other way.
     */
    private static List<Handler> captured(Handler handler) {
        List<Handler> all = new ArrayList<>();
        if (handler.getClass().getName().startsWith("io.quarkus.runtime.logging.")) {
            for (Field field : handler.getClass().getDeclaredFields()) {
                if (Handler.class.isAssignableFrom(field.getType()) && field.trySetAccessible()) {
                    try {
                        all.add((Handler) field.get(handler));
                    } catch (IllegalAccessException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
        }
        return all;
    }

    private void wrap(ConsoleHandler console) {
        found.add(console);
        if (wrapped.stream().anyMatch(one -> one.handler() == console)) {
            return;
        }
        ConsoleFilter filter = new ConsoleFilter(console.getFilter());
        console.setFilter(filter);
        ExtFormatter formatter = formatters.apply(ExtFormatter.wrap(console.getFormatter(), false));
        console.setFormatter(formatter);
        wrapped.add(new Wrapped(console, filter, formatter));
    }

    /** Whether all of them show records of this level. */
    synchronized boolean show(Level level) {
        return !current().isEmpty()
                && wrapped.stream().allMatch(one -> one.handler().getLevel().intValue() <= level.intValue());
    }

    /** Leaves the handlers as they were. */
    synchronized void release() {
        wrapped.forEach(Wrapped::restore);
        wrapped.clear();
        found.clear();
        known = List.of();
        consoles = List.of();
    }

    /** Leaves the handlers as they were. From now on there is none: a thread that goes on must not change one again. */
    synchronized void close() {
        release();
        closed = true;
    }
}
