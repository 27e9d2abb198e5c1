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
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;
import io.quarkiverse.processmanager.runtime.process.threads.EngineExecutors;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/**
 * Keeps the data directory of one start for this JVM: from before the start until no process of its tree is alive. Reads and writes
 * files, so it runs on threads of the pool, one after the other.
 */
public final class DataClaim {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");
    /** A JVM that ends may hold the directory for a moment: that of the last run of the application. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);
    /** The watchdog of a JVM that was killed stops the process within its grace period. */
    private static final long PATIENCE_WITH_DYING_NANOS = TimeUnit.SECONDS.toNanos(40);
    private static final long POLL_MILLIS = 100;

    private final ProcessRunner.Launch launch;
    private final Platform platform;
    private final RunnerId jvm;
    private final EngineExecutors executors;
    private volatile Optional<DataLock> lock = Optional.empty();
    private volatile Optional<DataOwner> self = Optional.empty();

    public DataClaim(ProcessRunner.Launch launch, Platform platform, RunnerId jvm, EngineExecutors executors) {
        this.launch = launch;
        this.platform = platform;
        this.jvm = jvm;
        this.executors = executors;
    }

    /**
     * What has the directory.
     *
     * @param owner the owner; empty if it has not noted itself yet
     * @param orphan whether the JVM of the owner is dead, and its process is alive or has just ended
     */
    public record Holder(DataPlace place, Optional<DataOwner> owner, boolean orphan) {

        /** Whether this process can stand for that of the holder. */
        public boolean isShared() {
            return !orphan && place.use() == DataPlace.Use.SHARED;
        }
    }

    /** Whether other applications use the process, too. */
    public boolean isShared() {
        return launch.data().filter(place -> place.use() == DataPlace.Use.SHARED).isPresent();
    }

    /** Whether this start holds the directory. */
    public boolean isTaken() {
        return lock.isPresent();
    }

    /**
     * Takes the directory, and waits for a holder that may be ending.
     *
     * @param wanted whether the start is still wanted
     * @return the holder, or empty if the directory is taken, or the start needs none; completed on the calling thread or on one of
     *         the pool
     */
    public CompletableFuture<Optional<Holder>> take(BooleanSupplier wanted) {
        CompletableFuture<Optional<Holder>> result = new CompletableFuture<>();
        if (launch.data().filter(place -> place.use() != DataPlace.Use.ANY).isEmpty()) {
            result.complete(Optional.empty());
        } else {
            attempt(launch.data().get(), SystemClock.nanos(), wanted, result);
        }
        return result;
    }

    private void attempt(DataPlace place, long since, BooleanSupplier wanted, CompletableFuture<Optional<Holder>> result) {
        Optional<Holder> holder;
        try {
            holder = tryOnce(place);
        } catch (IOException e) {
            LOG.warnf("cannot lock the data directory %s of process '%s': %s; make sure that no other application uses it",
                    place.directory(), launch.processId(), e.getMessage());
            holder = Optional.empty();
        }
        Optional<Holder> found = holder;
        long patience = found.filter(Holder::orphan).isPresent() ? PATIENCE_WITH_DYING_NANOS : PATIENCE_NANOS;
        if (found.isEmpty() || found.get().isShared() || !wanted.getAsBoolean() || SystemClock.nanos() - since > patience) {
            result.complete(found);
            return;
        }
        try {
            executors.timer().schedule(() -> executors.pool().execute(() -> attempt(place, since, wanted, result)),
                    POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RuntimeException | OutOfMemoryError e) {
            // The runner closes, or the system refuses a thread.
            result.complete(found);
        }
    }

    private Optional<Holder> tryOnce(DataPlace place) throws IOException {
        Optional<DataLock> taken = DataLock.take(place.directory());
        Optional<DataOwner> last = DataLock.owner(place.directory());
        if (taken.isEmpty()) {
            return Optional.of(new Holder(place, last, last.filter(this::isOld).isPresent()));
        }
        if (last.filter(this::isAlive).isPresent()) {
            taken.get().abandon();
            return Optional.of(new Holder(place, last, true));
        }
        lock = taken;
        note(new DataOwner(scope(), launch.processId(), Path.of("").toAbsolutePath().toString(), jvm.process()));
        return Optional.empty();
    }

    /** Whether the process of an owner is alive. The pids of other containers mean other processes here. */
    private boolean isAlive(DataOwner owner) {
        return owner.scope().equals(scope()) && owner.root().filter(process -> platform.table().isAlive(process)).isPresent();
    }

    /**
     * Whether a note is about a JVM that is dead. What holds the lock has not written its own note yet: it is the next owner, or
     * another application that only tries the lock and waits for the end of the same process.
     */
    private boolean isOld(DataOwner owner) {
        return owner.scope().equals(scope()) && owner.root().isPresent() && !platform.table().isAlive(owner.jvm());
    }

    private String scope() {
        return platform.table().pidScope().text();
    }

    private void note(DataOwner owner) {
        self = Optional.of(owner);
        lock.ifPresent(held -> held.note(owner));
    }

    /** The process is running. */
    public void started(ProcessId root) {
        self.ifPresent(owner -> note(owner.with(root)));
    }

    /** The output shows that the process is ready; an application that shares the process does not receive its output. */
    public void ready() {
        if (isShared()) {
            self.filter(owner -> !owner.ready()).ifPresent(owner -> note(owner.whenReady()));
        }
    }

    /** Takes the directory for a process that an earlier run has started. */
    public void adopted(ProcessId root) throws IOException {
        if (launch.data().filter(place -> place.use() != DataPlace.Use.ANY).isPresent()) {
            lock = DataLock.take(launch.data().get().directory());
            note(new DataOwner(scope(), launch.processId(), Path.of("").toAbsolutePath().toString(),
                    jvm.process()).with(root));
        }
    }

    /** Gives the directory back; no process of the tree is alive. */
    public void release() {
        lock.ifPresent(DataLock::release);
        lock = Optional.empty();
    }

    /** Gives the directory back while the process goes on without this JVM. */
    public void abandon() {
        lock.ifPresent(DataLock::abandon);
        lock = Optional.empty();
    }

    /** The refusal of a start on the data of another process. */
    public StartRefusedException refusal(Holder holder) {
        return new StartRefusedException(new StartFailure(Reason.DATA_IN_USE, sentence(holder)),
                () -> DataLock.isFree(holder.place().directory())
                        && DataLock.owner(holder.place().directory()).filter(this::isAlive).isEmpty());
    }

    private String sentence(Holder holder) {
        String directory = "its data directory " + holder.place().directory() + " is in use by ";
        String hint = "set service.directory to another directory, or share the process with service.shared";
        if (holder.owner().isEmpty()) {
            return directory + "another application; stop it, " + hint;
        }
        DataOwner owner = holder.owner().get();
        if (holder.orphan()) {
            return directory + "process '" + owner.processId() + "' with pid " + owner.root().orElseThrow().pid()
                    + ", which has survived the application in " + owner.application() + "; stop it, or " + hint;
        }
        String where = owner.scope().equals(scope()) ? "" : " of another container";
        return directory + "process '" + owner.processId() + "' of the application in " + owner.application()
                + ", which has pid "
                + owner.jvm().pid() + where + "; stop that application, " + hint;
    }
}
