package io.quarkiverse.processmanager.runtime.process.assembly;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import io.quarkiverse.processmanager.Execution;
import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.LogPolicy;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.definition.LogFileSettings;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.definition.NativeWay;
import io.quarkiverse.processmanager.runtime.definition.listen.PortClaim;
import io.quarkiverse.processmanager.runtime.process.LineLog;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.RunningCommand;
import io.quarkiverse.processmanager.runtime.process.RunningProcess;
import io.quarkiverse.processmanager.runtime.process.data.DataClaim;
import io.quarkiverse.processmanager.runtime.process.data.SharedUse;
import io.quarkiverse.processmanager.runtime.process.detached.DetachedProcesses;
import io.quarkiverse.processmanager.runtime.process.listening.ListeningScope;
import io.quarkiverse.processmanager.runtime.process.listening.ListeningWatch;
import io.quarkiverse.processmanager.runtime.process.listening.PortGuard;
import io.quarkiverse.processmanager.runtime.process.output.OutputCapture;
import io.quarkiverse.processmanager.runtime.process.output.OutputStore;
import io.quarkiverse.processmanager.runtime.process.output.file.OutputFiles;
import io.quarkiverse.processmanager.runtime.process.platform.Platform;
import io.quarkiverse.processmanager.runtime.process.runs.RunMemory;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartFailure;
import io.quarkiverse.processmanager.runtime.process.table.ListeningPorts;
import io.quarkiverse.processmanager.runtime.process.threads.EngineExecutors;
import io.quarkiverse.processmanager.runtime.process.tree.ProcessTree;
import io.quarkiverse.processmanager.runtime.process.usage.UsageSampler;

/**
 * Runs processes of the operating system. Each engine has one runner; it has no thread, file or helper process until the first
 * start. Safe for use by several threads.
 */
public final class OsProcessRunner implements ProcessRunner {

    private static final long KILL_SECONDS = 10;
    private static final long REMAINING_LINES_MILLIS = 500;
    private static final long THREADS_MILLIS = 2_000;

    private final Platform platform;
    private final ProcessServices services;
    private final SideWork side;
    private final OutputStore outputs;
    private final DetachedProcesses detached;
    private volatile boolean detachedEndWithJvm;
    private final UsageSampler measurements;
    private final LivingProcesses living = new LivingProcesses();
    private final ListeningScope listening;
    private final UndeclaredProcesses undeclared;
    private final RunMemory runs = new RunMemory();
    private final AtomicBoolean opened = new AtomicBoolean();

    private OsProcessRunner(Platform platform, ProcessServices services, OutputFiles files, DetachedProcesses detached) {
        this.platform = platform;
        this.services = services;
        this.outputs = new OutputStore(services.executors(), services::openPipe, files);
        this.detached = detached;
        this.undeclared = new UndeclaredProcesses(this, detached, living);
        this.side = SideWork.create(services);
        ListeningPorts ports = services.ports();
        this.listening = new ListeningScope(platform, ports, new ListeningWatch(ports, services.owner()), services.jvm(),
                services.executors(),
                services.terminator(), living::trees);
        this.measurements = new UsageSampler(services.terminator()::members, services.pool(), platform.usage());
    }

    /** A runner that keeps its state in the directory that the operating system reserves for such files of this user. */
    public static OsProcessRunner forThisMachine() {
        Platform platform = Platform.ofThisMachine();
        return create(platform, platform.stateDirectory(), platform.detachedDirectory(), UnaryOperator.identity());
    }

    /**
     * A runner that keeps its state in the given directory. The directory is created if it does not exist and must belong to
     * this user alone.
     */
    public static OsProcessRunner create(Path stateDirectory) {
        return create(Platform.ofThisMachine(), stateDirectory);
    }

    static OsProcessRunner create(Platform platform, Path stateDirectory) {
        return create(platform, stateDirectory, UnaryOperator.identity());
    }

    /** @param around changes the threads of the runner */
    static OsProcessRunner create(Platform platform, Path stateDirectory, UnaryOperator<EngineExecutors> around) {
        return create(platform, stateDirectory, stateDirectory, around);
    }

    private static OsProcessRunner create(Platform platform, Path stateDirectory, Path detachedDirectory,
            UnaryOperator<EngineExecutors> around) {
        return new OsProcessRunner(platform, ProcessServices.create(platform, stateDirectory, around),
                new OutputFiles(stateDirectory, platform.table()),
                new DetachedProcesses(detachedDirectory, platform.table()));
    }

    @Override
    public RunningProcess start(Launch request, Listener listener) {
        Launch launch = request.with(logPolicy(request));
        OsProcess process = new OsProcess(launch, listener, outputs.next(launch), this);
        Optional<StartFailure> refusal = platform.refuse(launch.execution());
        if (refusal.isPresent()) {
            RefusedStart.report(refusal.get(), listener);
        } else if (living.add(process)) {
            begin(process);
        } else {
            RefusedStart.report(new StartFailure(Reason.CLOSED, "the process manager is not running any more"), listener);
        }
        return process;
    }

    /** The end of the runner does not wait for a process whose start throws, as without a thread. */
    private void begin(OsProcess process) {
        boolean begun = false;
        try {
            process.start();
            begun = true;
        } finally {
            if (!begun) {
                living.remove(process);
            }
        }
    }

