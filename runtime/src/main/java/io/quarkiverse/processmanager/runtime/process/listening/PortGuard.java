package io.quarkiverse.processmanager.runtime.process.listening;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.runtime.definition.listen.PortClaim;
import io.quarkiverse.processmanager.runtime.process.RunningProcess.PortHolders;
import io.quarkiverse.processmanager.runtime.process.table.ListeningPorts;
import io.quarkiverse.processmanager.runtime.process.table.ListeningPorts.ListeningSocket;
import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.tree.ProcessTree;
import io.quarkiverse.processmanager.runtime.process.tree.TreeTerminator;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/**
 * Finds the processes that listen on a port which one process claims for itself. In the ordinary case, a free port before the
 * start and a port of the root process after it, that takes one question to the kernel; without the native way an attempt to bind the
 * port, or one read of the table of sockets. Otherwise the guard reads the descriptors and the tree of each process on the machine.
 */
public final class PortGuard {

    private static final Logger LOG = Logger.getLogger(PortGuard.class);
    private static final Finding NOTHING = new Finding(Optional.empty(), Set.of());
    /** How long a conflict counts while the sockets stay the same. The checks before the first success follow quickly. */
    private static final long KNOWN_NANOS = 1_000_000_000L;

    private final ListeningScope scope;
    private final String processId;
    private volatile Optional<Known> known = Optional.empty();

    public PortGuard(ListeningScope scope, String processId) {
        this.scope = scope;
        this.processId = processId;
    }

    /** A guard for a process that does not exist. It finds each port listening, and reads what a guard for a process reads. */
    public static PortGuard imaginary(ListeningScope scope) {
        return new PortGuard(scope.imaginary(), "");
    }

    /** A port on which another process listens, if there is one, and the ports on which the tree itself listens. */
    private record Finding(Optional<TakenClaim> conflict, Set<Integer> own) {

        PortHolders holders() {
            return new PortHolders(conflict.map(TakenClaim::sentence), own);
        }
    }

    /** What was found a moment ago. */
    private record Known(Map<PortClaim, List<ListeningSocket>> sockets, Finding finding, long untilNanos) {
    }

    /**
     * Checks the ports before the start, and waits a moment for one that is taken. A port that cannot be checked is no reason
     * not to start.
     *
     * @param wanted whether the start is still wanted
     * @return the conflict, completed on the calling thread, on that of the owner, or on one of the pool
     */
    public CompletableFuture<Optional<TakenClaim>> beforeStart(List<PortClaim> claims, BooleanSupplier wanted) {
        return new PortWait(this, scope.executors(), () -> search(claims), wanted).begin();
    }

    private CompletableFuture<Optional<TakenClaim>> search(List<PortClaim> claims) {
        try {
            return find(claims, Optional.empty()).thenApply(Finding::conflict);
        } catch (RuntimeException | OutOfMemoryError | LinkageError e) {
            LOG.debugf("cannot check the ports of process '%s': %s", processId, e);
            return CompletableFuture.completedFuture(Optional.empty());
        }
    }

    /** Whether no process listens on the port. */
    public boolean isFree(int port) {
        return scope.ports().isFree(port);
    }

    /** Checks the ports on a thread of the pool; nothing is known when no process of the tree is alive. */
    public CompletableFuture<PortHolders> whileRunning(List<PortClaim> claims, Supplier<Optional<ProcessTree>> own) {
        return CompletableFuture.supplyAsync(() -> {
            Optional<ProcessTree> tree = own.get();
            return tree.isEmpty() ? CompletableFuture.completedFuture(NOTHING) : find(claims, tree);
        }, scope.executors().pool()).thenCompose(Function.identity()).thenApply(Finding::holders);
    }

    /** Completes when a socket accepts connections to a port of {@code localhost}. The caller cancels the stage. */
    public CompletableFuture<Void> listens(int port) {
        return scope.watch().listens(port);
    }

    /** The ports on which the process tree listens; empty if the system does not show that, or nothing of the tree is alive. */
    public CompletableFuture<Set<Integer>> ofTree(Supplier<Optional<ProcessTree>> own) {
        if (!scope.ports().showsPorts()) {
            return CompletableFuture.completedFuture(Set.of());
        }
        return CompletableFuture.supplyAsync(own, scope.executors().pool()).thenCompose(tree -> {
            CompletableFuture<Set<Long>> pids = new CompletableFuture<>();
            if (tree.isEmpty()) {
                pids.complete(Set.of());
            } else {
                scope.terminator().members(Set.of(tree.get()), scan -> pids.complete(members(scan).keySet()),
                        () -> pids.complete(Set.of()));
            }
            return pids.thenApplyAsync(scope.ports()::of, scope.executors().pool());
        });
    }

    /** What listens on a port, after the process has exited; empty if the port is free. */
    CompletableFuture<Optional<PortHolder>> holderOf(int port) {
        return find(List.of(new PortClaim(port, "port")), Optional.empty())
                .thenApply(found -> found.conflict().map(TakenClaim::holder));
    }

