package io.quarkiverse.processmanager.runtime.process.assembly;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.StopPolicy;
import io.quarkiverse.processmanager.TerminalSize;
import io.quarkiverse.processmanager.probe.CommandResult;
import io.quarkiverse.processmanager.runtime.definition.listen.PortClaim;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.RunningProcess;
import io.quarkiverse.processmanager.runtime.process.detached.DetachedStart;
import io.quarkiverse.processmanager.runtime.process.listening.PortGuard;
import io.quarkiverse.processmanager.runtime.process.notice.AppearedFile;
import io.quarkiverse.processmanager.runtime.process.notice.NoticeChannel;
import io.quarkiverse.processmanager.runtime.process.output.OutputCapture;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartRepair;
import io.quarkiverse.processmanager.runtime.process.threads.Owner;
import io.quarkiverse.processmanager.runtime.process.threads.SerialExecutor;
import io.quarkiverse.processmanager.runtime.process.tree.ProcessTree;
import io.quarkiverse.processmanager.runtime.process.tree.ProcessTree.Aim;
import io.quarkiverse.processmanager.runtime.process.usage.UsageChange;
import io.quarkiverse.processmanager.runtime.time.Durations;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/**
 * One start of one process: {@link StartSequence} until the root is spawned, {@link StopSequence} when a stop is requested,
 * {@link ProcessEnd} from the exit of the root on. Every step runs on the thread of the owner, one after the other, so the listener
 * receives each event once and in order.
 */
final class OsProcess implements RunningProcess, StartSequence.Listener {

    private final StartScope scope;
    private final ProcessRunner.Listener listener;
    private final Owner owner;
    private final StartSequence start;
    private final StopSequence stop;
    private final ProcessEnd end;
    private volatile Aim aim = Aim.WATCH;
    /** When the caller of the stop kills the tree, in the time of {@link SystemClock#nanos()}. */
    private OptionalLong stopDeadlineNanos = OptionalLong.empty();
    private volatile Optional<StartedChild> child = Optional.empty();
    private volatile Optional<ProcessTree> running = Optional.empty();
    private final SharedEnd use;

    OsProcess(ProcessRunner.Launch launch, ProcessRunner.Listener listener, OutputCapture output, OsProcessRunner runner) {
        this.listener = listener;
        NoticeChannel notices = new NoticeChannel(launch.notice(), this::reports);
        this.scope = new StartScope(launch, runner, new DetachedStart(launch, runner.detached()),
                new PortGuard(runner.listening(), launch.processId()), runner.dataClaim(launch), notices, () -> aim);
        this.owner = scope.owner();
        this.stop = new StopSequence(launch, runner);
        this.start = new StartSequence(scope, stop, output, this);
        this.use = new SharedEnd(scope);
        this.end = new ProcessEnd(scope, listener, start, stop, this::released);
    }

    void start() {
        start.begin();
    }

    @Override
    public void started(SpawnedRoot root) {
        alive(root.child());
        scope.services().terminator().started(root.child().tree());
        SerialExecutor.contain(() -> listener.started(root.process().pid()));
        root.process().onExit().thenRun(() -> {
            running = Optional.empty();
            Instant time = SystemClock.wallTime();
            Duration uptime = root.child().uptime();
            owner.execute(() -> {
                if (!end.isExited()) {
                    use.processEnded();
                    end.rootExited(root, time, uptime);
                }
            });
        });
        watchLock();
        applyRequests();
    }

    @Override
    public void adopted(StartedChild adopted, Instant since) {
        alive(adopted);
        SerialExecutor.contain(() -> listener.adopted(adopted.tree().root().pid(), since));
        new AdoptedRoot(scope.services(), adopted.tree().root(), since).poll(() -> !end.isDone() && !end.isExited(), exit -> {
            running = Optional.empty();
            use.processEnded();
            end.rootExited(adopted, exit);
        });
        watchLock();
        applyRequests();
    }

