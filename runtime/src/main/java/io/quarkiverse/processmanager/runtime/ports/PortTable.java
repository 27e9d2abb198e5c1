package io.quarkiverse.processmanager.runtime.ports;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;

import io.quarkiverse.processmanager.runtime.process.state.StateDirectory;

/**
 * The ports that were chosen in this JVM. A port belongs to one process of one application, and stays with it over live reloads
 * and new runs of the application while nothing else uses the port. For any thread: the monitor of the shared map, which all
 * class loaders of the JVM have in common, guards the tables and the files.
 */
public final class PortTable {

    private static final String OWNERS = "owners";
    private static final int MOST = 500;

    private final Map<String, Object> shared;
    private final PortFiles files;
    private final IntPredicate free;

    /**
     * @param shared the map that all class loaders of this JVM share; it receives JDK types only
     */
    public PortTable(Map<String, Object> shared) {
        this(shared, StateDirectory.of(System.getProperty("os.name")), FreePort::isFree);
    }

    /**
     * @param state the state directory of the user
     * @param free says whether a process could listen on a port now
     */
    PortTable(Map<String, Object> shared, Path state, IntPredicate free) {
        this.shared = shared;
        this.files = new PortFiles(shared, state.resolve("ports"));
        this.free = free;
    }

    /**
     * The port for a request: the one of the last call, or of the last run of the application, if it is free or if the process
     * that was started with it is alive; else the next free one. Reads and writes files.
     *
     * @param others ports that are not chosen, because others declare them; the wanted port is tried all the same
     */
    public Choice choose(PortRequest request, Set<Integer> others) {
        synchronized (shared) {
            Map<String, String> ports = portsOf(request.owner());
            ChosenPort last = ports.containsKey(request.key()) ? ChosenPort.parse(ports.get(request.key())).orElse(null) : null;
            if (last != null && last.wanted() == request.wanted() && isOpen(last.port(), request, others)
                    && isUsable(last, request)) {
                return new Choice(last.port(), false, Optional.empty());
            }
            int chosen = next(request, ports, others);
            if (last != null && last.port() != chosen) {
                release(last.port(), request.owner(), request.key());
            }
            if (chosen > 0) {
                ports.put(request.key(), ChosenPort.of(chosen, request.wanted()).text());
                remember(request.owner(), ports);
            }
            return new Choice(chosen, true, reservation(request, ports));
        }
    }

    /**
     * The answer to a request.
     *
     * @param port the port; 0 if no port is free
     * @param fresh whether the port was chosen just now
     * @param reserved what has the wanted port, if that was chosen for another process or another mode; empty if the port is free
     *        to have, or if something else listens on it
     */
    public record Choice(int port, boolean fresh, Optional<Reservation> reserved) {
    }

    /**
     * A port that was chosen for another process, which may listen on it later.
     *
     * @param owner the mode and the directory of its application; empty for an application in another JVM
     * @param processId the id of the process; empty for an application in another JVM
     */
    public record Reservation(String owner, String processId) {
    }

    /** Notes that a process was started with a port. Without effect for a port that was not chosen here. */
    public void started(int port, ProcessHandle process) {
        synchronized (shared) {
            for (Map.Entry<String, Map<String, String>> owner : owners().entrySet()) {
                for (Map.Entry<String, String> entry : owner.getValue().entrySet()) {
                    ChosenPort chosen = ChosenPort.parse(entry.getValue()).orElse(null);
                    if (chosen != null && chosen.port() == port && isMine(owner.getKey(), entry.getKey(), port)) {
                        entry.setValue(chosen.startedAs(process).text());
                        remember(owner.getKey(), owner.getValue());
                    }
                }
            }
        }
    }

    /** Gives up the ports of a process that does not come back. */
    public void release(String owner, String processId) {
        synchronized (shared) {
            Map<String, String> ports = owners().getOrDefault(owner, Map.of());
            boolean released = false;
            for (String key : List.copyOf(ports.keySet())) {
                if (key.startsWith(PortRequest.keysOf(processId))) {
                    released = true;
                    ChosenPort.parse(ports.remove(key)).ifPresent(port -> release(port.port(), owner, key));
                }
            }
            if (released) {
                remember(owner, ports);
            }
        }
    }

