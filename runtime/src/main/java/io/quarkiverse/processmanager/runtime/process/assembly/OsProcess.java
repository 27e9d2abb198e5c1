package io.quarkiverse.processmanager.runtime.process.assembly;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.Execution.Isolation;
import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.Stdin;
import io.quarkiverse.processmanager.StopPolicy;
import io.quarkiverse.processmanager.probe.CommandResult;
import io.quarkiverse.processmanager.runtime.definition.Exits;
import io.quarkiverse.processmanager.runtime.definition.PortClaim;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.RunningProcess;
import io.quarkiverse.processmanager.runtime.process.detached.DetachedRecord;
import io.quarkiverse.processmanager.runtime.process.detached.DetachedStart;
import io.quarkiverse.processmanager.runtime.process.output.FileCapture;
import io.quarkiverse.processmanager.runtime.process.output.OutputCapture;
import io.quarkiverse.processmanager.runtime.process.spawn.PreparedCommand;
import io.quarkiverse.processmanager.runtime.process.spawn.Redirection;
import io.quarkiverse.processmanager.runtime.process.spawn.SpawnRequest;
import io.quarkiverse.processmanager.runtime.process.spawn.StartFailure;
import io.quarkiverse.processmanager.runtime.process.spawn.StartRefusedException;
import io.quarkiverse.processmanager.runtime.process.spawn.StartRepair;
import io.quarkiverse.processmanager.runtime.process.table.Cgroup;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.threads.SerialExecutor;
import io.quarkiverse.processmanager.runtime.process.tree.ProcessTree;
import io.quarkiverse.processmanager.runtime.process.tree.ProcessTree.Aim;
import io.quarkiverse.processmanager.runtime.process.usage.UsageChange;

/**
 * One start of one process. Every step runs in its mailbox ({@link SerialExecutor}), one after the other, so the listener
 * receives each event once and in order.
 * <p>
 * The class is longer than its neighbours because all steps share the state of the steps before; steps that need little of it
 * are in other classes.
 */
final class OsProcess implements RunningProcess, ProcessTree.Observer, Takeover.Listener {

    private static final Logger LOG = Logger.getLogger(OsProcess.class);

    private final ProcessRunner.Launch launch;
    private final ProcessRunner.Listener listener;
    private final OsProcessRunner runner;
    private final SerialExecutor serial;
    private final DetachedStart detachment;
    private final PortGuard ports;
    private final StopSequence stop;
    private final Takeover takeover;
    private volatile Aim aim = Aim.WATCH;
    private volatile Optional<ProcessTree> running = Optional.empty();
    private volatile OutputCapture output;
    private Optional<PreStart> preStart = Optional.empty();
    /** Names the command that has failed, if it is not that of the process. */
    private UnaryOperator<StartFailure> wording = UnaryOperator.identity();
    private Optional<Cgroup> cgroup = Optional.empty();
    private volatile Optional<StartedChild> child = Optional.empty();
    private Optional<StartRepair> repair = Optional.empty();
    private Optional<Exit> ending = Optional.empty();
    private boolean exited;
    private boolean treeGone;
    private boolean done;

    OsProcess(ProcessRunner.Launch launch, ProcessRunner.Listener listener, OutputCapture output, OsProcessRunner runner) {
        this.launch = launch;
        this.listener = listener;
        this.output = output;
        this.runner = runner;
        this.serial = new SerialExecutor(runner.services().pool());
        this.stop = new StopSequence(launch, runner, serial);
        this.detachment = new DetachedStart(launch, runner.detached());
        this.takeover = new Takeover(detachment, runner.services(), serial, this);
        this.ports = new PortGuard(runner, launch.processId());
    }

    void start() {
        serial.execute(this::startProcess);
    }

    private void startProcess() {
        if (detachment.mayHavePreviousInstance()) {
            guard(() -> takeover.begin(aim));
        } else {
            startNew();
        }
    }

    @Override
    public void refused(StartFailure failure) {
        failWithoutProcess(failure);
    }

    @Override
    public void free() {
        startNew();
    }

    private void startNew() {
        begin(this::startUnlessSkipped);
    }

    private void startUnlessSkipped() throws StartRefusedException {
        Optional<Exit> skipped = TaskProduct.skip(launch);
        if (skipped.isPresent()) {
            endWithoutProcess(skipped.get());
            return;
        }
        DataDirectory.prepare(launch);
        if (launch.preStart().isEmpty()) {
            checkPorts();
        } else {
            startPreStart();
        }
    }

