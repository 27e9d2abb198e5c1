package io.quarkiverse.processmanager.runtime.process.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner.DataPlace;
import io.quarkiverse.processmanager.runtime.process.platform.Platform;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartFailure;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartRefusedException;
import io.quarkiverse.processmanager.runtime.process.state.DataLock;
import io.quarkiverse.processmanager.runtime.process.state.DataOwner;
import io.quarkiverse.processmanager.runtime.process.table.Marker;
import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;
import io.quarkiverse.processmanager.runtime.process.threads.EngineExecutors;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/**
 * Keeps the data directory of one start for this JVM: from before the start until no process of its tree is alive. One of the
 * applications that share a process holds the lock; the next one takes the lock when that application ends. Reads and writes files, so
 * it runs on threads of the pool, one after the other.
 */
public final class DataClaim {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");
    private static final long POLL_MILLIS = 100;

    private final ProcessRunner.Launch launch;
    private final Platform platform;
    private final RunnerId jvm;
    private final EngineExecutors executors;
    private final Optional<SharedUse> use;
    private volatile Optional<DataLock> lock = Optional.empty();
    private volatile Optional<DataOwner> self = Optional.empty();
    private volatile Optional<IOException> unclaimed = Optional.empty();
    private boolean over;

    public DataClaim(ProcessRunner.Launch launch, Platform platform, RunnerId jvm, EngineExecutors executors) {
        this.launch = launch;
        this.platform = platform;
        this.jvm = jvm;
        this.executors = executors;
        this.use = launch.data().filter(place -> place.use() == DataPlace.Use.SHARED)
                .map(place -> new SharedUse(place.directory(), jvm, launch.processId(), table()));
    }

    /** What identifies this use, if other applications use the process, too. */
    public Optional<SharedUse> use() {
        return use;
    }

    /** Whether other applications use the process, too. */
    public boolean isShared() {
        return use.isPresent();
    }

    /** Whether this start has anything to give back. */
    public boolean isTaken() {
        return lock.isPresent() || use.isPresent();
    }

    /**
     * Takes the directory, and waits for a holder that may be ending.
     *
     * @param wanted whether the start is still wanted
     * @return the holder, or empty if the directory is taken, or the start needs none; completed on the calling thread or on one of
     *         the pool
     */
    public CompletableFuture<Optional<DataHolder>> take(BooleanSupplier wanted) {
        CompletableFuture<Optional<DataHolder>> result = new CompletableFuture<>();
        if (launch.data().filter(place -> place.use() != DataPlace.Use.ANY).isEmpty()) {
            result.complete(Optional.empty());
        } else {
            attempt(launch.data().get(), SystemClock.nanos(), wanted, result);
        }
        return result;
    }