    private static boolean isOpen(int port, PortRequest request, Set<Integer> others) {
        return port == request.wanted() || !others.contains(port);
    }

    private boolean isUsable(ChosenPort last, PortRequest request) {
        boolean ofThisRun = isMine(request.owner(), request.key(), last.port());
        if (request.wanted() > 0 && !ofThisRun && !last.isInOwnHands()) {
            // Each run begins with the port that was asked for.
            return false;
        }
        return claim(last.port(), request) && (last.isInOwnHands() || free.test(last.port()));
    }

    private int next(PortRequest request, Map<String, String> ports, Set<Integer> others) {
        Set<Integer> ofOthers = new HashSet<>();
        ports.forEach((key, text) -> ChosenPort.parse(text).filter(port -> !key.equals(request.key()))
                .ifPresent(port -> ofOthers.add(port.port())));
        PrimitiveIterator.OfInt candidates = PortCandidates.of(request, files.number(request.owner()));
        while (candidates.hasNext()) {
            int candidate = candidates.nextInt();
            if (isOpen(candidate, request, others) && !ofOthers.contains(candidate) && claim(candidate, request)) {
                if (free.test(candidate)) {
                    return candidate;
                }
                release(candidate, request.owner(), request.key());
            }
        }
        return 0;
    }

    /** The reservation of the wanted port for another process. */
    private Optional<Reservation> reservation(PortRequest request, Map<String, String> ports) {
        int wanted = request.wanted();
        if (wanted == 0 || isMine(request.owner(), request.key(), wanted)) {
            return Optional.empty();
        }
        String holder = holderOf(wanted);
        if (!holder.isEmpty()) {
            int blank = holder.lastIndexOf(' ');
            return Optional.of(new Reservation(holder.substring(0, blank), PortRequest.processOf(holder.substring(blank + 1))));
        }
        Optional<String> later = ports.entrySet().stream().filter(entry -> !entry.getKey().equals(request.key()))
                .filter(entry -> ChosenPort.parse(entry.getValue()).filter(port -> port.port() == wanted).isPresent())
                .map(Map.Entry::getKey).findFirst();
        if (later.isPresent()) {
            return Optional.of(new Reservation(request.owner(), PortRequest.processOf(later.get())));
        }
        if (!files.lock(wanted)) {
            return Optional.of(new Reservation("", ""));
        }
        files.unlock(wanted);
        return Optional.empty();
    }

    /** Takes a port for a request, unless another process of this JVM or another JVM has it. */
    private boolean claim(int port, PortRequest request) {
        if (isMine(request.owner(), request.key(), port)) {
            return true;
        }
        if (!holderOf(port).isEmpty() || !files.lock(port)) {
            return false;
        }
        shared.put(holder(port), request.owner() + " " + request.key());
        return true;
    }

    private void release(int port, String owner, String key) {
        if (isMine(owner, key, port)) {
            shared.remove(holder(port));
            files.unlock(port);
        }
    }

    private boolean isMine(String owner, String key, int port) {
        return holderOf(port).equals(owner + " " + key);
    }

    private String holderOf(int port) {
        return shared.get(holder(port)) instanceof String holder ? holder : "";
    }

    private static String holder(int port) {
        return "holder " + port;
    }

    private void remember(String owner, Map<String, String> ports) {
        Map<String, ChosenPort> chosen = new TreeMap<>();
        ports.forEach((key, text) -> ChosenPort.parse(text).ifPresent(port -> chosen.put(key, port)));
        files.remember(owner, chosen);
    }

    private Map<String, String> portsOf(String owner) {
        return owners().computeIfAbsent(owner, name -> {
            Map<String, String> ports = new ConcurrentHashMap<>();
            Map<String, ChosenPort> remembered = files.remembered(name);
            // Ids that code generates are new ones in each run.
            boolean tooMany = remembered.size() > MOST;
            remembered.forEach((key, port) -> {
                if (!tooMany || port.isInOwnHands()) {
                    ports.put(key, port.text());
                }
            });
            return ports;
        });
    }

    @SuppressWarnings("unchecked")
    private Map<String, Map<String, String>> owners() {
        return (Map<String, Map<String, String>>) shared.computeIfAbsent(OWNERS,
                any -> new ConcurrentHashMap<String, Map<String, String>>());
    }
}
