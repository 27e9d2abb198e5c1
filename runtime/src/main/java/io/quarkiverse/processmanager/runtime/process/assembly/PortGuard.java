package io.quarkiverse.processmanager.runtime.process.assembly;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.runtime.definition.PortClaim;
import io.quarkiverse.processmanager.runtime.process.table.ListeningPorts;
import io.quarkiverse.processmanager.runtime.process.table.ListeningPorts.ListeningSocket;
import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;
import io.quarkiverse.processmanager.runtime.process.tree.ProcessTree;
import io.quarkiverse.processmanager.runtime.process.tree.TreeTerminator;

/**
 * Finds the processes that listen on a port which one process claims for itself. In the ordinary case, a free port before the
 * start and a port of the root process after it, that takes one read of the table of sockets. Otherwise the guard reads the
 * descriptors and the tree of each process on the machine.
 */
final class PortGuard {

    private static final Logger LOG = Logger.getLogger(PortGuard.class);
    private static final CompletableFuture<Optional<String>> NO_CONFLICT = CompletableFuture
            .completedFuture(Optional.empty());
    /** How long a conflict counts while the sockets stay the same. The checks before the first success follow quickly. */
    private static final long KNOWN_NANOS = 1_000_000_000L;
    private static final String HINT = "; stop it, choose another port, or set port-owner=any if it serves this process";

    private final OsProcessRunner runner;
    private final String processId;
    private volatile Optional<Known> known = Optional.empty();

    PortGuard(OsProcessRunner runner, String processId) {
        this.runner = runner;
        this.processId = processId;
    }

    /** A conflict that was found a moment ago. */
    private record Known(Map<PortClaim, List<ListeningSocket>> sockets, String conflict, long untilNanos) {
    }

    /**
     * Checks the ports before the start. A port that cannot be checked is no reason not to start.
     *
     * @param result receives the sentence about a conflict, on the calling thread or on that of a scan
     */
    void beforeStart(List<PortClaim> claims, Consumer<Optional<String>> result) {
        CompletableFuture<Optional<String>> conflict;
        try {
            conflict = conflict(claims, Optional.empty());
        } catch (RuntimeException | OutOfMemoryError | LinkageError e) {
            LOG.debugf("cannot check the ports of process '%s': %s", processId, e);
            conflict = NO_CONFLICT;
        }
        conflict.thenAccept(result);
    }

    /** Checks the ports on a thread of the pool; without a conflict when no process of the tree is alive. */
    CompletableFuture<Optional<String>> whileRunning(List<PortClaim> claims, Supplier<Optional<ProcessTree>> own) {
        return CompletableFuture.supplyAsync(own, runner.services().pool())
                .thenCompose(tree -> tree.isEmpty() ? NO_CONFLICT : conflict(claims, tree));
    }

    /**
     * Reads the sockets on the calling thread.
     *
     * @param own the tree of the process; absent before its start
     * @return a sentence about a port on which another process listens; empty if none does, or if that cannot be told
     */
    private CompletableFuture<Optional<String>> conflict(List<PortClaim> claims, Optional<ProcessTree> own) {
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

    private CompletableFuture<Optional<String>> find(Map<PortClaim, List<ListeningSocket>> taken, Optional<ProcessTree> own) {
        Set<Long> sockets = new HashSet<>();
        taken.values().forEach(some -> sockets.addAll(ids(some)));
        // The holders come first: a process that is started meanwhile is in the trees, too.
        Map<Long, Set<Long>> pids = runner.services().ports().holders(sockets);
        CompletableFuture<Optional<String>> found = new CompletableFuture<>();
        Map<ProcessTree, String> trees = runner.trees();
        runner.services().terminator().start();
        runner.services().terminator().members(trees.keySet(), scan -> {
            Optional<String> conflict = conflict(taken, pids,
                    new Members(trees, scan, own, runner.services().platform().table()));
            known = conflict.map(one -> new Known(taken, one, System.nanoTime() + KNOWN_NANOS));
            found.complete(conflict);
        }, () -> found.complete(Optional.empty()));
        return found;
    }

    private Optional<String> conflict(Map<PortClaim, List<ListeningSocket>> taken, Map<Long, Set<Long>> pids, Members members) {
        for (Map.Entry<PortClaim, List<ListeningSocket>> entry : taken.entrySet()) {
            Optional<String> conflict = conflict(entry.getKey(), entry.getValue(), pids, members);
            if (conflict.isPresent()) {
                return conflict;
            }
        }
        return Optional.empty();
    }

    private Optional<String> conflict(PortClaim claim, List<ListeningSocket> sockets, Map<Long, Set<Long>> pids,
            Members members) {
        List<PortHolder> holders = new ArrayList<>();
        boolean proven = true;
        for (ListeningSocket socket : sockets) {
            List<PortHolder> some = holders(pids.getOrDefault(socket.id(), Set.of()), members);
            holders.addAll(some);
            proven &= members.own().map(tree -> some.stream().anyMatch(one -> one.isForeignTo(tree.root()))).orElse(true);
        }
        // A check can be meant for the application or for another managed process, which the system may hide.
        boolean tolerated = !claim.declared()
                && (holders.isEmpty() || holders.stream().anyMatch(holder -> holder.isKnown(processId)));
        if (!proven || tolerated || holders.stream().anyMatch(PortHolder::ours)) {
            return Optional.empty();
        }
        String holder = holders.isEmpty() ? hidden(sockets.get(0)) : holders.get(0).describe(processId);
        return Optional.of(members.own().isEmpty() ? "port " + claim.port() + " is in use by " + holder + HINT
                : "port " + claim.port() + " is answered by " + holder + ", which is not of this process" + HINT);
    }

    private static List<PortHolder> holders(Set<Long> pids, Members members) {
        ProcessTable table = members.table();
        List<PortHolder> holders = new ArrayList<>();
        for (Long pid : pids) {
            Optional<ProcessTree> tree = members.treeOf(pid);
            table.read(pid).map(ProcessEntry::identity)
                    .ifPresent(identity -> holders.add(new PortHolder(identity, program(pid, table),
                            tree.map(members.trees()::get), tree.isPresent() && tree.equals(members.own()),
                            pid == ProcessHandle.current().pid())));
        }
        return holders;
    }

    private static String program(long pid, ProcessTable table) {
        return table.command(pid) + table.directory(pid).map(directory -> " in " + directory).orElse("");
    }

    private static String hidden(ListeningSocket socket) {
        return socket.user().isEmpty() ? "another process"
                : "a process of user " + socket.user() + ", which this application may not see";
    }

    private static Set<Long> ids(List<ListeningSocket> sockets) {
        return sockets.stream().map(ListeningSocket::id).collect(Collectors.toSet());
    }

    /** The members of all trees, and the tree that claims the ports. */
    private record Members(Map<ProcessTree, String> trees, Map<Long, ProcessTree> byPid, Optional<ProcessTree> own,
            ProcessTable table) {

        Members(Map<ProcessTree, String> trees, TreeTerminator.ScanResult scan, Optional<ProcessTree> own, ProcessTable table) {
            this(trees, byPid(scan), own, table);
        }

        private static Map<Long, ProcessTree> byPid(TreeTerminator.ScanResult scan) {
            Map<Long, ProcessTree> byPid = new LinkedHashMap<>();
            scan.members().forEach((tree, members) -> members.forEach(member -> byPid.put(member.pid(), tree)));
            return byPid;
        }

        Optional<ProcessTree> treeOf(long pid) {
            return Optional.ofNullable(byPid.get(pid));
        }
    }
}
