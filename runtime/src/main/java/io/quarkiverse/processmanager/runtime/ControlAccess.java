package io.quarkiverse.processmanager.runtime;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.Mode;
import io.quarkiverse.processmanager.runtime.control.ControlSocket;
import io.quarkiverse.processmanager.runtime.control.wire.SocketFacts;
import io.quarkiverse.processmanager.runtime.engine.Engine;
import io.quarkiverse.processmanager.runtime.supervisor.ProcessManagerFacade;

/**
 * Opens the control socket of an engine at the first start of an application with processes. The socket is closed with the
 * engine, so it survives live reloads. This class is loaded only where a socket can be open. Safe for use by several threads.
 */
final class ControlAccess {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");

    private static Optional<ControlSocket> socket = Optional.empty();

    private ControlAccess() {
    }

    /**
     * Opens the socket if it is not open.
     *
     * @param idle the declared processes that do not run in this mode; a message about one of them says so
     */
    static synchronized void open(Engine engine, Mode mode, Collection<String> idle) {
        ProcessManagerFacade manager = engine.lasting();
        manager.idle(idle);
        if (socket.isPresent()) {
            return;
        }
        String name = ConfigProvider.getConfig().getOptionalValue("quarkus.application.name", String.class).orElse("");
        SocketFacts facts = new SocketFacts(SocketFacts.PROTOCOL, name, Path.of("").toAbsolutePath().normalize().toString(),
                ProcessHandle.current().pid(), mode.name().toLowerCase(Locale.ROOT));
        try {
            ControlSocket opened = ControlSocket.open(manager, facts);
            socket = Optional.of(opened);
            engine.whenClosed(() -> close(opened));
        } catch (ClosedByInterruptException e) {
            // The JVM ends while the application starts.
            Thread.currentThread().interrupt();
        } catch (IOException | UnsupportedOperationException e) {
            LOG.warnf("cannot open the control socket, so the command line cannot reach the processes: %s", e.getMessage());
        }
    }

    private static synchronized void close(ControlSocket opened) {
        socket = socket.filter(one -> one != opened);
        opened.close();
    }

    /** Closes the socket, because a live reload has switched it off. */
    static synchronized void close() {
        socket.ifPresent(ControlAccess::close);
    }
}
