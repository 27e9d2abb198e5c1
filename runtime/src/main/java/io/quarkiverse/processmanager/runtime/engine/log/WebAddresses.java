package io.quarkiverse.processmanager.runtime.engine.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.snapshot.Snapshot;
import io.quarkiverse.processmanager.runtime.views.Endpoints;
import io.quarkiverse.processmanager.runtime.views.ProcessRow;

/**
 * The line with the addresses that a browser opens: {@code Processes listen on: http://localhost:5173 (ui)}. The addresses are the
 * links of the Dev UI: scheme, host and port, and never the user, the path or the query of a URL. Pure functions.
 */
final class WebAddresses {

    /** More addresses are no longer a line to click on. */
    private static final int MOST = 10;

    private WebAddresses() {
    }

    /**
     * The line, when each process that starts with the application and is required is ready; empty before, and without an address. The
     * application works without the others, so one of them that fails hides no address.
     */
    static Optional<String> whenAllAreReady(Snapshot now) {
        Map<String, ProcessStatus> statuses = now.statuses();
        List<String> addresses = new ArrayList<>();
        for (ProcessDefinition definition : now.plan().definitions()) {
            boolean ready = isReady(statuses.get(definition.id()));
            if (!ready && definition.start().auto() && definition.report().required()) {
                return Optional.empty();
            } else if (ready) {
                add(definition, addresses);
            }
        }
        return addresses.isEmpty() ? Optional.empty() : Optional.of(line(addresses));
    }

    private static boolean isReady(@Nullable ProcessStatus status) {
        return status != null && status.isReady();
    }

    private static void add(ProcessDefinition definition, List<String> addresses) {
        for (ProcessRow.Endpoint endpoint : Endpoints.of(definition)) {
            if (endpoint.url().isPresent()) {
                addresses.add(endpoint.address() + " (" + endpoint.label(definition.id()) + ")");
            }
        }
    }

    private static String line(List<String> addresses) {
        int more = addresses.size() - MOST;
        return "Processes listen on: " + (more <= 0 ? String.join(", ", addresses)
                : String.join(", ", addresses.subList(0, MOST)) + " and " + more + " more, see the Dev UI");
    }
}
