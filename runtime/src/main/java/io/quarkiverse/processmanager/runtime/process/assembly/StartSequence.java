package io.quarkiverse.processmanager.runtime.process.assembly;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.Stdin;
import io.quarkiverse.processmanager.runtime.definition.Exits;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.data.DataDirectory;
import io.quarkiverse.processmanager.runtime.process.data.DataHolder;
import io.quarkiverse.processmanager.runtime.process.listening.TakenClaim;
import io.quarkiverse.processmanager.runtime.process.output.FileCapture;
import io.quarkiverse.processmanager.runtime.process.output.OutputCapture;
import io.quarkiverse.processmanager.runtime.process.output.file.FileSlice;
import io.quarkiverse.processmanager.runtime.process.runs.RunMemory;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartFailure;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartRefusedException;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartRepair;
import io.quarkiverse.processmanager.runtime.process.state.DataOwner;
import io.quarkiverse.processmanager.runtime.process.table.Cgroup;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.tree.ProcessTree;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/**
 * The steps from the request of a start until the root is spawned. A step can block, so the steps run on threads of the pool, one
 * after the other. The result goes to the owner.
 */
final class StartSequence implements Takeover.Listener {

    private final StartScope scope;
    private final Listener listener;
    private final StopSequence stop;
    private final Takeover takeover;
    private final RootSpawn spawn;
    private volatile OutputCapture output;
    /** Confined to the owner. */
    private Optional<PreStart> preStart = Optional.empty();
    /** Names the command that has failed, if it is not that of the process. */
    private UnaryOperator<StartFailure> wording = UnaryOperator.identity();

    /** Receives the result of the start, on the thread of the owner, and what happens to its trees. */
    interface Listener extends ProcessTree.Observer {

        /** The root is spawned. */
        void started(SpawnedRoot root);

        /** The process of an earlier run, or of another application, goes on. */
        void adopted(StartedChild child, Instant since);

        /**
         * The start has failed, or was skipped.
         *
         * @param repair finds out whether another start can succeed
         * @param treeGone whether no process of it is alive; otherwise its tree is being killed
         */
        void failed(Exit exit, Optional<StartRepair> repair, boolean treeGone);

        /** The start is about to be skipped because of this run, a success. */
        void remembered(Exit success);

        /** A line of output looks like a question. Called on any thread. */
        void asks(String line);
    }

    StartSequence(StartScope scope, StopSequence stop, OutputCapture output, Listener listener) {
        this.scope = scope;
        this.output = output;
        this.listener = listener;
        this.stop = stop;
        this.takeover = new Takeover(scope, stop, this);
        this.spawn = new RootSpawn(scope, stop, listener);
    }

    void begin() {
        next(() -> {
            if (scope.detachment().mayHavePreviousInstance()) {
                takeover.begin(output, listener);
            } else {
                ifWanted(this::startNew);
            }
        });
    }

    /** The output of the command that runs, or ran last. Called from any thread. */
    OutputCapture output() {
        return output;
    }

    /** The control group of the process, if it has one. Called by the owner when the start is over. */
    Optional<Cgroup> cgroup() {
        return spawn.cgroup();
    }

    /** Stops the command that runs before the process. Called by the owner. */
    void stop() {
        if (preStart.isPresent()) {
            preStart.get().stop();
        }
    }

    /** Kills what runs before the process. Called by the owner. */
    void kill() {
        takeover.kill();
        preStart.ifPresent(PreStart::kill);
    }

    /** One step of a start, which may be refused. */
    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    /**
     * Runs a step on a thread of the pool, after the processes of a killed application have been stopped: they may hold a port of
     * this process, or write the file that this start waits for.
     */
    private void next(Step step) {
        scope.services().pool().execute(() -> {
            try {
                scope.runner().open();
                step.run();
            } catch (StartRefusedException e) {
                fail(e.failure(), e.repair());
            } catch (AbortedSpawnException e) {
                end(notStarted(e.failure()), Optional.empty(), false);
            } catch (IOException e) {
                fail(StartFailure.of(e), Optional.empty());
            } catch (OutOfMemoryError e) {
                fail(StartFailure.of(e), Optional.empty());
            } catch (LinkageError e) {
                fail(StartFailure.of(e), Optional.empty());
            } catch (RuntimeException | Error e) {
                fail(new StartFailure(Reason.SPAWN_FAILED, String.valueOf(e)), Optional.empty());
            }
        });
    }

    /** A stop or a kill supersedes a start whose process does not exist yet. */
    private void ifWanted(Step step) throws IOException {
        if (scope.isWanted()) {
            step.run();
        } else {
            fail(new StartFailure(Reason.SUPERSEDED, "it was stopped before it was started"), Optional.empty());
        }
    }

    @Override
    public void refused(StartFailure failure) {
        fail(failure, Optional.empty());
    }

    @Override
    public void adopted(StartedChild child, Instant since) {
        scope.owner().execute(() -> listener.adopted(child, since));
    }

    @Override
    public void free() {
        next(() -> ifWanted(this::startNew));
    }

    @Override
    public void notKilled(List<String> survivors) {
        listener.notKilled(survivors);
    }