    /** Gives a process without a log file that outlives the JVM one: the file of other processes is deleted with the JVM. */
    private LogPolicy logPolicy(Launch launch) {
        Optional<Path> shared = launch.data().filter(place -> place.use() == DataPlace.Use.SHARED)
                .map(place -> SharedUse.output(place.directory()));
        if (shared.isPresent()) {
            LogSettings direct = LogSettings.of(launch.log()).withCapture(LogPolicy.Capture.DIRECT);
            return direct.file().isPresent() ? direct : direct.withFile(LogFileSettings.of(shared.get()));
        }
        LogSettings policy = LogSettings.under(launch.execution(), launch.log());
        return !launch.execution().detached() || policy.file().isPresent() ? policy
                : policy.withFile(LogFileSettings.of(detached.logFile(launch.processId())));
    }

    @Override
    public void expectStart() {
        services.pool().execute(() -> {
            try {
                open();
            } catch (RuntimeException | Error e) {
                // The first start tries again, and reports the cause.
            }
        });
    }

    /** Starts the watchdog and the thread of the owner, which only a runner with processes needs. */
    void open() {
        if (!opened.getAndSet(true)) {
            // JNA is loaded while the shell of the watchdog starts.
            services.pool().execute(services.spawner().way()::access);
        }
        services.open();
    }

    @Override
    public void inherit(String application, Set<String> processIds) {
        detached.application(application);
        undeclared.stop(processIds);
    }

    @Override
    public void endDetachedWithJvm() {
        detachedEndWithJvm = true;
    }

    @Override
    public void rehearse() {
        services.rehearseStop();
        prepareStop();
        together(() -> {
            // No request.
        });
        services.rehearseStart();
    }

    @Override
    public CompletionStage<RunningProcess.PortHolders> rehearsePortHolders(List<PortClaim> claims) {
        // Elsewhere the question may connect to the port, or run a program.
        return services.spawner().way().decided().isPresent()
                ? PortGuard.imaginary(listening).whileRunning(claims, () -> living.trees().keySet().stream().findAny())
                : ProcessRunner.super.rehearsePortHolders(claims);
    }

    @Override
    public void prepareStop() {
        Set<ProcessTree> trees = living.trees().keySet();
        if (!trees.isEmpty()) {
            services.terminator().members(trees, found -> {
                // The terminator remembers them.
            }, () -> {
                // The stop scans again.
            });
        }
    }

    @Override
    public void together(Runnable requests) {
        services.owner().together(() -> services.terminator().together(requests));
    }

    @Override
    public void nativeWay(NativeWay way) {
        services.spawner().way().off(way == NativeWay.OFF);
    }

    @Override
    public String startMethod() {
        return services.spawner().way().describe()
                + side.groups().obstacle().map(why -> "; isolation=auto has no control group, because " + why).orElse("");
    }

    /** Whether the watchdog is responsible for a process with these settings. */
    boolean isWatched(Execution execution) {
        return detachedEndWithJvm || !execution.detached();
    }

    DetachedProcesses detached() {
        return detached;
    }

    public ProcessServices services() {
        return services;
    }

    /** The output of the command of a process, after that of its pre-start command. */
    OutputCapture nextOutput(Launch launch) {
        return outputs.again(launch);
    }

    SideWork side() {
        return side;
    }

    /** What the port guards of the processes share. */
    ListeningScope listening() {
        return listening;
    }

    /** The successful runs of tasks. */
    RunMemory runs() {
        return runs;
    }

    @Override
    public RunningCommand run(RunningCommand.Order order) {
        return UserCommand.run(order, outputs.command(order), this);
    }

    @Override
    public void rememberRuns(Path directory) {
        runs.in(directory);
    }

    DataClaim dataClaim(Launch launch) {
        return new DataClaim(launch, platform, services.jvm(), services.executors());
    }

    LivingProcesses living() {
        return living;
    }

    @Override
    public List<LogLine> logs(String processId, int count) {
        return outputs.last(processId, count);
    }

    @Override
    public void measure(Set<String> processIds, Consumer<List<Measurement>> result) {
        living.measure(processIds, measurements, result);
    }

    @Override
    public void logPolicy(String processId, LogPolicy policy) {
        outputs.policy(processId, policy);
    }

    @Override
    public Optional<String> fileProblem(String processId) {
        return outputs.fileProblem(processId);
    }

    @Override
    public long missingInFile(String processId) {
        return outputs.missingInFile(processId);
    }

    /** The number of lines of a process that have become text. For tests. */
    public long decodedLines(String processId) {
        return outputs.decodedLines(processId);
    }

    @Override
    public void forget(String processId) {
        outputs.remove(processId);
        services.spawner().forget(processId);
        detached.deleteOutput(processId);
    }

    @Override
    public void outputTo(LineLog log) {
        outputs.log(log);
    }

    @Override
    public LineFeed follow(Predicate<String> processes, boolean history, Runnable news) {
        return outputs.follow(processes, history, news);
    }

    @Override
    public Feed<byte[]> terminal(String processId, Runnable news) {
        return outputs.followScreen(processId, news);
    }

    @Override
    public void close() {
        living.close();
        try {
            shutDown();
        } catch (InterruptedException e) {
            // The watchdog does the rest when this JVM dies or when it closes the watchdog without confirming that all trees
            // are gone.
            services.watchdog().close(false);
            Thread.currentThread().interrupt();
        }
    }

    private void shutDown() throws InterruptedException {
        living.detachOrKill();
        side.close();
        boolean allGone = living.awaitAllGone(KILL_SECONDS);
        outputs.close(REMAINING_LINES_MILLIS);
        services.close(THREADS_MILLIS);
        detached.close();
        if (allGone && detachedEndWithJvm) {
            services.watchdog().release();
        } else {
            services.watchdog().close(allGone);
        }
    }
}
