package io.quarkiverse.processmanager.runtime.process;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.processmanager.Execution.Isolation;
import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.StopPolicy;
import io.quarkiverse.processmanager.runtime.process.ProcessTree.Aim;

/**
 * One start of one process. Everything about it happens in its mailbox, one thing after the other, so its listener hears of
 * each
 * step in order and once.
 */
final class OsProcess implements RunningProcess, ProcessTree.Observer {

    private final ProcessRunner.Launch launch;
    private final ProcessRunner.Listener listener;
    private final RunOutput output;
    private final OsProcessRunner runner;
    private final Mailbox mailbox;
    private StopPolicy policy;
    private volatile Aim aim = Aim.WATCH;
    private Optional<Cgroup> cgroup = Optional.empty();
    private Optional<Child> child = Optional.empty();
    private Optional<CompletableFuture<Integer>> stopCommand = Optional.empty();
    private boolean asked;
    private boolean exited;
    private boolean treeGone;
    private boolean done;

    OsProcess(ProcessRunner.Launch launch, ProcessRunner.Listener listener, RunOutput output, OsProcessRunner runner) {
        this.launch = launch;
        this.listener = listener;
        this.output = output;
        this.runner = runner;
        this.mailbox = new Mailbox(runner.machine().pool());
        this.policy = launch.stop();
    }

    void start() {
        mailbox.execute(this::spawn);
    }

    private void spawn() {
        if (aim != Aim.WATCH) {
            failed(new StartFailure(Reason.OVERTAKEN, "it was stopped before it was started"));
            return;
        }
        runner.open();
        Spawner spawner = runner.machine().spawner();
        Spawner.Order order = spawner.order(launch.command(), launch.port());
        Optional<StartFailure> failure = spawner.check(order);
        if (failure.isPresent()) {
            failed(failure.get());
            return;
        }
        try {
            spawn(confine(order));
        } catch (CgroupHome.NotAvailable e) {
            failed(e.asFailure());
        }
    }

    private Spawner.Order confine(Spawner.Order order) throws CgroupHome.NotAvailable {
        if (launch.execution().isolation() != Isolation.CGROUP) {
            return order;
        }
        Cgroup group = runner.machine().confine(order);
        cgroup = Optional.of(group);
        return order.confinedTo(group);
    }

    private void spawn(Spawner.Order order) {
        try {
            adopt(runner.machine().spawner().spawn(order, output.redirection()), order);
        } catch (IOException e) {
            cgroup.ifPresent(Cgroup::remove);
            failed(StartFailure.of(e));
        } catch (RuntimeException | OutOfMemoryError e) {
            // The JDK says so too when there are no more threads; the process may exist then.
            runner.machine().reaper().kill(new ProcessTree(order, ProcessIdentity.NONE, this));
            notStarted(new StartFailure(e instanceof OutOfMemoryError ? Reason.EAGAIN : Reason.SPAWN_FAILED, e.getMessage()));
        }
    }

    private void adopt(Process process, Spawner.Order order) {
        Machine machine = runner.machine();
        // First of all: until then the output may be lost when the child ends.
        output.started(process);
        Child started = new Child(process, machine.adopt(process, order, signal(), this), System.nanoTime());
        child = Optional.of(started);
        Mailbox.contain(() -> listener.started(process.pid()));
        // The thread of the JDK that reports the end belongs to nobody; it only passes it on.
        process.onExit().thenRun(() -> {
            Instant time = Instant.now();
            Duration uptime = Duration.ofNanos(System.nanoTime() - started.startedNanos());
            mailbox.execute(() -> rootEnded(started, time, uptime));
        });
    }

    private void rootEnded(Child ended, Instant time, Duration uptime) {
        int code = ended.process().exitValue();
        Exit exit = NeverExecuted.of(code, launch.command(), output)
                .map(failure -> Exit.notStarted(failure.reason(), failure.detail(), time))
                .orElseGet(() -> Exit.of(code, SignalNames.ofExitCode(code), time, uptime));
        runner.machine().reaper().rootEnded(ended.tree(), leftovers -> mailbox.execute(() -> exited(exit, leftovers)));
    }

    private void exited(Exit exit, int leftovers) {
        exited = true;
        Mailbox.contain(() -> listener.exited(exit, leftovers));
        finish();
    }

    private void failed(StartFailure failure) {
        treeGone = true;
        notStarted(failure);
    }

    private void notStarted(StartFailure failure) {
        exited = true;
        Mailbox.contain(() -> listener.exited(Exit.notStarted(failure.reason(), failure.detail(), Instant.now()), 0));
        finish();
    }

    @Override
    public void treeGone() {
        mailbox.execute(() -> {
            treeGone = true;
            finish();
        });
    }

    private void finish() {
        if (!exited || !treeGone || done) {
            return;
        }
        done = true;
        stopCommand.ifPresent(command -> command.cancel(false));
        output.finish();
        child.ifPresent(ended -> runner.machine().guard().ended(ended.tree().root()));
        cgroup.ifPresent(runner.machine().guard()::released);
        Mailbox.contain(listener::gone);
        runner.ended(this);
    }

    @Override
    public void notKilled(List<String> survivors) {
        mailbox.execute(() -> Mailbox.contain(() -> listener.notKilled(survivors)));
    }

    @Override
    public void terminate() {
        if (aim == Aim.WATCH) {
            aim = Aim.ASK;
        }
        mailbox.execute(this::ask);
    }

    private void ask() {
        if (asked || done || child.isEmpty()) {
            return;
        }
        asked = true;
        if (policy.command().isEmpty() || exited) {
            signalTree();
            return;
        }
        Spawner.Order order = runner.machine().spawner().order(policy.command(), launch.command(), launch.port());
        CompletableFuture<Integer> command = runner.stopCommands().run(launch.processId(), order, policy.timeout());
        stopCommand = Optional.of(command);
        command.whenComplete((code, error) -> mailbox.execute(this::signalTree));
    }

    private void signalTree() {
        if (!treeGone && aim == Aim.ASK) {
            child.ifPresent(running -> runner.machine().reaper().ask(running.tree(), signal()));
        }
    }

    private String signal() {
        return SignalNames.forShell(policy.signal());
    }

    @Override
    public void kill() {
        aim = Aim.KILL;
        mailbox.execute(() -> {
            stopCommand.ifPresent(command -> command.cancel(false));
            if (!done) {
                child.ifPresent(running -> runner.machine().reaper().kill(running.tree()));
            }
        });
    }

    @Override
    public void stopPolicy(StopPolicy newPolicy) {
        mailbox.execute(() -> {
            policy = newPolicy;
            if (!done) {
                child.ifPresent(running -> runner.machine().guard().started(running.tree().root(), signal()));
            }
        });
    }

    @Override
    public CompletionStage<String> firstLine(String regex) {
        return output.firstLine(regex);
    }

    @Override
    public CompletionStage<Integer> run(List<String> words, Duration timeout) {
        return runner.checks().run(launch.processId(),
                runner.machine().spawner().order(words, launch.command(), launch.port()), timeout);
    }

    /** What there is once it has been started. */
    private record Child(Process process, ProcessTree tree, long startedNanos) {
    }
}