    private void startNew() throws IOException {
        Optional<Exit> skipped = skipped();
        if (skipped.isPresent()) {
            end(skipped.get(), Optional.empty(), true);
            return;
        }
        DataDirectory.prepare(scope.launch());
        CompletableFuture<Optional<DataHolder>> held = scope.data().take(scope::isWanted);
        if (held.isDone()) {
            dataClaimed(held.getNow(Optional.empty()));
        } else {
            held.thenAccept(found -> next(() -> dataClaimed(found)));
        }
    }

    /** The exit of a start that is skipped, because the task has done its work before. */
    private Optional<Exit> skipped() throws IOException {
        ProcessRunner.Launch launch = scope.launch();
        if (launch.inputs().isEmpty()) {
            return TaskProduct.skip(launch);
        }
        boolean missing = launch.product().isPresent() && !TaskProduct.exists(launch);
        Instant now = SystemClock.wallTime();
        Optional<RunMemory.Success> success = scope.runner().runs().begin(launch, missing, now);
        success.ifPresent(known -> scope.owner().execute(() -> listener.remembered(known.exit())));
        return success.map(known -> Exits.upToDate(known.why(), now));
    }

    private void dataClaimed(Optional<DataHolder> held) throws IOException {
        if (held.isEmpty() || !scope.isWanted()) {
            ifWanted(this::startOnData);
        } else if (held.get().state() == DataHolder.State.USED) {
            attach(held.get().owner().orElseThrow());
        } else {
            throw scope.data().refusal(held.get());
        }
    }

    /** Uses the process that another application has started. */
    private void attach(DataOwner other) throws IOException {
        ProcessId root = other.root().orElseThrow();
        if (output instanceof FileCapture direct && other.output().isPresent()) {
            direct.attach(new FileSlice(other.output().get().path(), other.output().get().from()));
        }
        scope.watch(root, stop.signal());
        Instant since = scope.services().startOf(root);
        ProcessTree tree = new ProcessTree(scope.lastingMarker(), root, Optional.empty(), listener);
        adopted(StartedChild.adopted(tree, since), since);
    }

    private void startOnData() throws IOException {
        if (scope.launch().preStart().isEmpty()) {
            checkPorts();
        } else {
            startPreStart();
        }
    }

    private void startPreStart() throws IOException {
        wording = PreStart::refused;
        PreStart command = new PreStart(scope.services(),
                new PreStart.Listener(this::preStartEnded, listener::killing, listener::notKilled));
        SpawnedRoot root = spawn.preStart(output, command);
        scope.owner().execute(() -> {
            preStart = Optional.of(command);
            command.follow(root, output);
            switch (scope.aim().get()) {
                case WATCH -> {
                }
                case STOP -> command.stop();
                case KILL -> command.kill();
            }
        });
    }

    private void preStartEnded(Optional<PreStart.Failure> failure) {
        preStart = Optional.empty();
        wording = UnaryOperator.identity();
        if (failure.isPresent() && scope.isWanted()) {
            fail(failure.get().why(), failure.get().repair());
        } else {
            output.finish().whenComplete((nothing, error) -> next(() -> ifWanted(() -> {
                output = scope.runner().nextOutput(scope.launch());
                checkPorts();
            })));
        }
    }

    private void checkPorts() throws IOException {
        CompletableFuture<Optional<TakenClaim>> conflict = scope.ports().beforeStart(scope.launch().ports(), scope::isWanted);
        if (conflict.isDone()) {
            portsChecked(conflict.getNow(Optional.empty()));
        } else {
            conflict.thenAccept(found -> next(() -> portsChecked(found)));
        }
    }

    private void portsChecked(Optional<TakenClaim> conflict) throws IOException {
        if (conflict.isPresent() && scope.isWanted()) {
            int port = conflict.get().claim().port();
            fail(new StartFailure(Reason.PORT_IN_USE, conflict.get().sentence()),
                    Optional.of(() -> scope.ports().isFree(port)));
        } else {
            ifWanted(this::startCommand);
        }
    }

    private void startCommand() throws IOException {
        // The prompt of a program with a terminal or the console is for a user who reads it.
        if (scope.input() == Stdin.OPEN && scope.launch().command().terminal().isEmpty()) {
            output.onQuestion(listener::asks);
        }
        SpawnedRoot root = spawn.command(output, listener);
        scope.data().started(root.child().tree().root(), output instanceof FileCapture direct && scope.data().isShared()
                ? Optional.of(new DataOwner.Output(direct.slice().path(), direct.slice().from()))
                : Optional.empty());
        scope.owner().execute(() -> listener.started(root));
    }

    private void fail(StartFailure failure, Optional<StartRepair> repair) {
        end(notStarted(failure), repair, true);
    }

    private Exit notStarted(StartFailure failure) {
        StartFailure named = wording.apply(failure);
        return Exits.notStarted(named.reason(), named.detail(), SystemClock.wallTime());
    }

    private void end(Exit exit, Optional<StartRepair> repair, boolean treeGone) {
        scope.owner().execute(() -> listener.failed(exit, repair, treeGone));
    }
}