    @Override
    public void remembered(Exit success) {
        SerialExecutor.contain(() -> listener.remembered(success));
    }

    @Override
    public void succeeded(Exit exit) {
        if (scope.launch().inputs().isPresent()) {
            scope.services().pool().execute(() -> scope.runner().runs().succeeded(scope.launch(), exit));
        }
    }

    private void watchLock() {
        if (scope.data().isShared()) {
            use.watchLock();
        }
    }

    /** Ends the use of a shared process, and stops it unless another application uses it. */
    private void endUse() {
        if (child.isPresent()) {
            use.end(this::applyAim, exit -> {
                running = Optional.empty();
                if (!end.isExited()) {
                    end.notStarted(exit, Optional.empty(), true);
                }
            });
        }
    }

    /** The request may have become a kill while the claims of other applications were read. */
    private void applyAim() {
        if (aim == Aim.KILL) {
            killNow();
        } else {
            stopDeadlineNanos.ifPresent(this::requestStopNow);
        }
    }

    private void alive(StartedChild started) {
        running = Optional.of(started.tree());
        child = Optional.of(started);
    }

    /** Does what was requested while the start went on. */
    private void applyRequests() {
        StopPolicy asked = scope.launch().stop();
        if (stop.policy() != asked && !stop.policy().equals(asked)) {
            applyStopPolicy();
        }
        if (aim == Aim.KILL) {
            killTree();
        } else {
            stopDeadlineNanos.ifPresent(this::requestStop);
        }
    }

    @Override
    public void failed(Exit exit, Optional<StartRepair> repair, boolean treeGone) {
        end.notStarted(exit, repair, treeGone);
    }

    @Override
    public void treeGone() {
        end.treeGone();
    }

    @Override
    public void killing(List<String> left) {
        SerialExecutor.contain(() -> listener.killing(left));
    }

    @Override
    public void notKilled(List<String> survivors) {
        SerialExecutor.contain(() -> listener.notKilled(survivors));
    }

    /** The process reports its status. Called on the event loop. */
    private void reports(String status) {
        scope.owner().execute(() -> {
            if (!end.isExited()) {
                SerialExecutor.contain(() -> listener.reports(status));
            }
        });
    }

    @Override
    public CompletionStage<String> notified() {
        return scope.notices().ready();
    }

    @Override
    public Optional<Duration> sinceKeepAlive() {
        return scope.notices().sinceKeepAlive();
    }