    private void attempt(DataPlace place, long since, BooleanSupplier wanted, CompletableFuture<Optional<DataHolder>> result) {
        Optional<DataHolder> found;
        try {
            found = tryOnce(place);
        } catch (IOException e) {
            LOG.warnf("cannot lock the data directory %s of process '%s': %s; make sure that no other application uses it",
                    place.directory(), launch.processId(), e.getMessage());
            found = Optional.empty();
        }
        if (found.isEmpty() || found.get().state() == DataHolder.State.USED || !wanted.getAsBoolean()) {
            result.complete(found);
            return;
        }
        if (SystemClock.nanos() - since > found.get().patienceNanos()) {
            // An application that was killed together with its watchdog has left its mark.
            use.ifPresent(SharedUse::removeMarks);
            if (found.get().state() == DataHolder.State.ENDING) {
                attempt(place, since, wanted, result);
            } else {
                result.complete(found);
            }
            return;
        }
        Optional<DataHolder> last = found;
        try {
            executors.timer().schedule(() -> executors.pool().execute(() -> attempt(place, since, wanted, result)),
                    POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RuntimeException | OutOfMemoryError e) {
            // The runner closes, or the system refuses a thread.
            result.complete(last);
        }
    }

    private Optional<DataHolder> tryOnce(DataPlace place) throws IOException {
        unclaimed = use.flatMap(DataClaim::begin);
        if (unclaimed.isPresent()) {
            return Optional.of(new DataHolder(place, Optional.empty(), DataHolder.State.UNCLAIMED));
        }
        Optional<DataLock> taken = DataLock.take(place.directory());
        Optional<DataOwner> last = DataLock.owner(place.directory());
        boolean alive = last.filter(this::isAlive).isPresent();
        if (alive && use.filter(claim -> !claim.isEnding()).isPresent()) {
            lock = taken;
            note(last.get().with(me()));
            return Optional.of(new DataHolder(place, last, DataHolder.State.USED));
        }
        if (taken.isEmpty()) {
            return Optional.of(new DataHolder(place, last, stateOfLocked(last)));
        }
        if (alive || last.filter(this::hasLeft).isPresent()) {
            taken.get().abandon();
            return Optional.of(new DataHolder(place, last, DataHolder.State.DYING));
        }
        if (use.filter(SharedUse::isEnding).isPresent()) {
            taken.get().abandon();
            return Optional.of(new DataHolder(place, last, DataHolder.State.ENDING));
        }
        lock = taken;
        note(me());
        return Optional.empty();
    }

    private static Optional<IOException> begin(SharedUse use) {
        try {
            use.begin();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        }
    }

    /**
     * What holds the lock has not written its own note yet if the note is about a JVM that is dead: it is the next owner, or another
     * application that only tries the lock.
     */
    private DataHolder.State stateOfLocked(Optional<DataOwner> owner) {
        if (owner.filter(this::isOld).isPresent() || use.filter(SharedUse::isEnding).isPresent()) {
            return DataHolder.State.DYING;
        }
        boolean elsewhere = owner.filter(some -> !some.scope().equals(scope())).isPresent();
        return use.isPresent() && !elsewhere ? DataHolder.State.STARTING : DataHolder.State.ALIVE;
    }

    /** Whether the process of an owner is alive. The pids of other containers mean other processes here. */
    private boolean isAlive(DataOwner owner) {
        return owner.scope().equals(scope()) && owner.root().filter(table()::isAlive).isPresent();
    }

    private boolean isOld(DataOwner owner) {
        return owner.scope().equals(scope()) && !table().isAlive(owner.jvm());
    }

    /** Whether a JVM that was killed has left a process that its note does not name yet, or a child of the one that it names. */
    private boolean hasLeft(DataOwner owner) {
        if (!isOld(owner)) {
            return false;
        }
        for (ProcessEntry entry : table().all()) {
            if (!entry.dead() && table().variable(entry.pid(), owner.marker().variable())
                    .filter(value -> owner.marker().value().isEmpty() || owner.marker().value().equals(value)).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private ProcessTable table() {
        return platform.table();
    }

    private String scope() {
        return table().pidScope().text();
    }

    private DataOwner me() {
        return new DataOwner(scope(), launch.processId(), Path.of("").toAbsolutePath().toString(), jvm.process(),
                use.map(SharedUse::marker).orElseGet(() -> new Marker(jvm.variable(), "")));
    }

    private void note(DataOwner owner) {
        self = Optional.of(owner);
        lock.ifPresent(held -> held.note(owner));
    }

    /** The process is running. */
    public void started(ProcessId root, Optional<DataOwner.Output> output) {
        self.ifPresent(owner -> note(owner.with(root, output)));
    }

    /** Takes the directory for a process that an earlier run has started. */
    public void adopted(ProcessId root) throws IOException {
        if (launch.data().filter(place -> place.use() != DataPlace.Use.ANY).isPresent()) {
            lock = DataLock.take(launch.data().get().directory());
            note(me().with(root, Optional.empty()));
        }
    }

    /** Takes the lock of a shared process if no other application has it. */
    public synchronized void own() {
        if (lock.isEmpty() && !over) {
            try {
                lock = DataLock.take(launch.data().orElseThrow().directory());
                self.ifPresent(this::note);
            } catch (IOException e) {
                LOG.debugf("cannot lock the data of process '%s': %s", launch.processId(), e.getMessage());
            }
        }
    }

    /**
     * Ends the use of a shared process.
     *
     * @return whether no other application uses the process, so that this one stops it
     */
    public synchronized boolean leave() {
        boolean last = use.orElseThrow().leave();
        if (last) {
            own();
        } else {
            abandon();
        }
        return last;
    }

    /** Gives the directory back; no process of the tree is alive, or other applications use it. */
    public synchronized void release() {
        over = true;
        lock.ifPresent(DataLock::release);
        lock = Optional.empty();
        use.ifPresent(SharedUse::end);
    }

    /** Gives the directory back while the process goes on without this JVM. */
    public synchronized void abandon() {
        over = true;
        lock.ifPresent(DataLock::abandon);
        lock = Optional.empty();
    }

    /** The refusal of a start on the data of another process. */
    public StartRefusedException refusal(DataHolder holder) {
        if (unclaimed.isPresent()) {
            return new StartRefusedException(new StartFailure(Reason.DATA_IN_USE, "its claim cannot be written to "
                    + use.orElseThrow().claims() + ": " + DataDirectory.why(unclaimed.get())
                    + "; give the application write permission and free disk space there"),
                    () -> begin(use.orElseThrow()).isEmpty());
        }
        return new StartRefusedException(new StartFailure(Reason.DATA_IN_USE, holder.refusal(scope())),
                () -> DataLock.isFree(holder.place().directory())
                        && DataLock.owner(holder.place().directory()).filter(this::isAlive).isEmpty());
    }
}
