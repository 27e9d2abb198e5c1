package io.quarkiverse.processmanager.runtime.process.assembly;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.runtime.definition.PortClaim;
import io.quarkiverse.processmanager.runtime.process.table.ListeningPorts;
import io.quarkiverse.processmanager.runtime.process.table.ListeningPorts.ListeningSocket;
import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.tree.ProcessTree;
import io.quarkiverse.processmanager.runtime.process.tree.TreeTerminator;

/**
 * Finds the processes that listen on a port which one process claims for itself. In the ordinary case, a free port before the
 * start and a port of the root process after it, that takes one read of the table of sockets. Otherwise the guard reads the
 * descriptors and the tree of each process on the machine.
 */
final class PortGuard {

    private static final Logger LOG = Logger.getLogger(PortGuard.class);
    private static final CompletableFuture<Optional<TakenClaim>> NO_CONFLICT = CompletableFuture
            .completedFuture(Optional.empty());
    /** How long a conflict counts while the sockets stay the same. The checks before the first success follow quickly. */
    private static final long KNOWN_NANOS = 1_000_000_000L;

    private final OsProcessRunner runner;
    private final String processId;
    private volatile Optional<Known> known = Optional.empty();

    PortGuard(OsProcessRunner runner, String processId) {
        this.runner = runner;
        this.processId = processId;
    }

    /** A conflict that was found a moment ago. */
    private record Known(Map<PortClaim, List<ListeningSocket>> sockets, TakenClaim conflict, long untilNanos) {
    }

    /**
     * Checks the ports before the start, and waits a moment for one that is taken. A port that cannot be checked is no reason
     * not to start.
     *
     * @param wanted whether the start is still wanted
     * @return the conflict, completed on the calling thread, on that of the owner, or on one of the pool
     */
    CompletableFuture<Optional<TakenClaim>> beforeStart(List<PortClaim> claims, BooleanSupplier wanted) {
        return new PortWait(this, runner.services().executors(), () -> search(claims), wanted).begin();
    }

    private CompletableFuture<Optional<TakenClaim>> search(List<PortClaim> claims) {
        try {
            return conflict(claims, Optional.empty());
        } catch (RuntimeException | OutOfMemoryError | LinkageError e) {
            LOG.debugf("cannot check the ports of process '%s': %s", processId, e);
            return NO_CONFLICT;
        }
    }

    /** Whether no process listens on the port. */
    boolean isFree(int port) {
        return runner.services().ports().on(port).isEmpty();
    }

    /** Checks the ports on a thread of the pool; without a conflict when no process of the tree is alive. */
    CompletableFuture<Optional<String>> whileRunning(List<PortClaim> claims, Supplier<Optional<ProcessTree>> own) {
        return CompletableFuture.supplyAsync(own, runner.services().pool())
                .thenCompose(tree -> tree.isEmpty() ? NO_CONFLICT : conflict(claims, tree))
                .thenApply(found -> found.map(TakenClaim::sentence));
    }

    /** What listens on a port, after the process has exited; empty if the port is free. */
    CompletableFuture<Optional<PortHolder>> holderOf(int port) {
        return conflict(List.of(new PortClaim(port, "port")), Optional.empty())
                .thenApply(found -> found.map(TakenClaim::holder));
    }

    /**
     * Reads the sockets on the calling thread.
     *
     * @param own the tree of the process; absent before its start
     * @return a port on which another process listens; empty if none does, or if that cannot be told
     */
    private CompletableFuture<Optional<TakenClaim>> conflict(List<PortClaim> claims, Optional<ProcessTree> own) {
        ListeningPorts ports = runner.services().ports();
        Map<PortClaim, List<ListeningSocket>> taken = new LinkedHashMap<>();
        for (PortClaim claim : claims) {
            List<ListeningSocket> sockets = ports.on(claim.port());
            if (!sockets.isEmpty() && own.filter(tree -> ports.isHolder(tree.root().pid(), ids(sockets))).isEmpty()) {
                taken.put(claim, sockets);
            }
        }
        if (taken.isEmpty()) {
            return NO_CONFLICT;
        }
        Optional<Known> last = known.filter(one -> own.isPresent() && one.sockets().equals(taken)
                && one.untilNanos() - System.nanoTime() > 0);
        return last.isPresent() ? CompletableFuture.completedFuture(last.map(Known::conflict)) : find(taken, own);
    }

    private CompletableFuture<Optional<TakenClaim>> find(Map<PortClaim, List<ListeningSocket>> taken,
            Optional<ProcessTree> own) {
        Set<Long> sockets = new HashSet<>();
        taken.values().forEach(some -> sockets.addAll(ids(some)));
        // The holders come first: a process that is started meanwhile is in the trees, too.
        Map<Long, Set<Long>> pids = runner.services().ports().holders(sockets);
        CompletableFuture<Optional<TakenClaim>> found = new CompletableFuture<>();
        Map<ProcessTree, String> trees = runner.trees();
        runner.services().terminator().members(trees.keySet(), scan -> {
            Optional<TakenClaim> conflict = new Search(pids, members(scan), trees, own).conflict(taken);
            known = conflict.map(one -> new Known(taken, one, System.nanoTime() + KNOWN_NANOS));
            found.complete(conflict);
        }, () -> found.complete(Optional.empty()));
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

        private final HolderNames names = new HolderNames(runner.services());
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

        Optional<TakenClaim> conflict(Map<PortClaim, List<ListeningSocket>> taken) {
            for (Map.Entry<PortClaim, List<ListeningSocket>> entry : taken.entrySet()) {
                Optional<PortHolder> holder = holder(entry.getKey(), entry.getValue());
                if (holder.isPresent()) {
                    return Optional.of(new TakenClaim(entry.getKey(), holder.get(), own.isPresent()));
                }
            }
            return Optional.empty();
        }

        private Optional<PortHolder> holder(PortClaim claim, List<ListeningSocket> sockets) {
            List<ListeningProcess> listeners = new ArrayList<>();
            boolean proven = true;
            for (ListeningSocket socket : sockets) {
                List<ListeningProcess> some = listeners(pids.getOrDefault(socket.id(), Set.of()));
                listeners.addAll(some);
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

        private List<ListeningProcess> listeners(Set<Long> pids) {
            List<ListeningProcess> listeners = new ArrayList<>();
            for (Long pid : pids) {
                Optional<ProcessTree> tree = Optional.ofNullable(members.get(pid));
                runner.services().platform().table().read(pid).map(ProcessEntry::identity).ifPresent(identity -> listeners
                        .add(new ListeningProcess(identity, tree.map(trees::get), tree.isPresent() && tree.equals(own),
                                pid == ProcessHandle.current().pid())));
            }
            return listeners;
        }
    }
}