    @Override
    public CompletionStage<Boolean> appeared(Path file) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        scope.services().pool().execute(() -> answer.complete(AppearedFile.isNew(file, scope.launch().command().directory(),
                child.map(StartedChild::start))));
        return answer;
    }

    @Override
    public void asks(String line) {
        owner.execute(() -> {
            if (!end.isExited() && aim == Aim.WATCH) {
                SerialExecutor.contain(() -> listener.asks(line));
            }
        });
    }

    @Override
    public void terminate(Duration grace) {
        if (aim == Aim.WATCH) {
            aim = Aim.STOP;
        }
        long deadline = SystemClock.nanos() + Durations.nanos(grace);
        owner.execute(() -> {
            if (stopDeadlineNanos.isEmpty() || deadline - stopDeadlineNanos.getAsLong() < 0) {
                stopDeadlineNanos = OptionalLong.of(deadline);
            }
            start.stop();
            requestStop(deadline);
        });
    }

    private void requestStop(long deadlineNanos) {
        if (scope.data().isShared()) {
            endUse();
        } else {
            requestStopNow(deadlineNanos);
        }
    }

    private void requestStopNow(long deadlineNanos) {
        if (!end.isDone()) {
            Optional<StartedChild> started = child;
            // No lambda: the first stop of a JVM would wait until it is linked.
            if (started.isPresent()) {
                stop.request(started.get(), !end.isExited(), deadlineNanos);
            }
        }
    }

    @Override
    public CompletionStage<Void> signal(String name) {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        owner.execute(() -> RootSignal.send(name, scope, child.filter(root -> !end.isExited()), sent));
        return sent;
    }

    @Override
    public CompletionStage<Void> send(String text) {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        owner.execute(() -> RootInput.send(text, scope, child.filter(root -> !end.isExited()), sent));
        return sent;
    }

    @Override
    public void resize(TerminalSize size) {
        owner.execute(() -> child.filter(root -> !end.isExited()).ifPresent(root -> RootInput.resize(size, root)));
    }

    @Override
    public void kill() {
        aim = Aim.KILL;
        owner.execute(this::killTree);
    }

    private void killTree() {
        stop.cancel();
        start.kill();
        if (scope.data().isShared()) {
            endUse();
        } else {
            killNow();
        }
    }

    private void killNow() {
        if (!end.isDone()) {
            child.ifPresent(started -> scope.services().terminator().kill(started.tree()));
        }
    }

    /** At the end of the runner: a detached process that is not being stopped keeps running, every other process is killed. */
    void detachOrKill() {
        owner.execute(() -> {
            if (scope.detachment().isDetached() && aim == Aim.WATCH && child.isPresent() && !end.isExited()) {
                end.abandon();
                scope.runner().living().remove(this);
            } else {
                kill();
            }
        });
    }

    /** The process tree after the start. Called from any thread. */
    Optional<ProcessTree> tree() {
        return child.map(StartedChild::tree);
    }

    /** The process tree while the root is alive. Called from any thread. */
    Optional<ProcessTree> runningTree() {
        return running;
    }

    @Override
    public boolean hasExited() {
        return child.isPresent() && running.isEmpty();
    }

    @Override
    public CompletionStage<PortHolders> portHolders(List<PortClaim> claims) {
        return scope.ports().whileRunning(claims, this::runningTree);
    }

    @Override
    public CompletionStage<Void> listens(int port) {
        return scope.ports().listens(port);
    }

    @Override
    public CompletionStage<Set<Integer>> listeningPorts() {
        return scope.ports().ofTree(this::runningTree);
    }

    /** A measurement of this process; empty if its root has exited meanwhile. Called from any thread. */
    Optional<ProcessRunner.Measurement> measured(UsageChange usage) {
        return running.isEmpty() ? Optional.empty()
                : child.map(started -> new ProcessRunner.Measurement(processId(), scope.launch().incarnation(),
                        usage.metrics(started.uptime())));
    }

    String processId() {
        return scope.launch().processId();
    }

    @Override
    public void stopPolicy(StopPolicy newPolicy) {
        owner.execute(() -> {
            stop.policy(newPolicy);
            applyStopPolicy();
        });
    }

    private void applyStopPolicy() {
        if (child.isPresent() && !end.isDone()) {
            scope.detachment().policy(stop.policy());
            scope.watch(child.get().tree().root(), stop.signal());
        }
    }

    @Override
    public CompletionStage<Void> startable() {
        CompletableFuture<Void> startable = new CompletableFuture<>();
        owner.execute(() -> end.repair().ifPresent(some -> scope.runner().side().repairs().await(some, startable)));
        return startable;
    }

    @Override
    public CompletionStage<String> firstLine(String regex) {
        return start.output().firstLine(regex);
    }

    @Override
    public CompletionStage<CommandResult> run(List<String> words, Duration timeout) {
        return scope.runner().side().checks().run(processId(), scope.services().spawner().request(words, scope.launch()),
                timeout);
    }

    /** The watchdog receives the end last, because nothing depends on it: until then it finds that the tree is empty. */
    private void released() {
        scope.notices().close();
        Optional<StartedChild> started = child;
        if (started.isPresent()) {
            scope.services().unregister(started.get().tree().root());
        }
        scope.unwatch();
        scope.runner().living().remove(this);
    }
}