    private void checkPorts() {
        ports.beforeStart(launch.ports(), () -> aim == Aim.WATCH, conflict -> serial.execute(() -> {
            if (conflict.isPresent() && aim == Aim.WATCH) {
                int port = conflict.get().claim().port();
                repair = Optional.of(() -> ports.isFree(port));
                failWithoutProcess(new StartFailure(Reason.PORT_IN_USE, conflict.get().sentence()));
            } else {
                begin(this::startCommand);
            }
        }));
    }

    private void startCommand() throws StartRefusedException {
        SpawnRequest own = runner.services().spawner().request(launch);
        SpawnRequest request = detachment.isDetached() ? own.markedAs(detachment.marker()) : confine(own);
        spawn(request, preparation -> {
            Redirection redirection = output.redirection();
            if (detachment.isDetached() && output instanceof FileCapture direct) {
                detachment.starting(direct.slice(), stop.policy());
            }
            childStarted(runner.services().spawner().spawn(preparation, input(), redirection), request, preparation);
        });
    }

    private void startPreStart() throws StartRefusedException {
        wording = PreStart::refused;
        SpawnRequest request = runner.services().spawner().preStart(launch);
        spawn(request, preparation -> {
            PreStart command = new PreStart(runner.services(), serial,
                    new PreStart.Listener(this::preStartEnded, this::killing, this::notKilled));
            command.started(
                    runner.services().spawner().spawn(preparation, Stdin.CLOSED, output.redirection()), request, preparation,
                    output);
            preStart = Optional.of(command);
        });
    }

    private void preStartEnded(Optional<PreStart.Failure> failure) {
        preStart = Optional.empty();
        wording = UnaryOperator.identity();
        if (failure.isPresent() && aim == Aim.WATCH) {
            repair = failure.get().repair();
            failWithoutProcess(failure.get().why());
        } else {
            afterOutput(() -> {
                output = runner.nextOutput(launch);
                checkPorts();
            });
        }
    }

    /** One step of a start, which may be refused. */
    @FunctionalInterface
    private interface Attempt {
        void run() throws StartRefusedException;
    }

    /** Starts a command that has been prepared. */
    @FunctionalInterface
    private interface Spawning {
        void of(PreparedCommand preparation) throws IOException;
    }

    private void begin(Attempt attempt) {
        if (aim != Aim.WATCH) {
            failWithoutProcess(new StartFailure(Reason.SUPERSEDED, "it was stopped before it was started"));
            return;
        }
        guard(attempt);
    }

    /**
     * Makes an attempt after the processes of a killed application have been stopped: they may hold a port of this process, or
     * write the file that this start waits for.
     */
    private void guard(Attempt attempt) {
        try {
            runner.open();
            attempt.run();
        } catch (StartRefusedException e) {
            repair = e.repair();
            failWithoutProcess(e.failure());
        } catch (OutOfMemoryError e) {
            failWithoutProcess(StartFailure.of(e));
        } catch (LinkageError e) {
            failWithoutProcess(StartFailure.of(e));
        }
    }

    private SpawnRequest confine(SpawnRequest request) throws StartRefusedException {
        if (launch.execution().isolation() != Isolation.CGROUP) {
            return request;
        }
        Cgroup group = runner.services().confine(request);
        cgroup = Optional.of(group);
        return request.confinedTo(group);
    }

    private void spawn(SpawnRequest request, Spawning spawning) throws StartRefusedException {
        Optional<PreparedCommand> prepared = Optional.empty();
        try {
            PreparedCommand preparation = runner.services().spawner().prepare(request);
            prepared = Optional.of(preparation);
            spawning.of(preparation);
        } catch (StartRefusedException e) {
            cgroup.ifPresent(Cgroup::remove);
            throw e;
        } catch (IOException e) {
            cgroup.ifPresent(Cgroup::remove);
            repair = prepared.map(StartRepair::of);
            failWithoutProcess(StartFailure.of(e));
        } catch (RuntimeException | OutOfMemoryError e) {
            // The JDK also throws these when no more threads can be created; the process may exist then.
            runner.services().terminator().kill(ProcessServices.tree(request, ProcessId.NONE, this));
            fail(e instanceof OutOfMemoryError shortage ? StartFailure.of(shortage)
                    : new StartFailure(Reason.SPAWN_FAILED, String.valueOf(e.getMessage())));
        }
    }

    private Stdin input() {
        return launch.command().stdin().orElse(detachment.isDetached() ? Stdin.CLOSED : Stdin.OPEN);
    }