    /**
     * Reads the sockets on the calling thread.
     *
     * @param own the tree of the process; absent before its start
     */
    private CompletableFuture<Finding> find(List<PortClaim> claims, Optional<ProcessTree> own) {
        ListeningPorts ports = scope.ports();
        Map<PortClaim, List<ListeningSocket>> others = new LinkedHashMap<>();
        Set<Integer> ofRoot = new HashSet<>();
        for (PortClaim claim : claims) {
            // Most ports are free before the start. Without the native way, to bind a port costs much less than the table of sockets.
            List<ListeningSocket> sockets = own.isEmpty() && ports.isFree(claim.port()) ? List.of() : ports.on(claim.port());
            if (own.filter(tree -> ports.isHolder(tree.root().pid(), ids(sockets))).isPresent()) {
                ofRoot.add(claim.port());
            } else if (!sockets.isEmpty()) {
                others.put(claim, sockets);
            }
        }
        if (own.filter(tree -> !ofRoot.isEmpty() && isForwarder(tree.root().pid())).isPresent()) {
            ofRoot.clear();
        }
        if (others.isEmpty()) {
            return CompletableFuture.completedFuture(new Finding(Optional.empty(), ofRoot));
        }
        Optional<Known> last = known.filter(one -> own.isPresent() && one.sockets().equals(others)
                && one.untilNanos() - SystemClock.nanos() > 0);
        return last.isPresent() ? CompletableFuture.completedFuture(last.get().finding()) : find(others, ofRoot, own);
    }

    private boolean isForwarder(long pid) {
        return scope.platform().origins().isForwarder(pid);
    }

    private CompletableFuture<Finding> find(Map<PortClaim, List<ListeningSocket>> others, Set<Integer> ofRoot,
            Optional<ProcessTree> own) {
        Set<Long> sockets = new HashSet<>();
        others.values().forEach(some -> sockets.addAll(ids(some)));
        // The holders come first: a process that is started meanwhile is in the trees, too.
        Map<Long, Set<Long>> pids = scope.ports().holders(sockets);
        CompletableFuture<Finding> found = new CompletableFuture<>();
        Map<ProcessTree, String> trees = scope.trees().get();
        scope.terminator().members(trees.keySet(), scan -> {
            Finding finding = new Search(pids, members(scan), trees, own).finding(others, ofRoot);
            known = finding.conflict().map(one -> new Known(others, finding, SystemClock.nanos() + KNOWN_NANOS));
            found.complete(finding);
        }, () -> found.complete(NOTHING));
        return found;
    }

    private static Map<Long, ProcessTree> members(TreeTerminator.ScanResult scan) {
        Map<Long, ProcessTree> byPid = new LinkedHashMap<>();
        scan.members().forEach((tree, members) -> members.forEach(member -> byPid.put(member.pid(), tree)));
        return byPid;
    }

    private static Set<Long> ids(List<ListeningSocket> sockets) {
        return sockets.stream().map(ListeningSocket::id).collect(Collectors.toSet());
    }

    /** One search for the holders of the taken ports, with the members of all trees. */
    private final class Search {

        private final HolderNames names = new HolderNames(scope.platform(), scope.jvm());
        private final Map<Long, Set<Long>> pids;
        private final Map<Long, ProcessTree> members;
        private final Map<ProcessTree, String> trees;
        private final Optional<ProcessTree> own;

        Search(Map<Long, Set<Long>> pids, Map<Long, ProcessTree> members, Map<ProcessTree, String> trees,
                Optional<ProcessTree> own) {
            this.pids = pids;
            this.members = members;
            this.trees = trees;
            this.own = own;
        }

        Finding finding(Map<PortClaim, List<ListeningSocket>> others, Set<Integer> ofRoot) {
            Set<Integer> ours = new HashSet<>(ofRoot);
            for (Map.Entry<PortClaim, List<ListeningSocket>> entry : others.entrySet()) {
                List<ListeningProcess> listeners = new ArrayList<>();
                entry.getValue().forEach(socket -> listeners.addAll(listeners(socket)));
                Optional<PortHolder> holder = holder(entry.getKey(), entry.getValue(), listeners);
                if (holder.isPresent()) {
                    return new Finding(Optional.of(new TakenClaim(entry.getKey(), holder.get(), own.isPresent())), ours);
                }
                if (listeners.stream().anyMatch(one -> one.ours() && !isForwarder(one.identity().pid()))) {
                    ours.add(entry.getKey().port());
                }
            }
            return new Finding(Optional.empty(), ours);
        }

        private Optional<PortHolder> holder(PortClaim claim, List<ListeningSocket> sockets,
                List<ListeningProcess> listeners) {
            boolean proven = true;
            for (ListeningSocket socket : sockets) {
                List<ListeningProcess> some = listeners(socket);
                proven &= own.map(tree -> some.stream().anyMatch(one -> one.isForeignTo(tree.root()))).orElse(true);
            }
            // A check can be meant for the application or for another managed process, which the system may hide.
            boolean tolerated = !claim.declared()
                    && (listeners.isEmpty() || listeners.stream().anyMatch(one -> one.isKnown(processId)));
            if (!proven || tolerated || listeners.stream().anyMatch(ListeningProcess::ours)) {
                return Optional.empty();
            }
            return Optional.of(listeners.isEmpty() ? names.hidden(claim.port(), sockets.get(0))
                    : names.of(listeners.get(0), processId));
        }

        private List<ListeningProcess> listeners(ListeningSocket socket) {
            List<ListeningProcess> listeners = new ArrayList<>();
            for (Long pid : pids.getOrDefault(socket.id(), Set.of())) {
                Optional<ProcessTree> tree = Optional.ofNullable(members.get(pid));
                scope.platform().table().read(pid).map(ProcessEntry::identity).ifPresent(identity -> listeners
                        .add(new ListeningProcess(identity, tree.map(trees::get), tree.isPresent() && tree.equals(own),
                                pid == ProcessHandle.current().pid())));
            }
            return listeners;
        }
    }
}