    private void childStarted(Process process, SpawnRequest request, PreparedCommand preparation) {
        // This comes first: until the pipes are taken over, output may be lost when the child exits.
        if (input() == Stdin.OPEN) {
            output.onQuestion(this::asks);
        }
        output.started(process);
        StartedChild started = new StartedChild(register(process, request), process.getOutputStream(), System.nanoTime());
        child = Optional.of(started);
        running = Optional.of(started.tree());
        SerialExecutor.contain(() -> listener.started(process.pid()));
        // This is a thread of the JDK, so it only enqueues the exit.
        process.onExit().thenRun(() -> {
            Instant time = Instant.now();
            Duration uptime = started.uptime();
            serial.execute(() -> rootEnded(started, exit(process.exitValue(), preparation, time, uptime)));
        });
    }

    /**
     * Registers the child for the case that this JVM dies: with the watchdog, or as a record for the next run if it is
     * detached.
     */
    private ProcessTree register(Process process, SpawnRequest request) {
        if (!detachment.isDetached()) {
            return runner.services().register(process, request, stop.signal(), this);
        }
        ProcessId root = runner.services().identify(process);
        detachment.started(root);
        watch(root);
        return ProcessServices.tree(request, root, this);
    }

    @Override
    public void adopt(DetachedRecord previous, ProcessId root) throws IOException {
        if (output instanceof FileCapture direct) {
            direct.attach(previous.output());
        }
        ProcessServices services = runner.services();
        Instant since = services.startOf(root);
        long age = Duration.between(since, Instant.now()).toNanos();
        StartedChild started = new StartedChild(new ProcessTree(detachment.marker(), root, Optional.empty(), this),
                OutputStream.nullOutputStream(), System.nanoTime() - age);
        child = Optional.of(started);
        running = Optional.of(started.tree());
        detachment.adopted(previous, stop.policy());
        runner.open();
        watch(root);
        LOG.infof("process '%s' is adopted from an earlier run of the application, with pid %d", launch.processId(),
                root.pid());
        SerialExecutor.contain(() -> listener.adopted(root.pid(), since));
        takeover.pollRoot(started, since);
    }

    @Override
    public boolean awaitsExit() {
        return !done && !exited;
    }

    @Override
    public void adoptedRootEnded(StartedChild adopted, Exit exit) {
        rootEnded(adopted, exit);
    }

    private Exit exit(int code, PreparedCommand preparation, Instant time, Duration uptime) {
        Optional<StartFailure> failure = StartChainErrors.of(code, preparation, output);
        repair = failure.map(some -> StartRepair.of(preparation));
        return failure.map(some -> Exits.notStarted(some.reason(), some.detail(), time))
                .orElseGet(() -> Exits.of(code, runner.services().platform().signalOf(code), time, uptime));
    }

    private void rootEnded(StartedChild ended, Exit exit) {
        runner.services().terminator().rootEnded(ended.tree(), leftovers -> serial.execute(() -> exited(exit, leftovers)));
    }

    private void exited(Exit exit, int leftovers) {
        exited = true;
        ending = Optional.of(exit);
        running = Optional.empty();
        SerialExecutor.contain(() -> TaskProduct.report(launch, listener));
        SerialExecutor.contain(() -> listener.exited(exit, leftovers));
        finish();
    }

    private void failWithoutProcess(StartFailure failure) {
        endWithoutProcess(notStarted(failure));
    }

    private void endWithoutProcess(Exit exit) {
        treeGone = true;
        end(exit);
    }

    private void fail(StartFailure failure) {
        end(notStarted(failure));
    }

    private Exit notStarted(StartFailure failure) {
        StartFailure named = wording.apply(failure);
        return Exits.notStarted(named.reason(), named.detail(), Instant.now());
    }

    private void end(Exit exit) {
        exited = true;
        SerialExecutor.contain(() -> listener.exited(exit, 0));
        finish();
    }

    @Override
    public void treeGone() {
        serial.execute(() -> {
            treeGone = true;
            finish();
        });
    }

    private void finish() {
        if (!exited || !treeGone || done) {
            return;
        }
        done = true;
        stop.cancel();
        afterOutput(() -> {
            if (aim == Aim.WATCH && ending.filter(PortReport::isPossible).isPresent()) {
                PortReport.of(launch, ending.get(), runner, ports).thenAccept(report -> serial.execute(() -> gone(report)));
            } else {
                gone(Optional.empty());
            }
        });
    }

    /** Runs the next step when the remaining output has been read. The mailbox does not wait: the log file may be slow. */
    private void afterOutput(Runnable step) {
        output.finish().thenRun(() -> serial.execute(step));
    }

    private void gone(Optional<ProcessRunner.TakenPort> report) {
        report.ifPresent(taken -> {
            if (taken.held()) {
                repair = Optional.of(() -> ports.isFree(taken.port().orElseThrow()));
            }
            SerialExecutor.contain(() -> listener.portTaken(taken));
        });
        detachment.ended();
        cgroup.ifPresent(runner.services().watchdog()::cgroupRemoved);
        SerialExecutor.contain(listener::gone);
        // This comes last, because nothing depends on it: until it is noted, the watchdog itself finds that the tree is empty.
        child.ifPresent(ended -> runner.services().watchdog().ended(ended.tree().root()));
        runner.ended(this);
    }

    @Override
    public void killing(List<String> left) {
        serial.execute(() -> SerialExecutor.contain(() -> listener.killing(left)));
    }

    private void asks(String line) {
        serial.execute(() -> {
            if (!exited && aim == Aim.WATCH) {
                SerialExecutor.contain(() -> listener.asks(line));
            }
        });
    }

    @Override
    public void notKilled(List<String> survivors) {
        serial.execute(() -> SerialExecutor.contain(() -> listener.notKilled(survivors)));
    }

    @Override
    public void terminate(Duration grace) {
        if (aim == Aim.WATCH) {
            aim = Aim.STOP;
        }
        long deadline = System.nanoTime() + TimeUnit.NANOSECONDS.convert(grace);
        serial.execute(() -> requestStop(deadline));
    }

    private void requestStop(long deadlineNanos) {
        preStart.ifPresent(PreStart::stop);
        if (!done) {
            child.ifPresent(started -> stop.request(started, !exited, deadlineNanos));
        }
    }

    @Override
    public CompletionStage<Void> signal(String name) {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        serial.execute(() -> {
            try {
                if (exited || child.isEmpty()) {
                    throw RootSignal.notAlive(launch.processId());
                }
                RootSignal.send(name, launch.processId(), child.get().tree().root(), runner.services());
                sent.complete(null);
            } catch (ProcessException e) {
                sent.completeExceptionally(e);
            }
        });
        return sent;
    }

    @Override
    public void kill() {
        aim = Aim.KILL;
        serial.execute(() -> {
            stop.cancel();
            takeover.kill();
            preStart.ifPresent(PreStart::kill);
            if (!done) {
                child.ifPresent(running -> runner.services().terminator().kill(running.tree()));
            }
        });
    }

    /** At the end of the runner: a detached process that is not being stopped keeps running, every other process is killed. */
    void detachOrKill() {
        serial.execute(() -> {
            if (detachment.isDetached() && aim == Aim.WATCH && child.isPresent() && !exited) {
                done = true;
                output.release();
                runner.ended(this);
            } else {
                kill();
            }
        });
    }

    /** The process tree after the start. Called from any thread. */
    Optional<ProcessTree> tree() {
        return child.map(StartedChild::tree);
    }

    @Override
    public CompletionStage<Optional<String>> portConflict(List<PortClaim> claims) {
        return ports.whileRunning(claims, this::runningTree);
    }

    /** The process tree while the root is alive. Called from any thread. */
    Optional<ProcessTree> runningTree() {
        return running;
    }

    /** A measurement of this process; empty if its root has exited meanwhile. Called from any thread. */
    Optional<ProcessRunner.Measurement> measured(UsageChange usage) {
        return running.isEmpty() ? Optional.empty()
                : child.map(started -> new ProcessRunner.Measurement(launch.processId(), launch.incarnation(),
                        usage.metrics(started.uptime())));
    }

    String processId() {
        return launch.processId();
    }

    @Override
    public void stopPolicy(StopPolicy newPolicy) {
        serial.execute(() -> {
            stop.policy(newPolicy);
            if (!done) {
                detachment.policy(newPolicy);
                child.ifPresent(running -> watch(running.tree().root()));
            }
        });
    }

    /** Lets the watchdog stop the process when the JVM dies. */
    private void watch(ProcessId root) {
        if (runner.isWatched(launch.execution())) {
            runner.services().watchdog().started(root, stop.signal());
        }
    }

    @Override
    public CompletionStage<Void> startable() {
        CompletableFuture<Void> startable = new CompletableFuture<>();
        serial.execute(() -> repair.ifPresent(some -> runner.repairs().await(some, startable)));
        return startable;
    }

    @Override
    public CompletionStage<String> firstLine(String regex) {
        return output.firstLine(regex);
    }

    @Override
    public CompletionStage<CommandResult> run(List<String> words, Duration timeout) {
        return runner.checks().run(launch.processId(),
                runner.services().spawner().request(words, launch), timeout);
    }
}
