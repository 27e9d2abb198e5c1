package io.quarkiverse.processmanager.runtime.process.spawn;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.Execution;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.Stdin;
import io.quarkiverse.processmanager.runtime.definition.ExecutionSettings;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.libc.NativeAccess;
import io.quarkiverse.processmanager.runtime.process.spawn.checks.ProgramLookup;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartRefusedException;
import io.quarkiverse.processmanager.runtime.process.spawn.tools.SerialStarts;
import io.quarkiverse.processmanager.runtime.process.spawn.tools.SpareDescriptors;
import io.quarkiverse.processmanager.runtime.process.table.Marker;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;
import io.quarkiverse.processmanager.runtime.time.Durations;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/** Spawns children, each in a session of its own and with the marker of its tree. Safe for use by several threads. */
public final class Spawner {

    private static final Logger LOG = Logger.getLogger(Spawner.class);
    private static final int REHEARSALS = 200;
    /** The rehearsal takes 20 ms. The directories of the PATH can be slow. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** The first two of them check the program, the others only whether it is the same file. */
    private static final int STARTS_OF_A_PROCESS = 4;

    private final StartChain chain;
    private final ProgramLookup programs;
    private final RunnerId jvm;
    private final StartWay way;
    private final AtomicLong numbers = new AtomicLong();
    private final ProvenCommands proven = new ProvenCommands();

    public Spawner(SessionStarter session, ProgramLookup programs, RunnerId jvm, StartWay way) {
        this.chain = new StartChain(session);
        this.programs = programs;
        this.jvm = jvm;
        this.way = way;
    }

    /** The request for the command of a process. */
    public SpawnRequest request(ProcessRunner.Launch launch) {
        List<String> words = launch.command().words();
        return new SpawnRequest(launch, launch.command().shell() ? programs.shell(words) : words, launch.execution(),
                nextMarker(launch), Optional.empty(), Wiring.terminal(launch.command().terminal()));
    }

    /**
     * The request for another command beside a process, such as a check. The command runs in the directory of the process, with
     * its environment and as the same user, because it works on the files of the process. Limits and priority do not apply: a
     * check must also answer when the process has reached a limit.
     */
    public SpawnRequest request(List<String> words, ProcessRunner.Launch launch) {
        Execution execution = new ExecutionSettings(launch.execution().user(), launch.execution().group(),
                launch.execution().umask(), OptionalInt.empty(), Map.of(), Execution.Isolation.SESSION, false);
        return new SpawnRequest(launch, words, execution, nextMarker(launch), Optional.empty(), Wiring.NONE);
    }

    /**
     * The request for the command that runs before a process starts: as the same user, with the same limits and priority. The
     * members of its tree are found by session, also where the process itself has a control group or outlives this JVM.
     */
    public SpawnRequest preStart(ProcessRunner.Launch launch) {
        Execution own = launch.execution();
        Execution execution = new ExecutionSettings(own.user(), own.group(), own.umask(), own.nice(), own.ulimits(),
                Execution.Isolation.SESSION, false);
        return new SpawnRequest(launch, launch.preStart(), execution, nextMarker(launch), Optional.empty(), Wiring.NONE);
    }

    private Marker nextMarker(ProcessRunner.Launch launch) {
        return Marker.of(jvm, numbers.incrementAndGet(), launch.processId());
    }

    /**
     * Finds everything that a request needs, and checks it, unless it has been proven.
     *
     * @throws StartRefusedException if the start would fail
     */
    public PreparedCommand prepare(SpawnRequest request) throws IOException {
        // The JDK reaps a detached process also after the end of the runner.
        boolean direct = !request.execution().detached() && way.access().isPresent();
        if (request.wiring().terminal().isPresent() && !direct) {
            throw needsNativeWay("tty=true");
        }
        return PreparedCommand.of(request, chain, programs, direct, direct && proven.contains(request));
    }

    /**
     * Does what precedes the execution of a program 200 times, and starts nothing. So this code is compiled when a process is
     * replaced: the JVM interprets a method until it has run 200 times. Does nothing unless processes are started in the native way.
     *
     * @return how often that has succeeded; less than 200 times if the JVM lacks files or time, or the runner is closed meanwhile
     */
    public int rehearse(ProcessRunner.Launch imaginary) {
        Optional<NativeAccess> access = way.decided();
        long untilNanos = SystemClock.nanos() + Durations.nanos(PATIENCE);
        int done = 0;
        try {
            for (; access.isPresent() && done < REHEARSALS && SystemClock.nanos() - untilNanos < 0; done++) {
                if (done % STARTS_OF_A_PROCESS == 0) {
                    forget(imaginary.processId());
                }
                SpawnRequest request = request(imaginary);
                PreparedCommand command = prepare(request);
                DirectStart.rehearse(access.get(), command, command.words(), Stdin.OPEN, Redirection.TWO_PIPES);
                started(request, command);
            }
        } catch (IOException e) {
            // Such as too many open files. Only the first replacements are slower.
            LOG.debug("cannot rehearse a start", e);
        }
        forget(imaginary.processId());
        return done;
    }

    /** The command of a process runs: its next start needs no check if nothing changes. */
    public void started(SpawnRequest request, PreparedCommand command) {
        proven.started(request, command);
    }

    /** The system has refused a command, so that its next start is checked. */
    public void refused(SpawnRequest request) {
        proven.forget(request.launch().processId());
    }

    /** A process is no longer declared. */
    public void forget(String processId) {
        proven.forget(processId);
    }

    /** The refusal of a start that needs the native way. */
    public StartRefusedException needsNativeWay(String setting) {
        if (way.mayComeLater()) {
            return new StartRefusedException(Reason.OUT_OF_RESOURCES,
                    setting + " needs the native way of Linux, but processes are started " + way.describe());
        }
        return new StartRefusedException(Reason.INVALID, setting + " needs the native way of Linux, but processes are started "
                + way.describe() + "; remove " + setting.replaceFirst("=.*", ""));
    }

    /** Spawns a command. With an open input the caller closes the stream of the process. */
    public Process spawn(PreparedCommand command, Stdin input, Redirection output) throws IOException {
        List<String> words = new ArrayList<>(command.starter().words());
        words.addAll(command.words());
        // The starter of a direct start lacks the program that makes the session, also if the native way was turned off meanwhile.
        Optional<NativeAccess> access = command.starter().direct() ? way.decided() : Optional.empty();
        return access.isPresent() ? DirectStart.spawn(access.get(), command, words, input, output, programs)
                : withJdk(command, words, input, output);
    }

    private Process withJdk(PreparedCommand command, List<String> words, Stdin input, Redirection output)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words).directory(command.directory().toFile());
        setEnvironment(builder.environment(), command.environment());
        output.apply(builder);
        SpareDescriptors.require(programs.nothing());
        return SerialStarts.start(builder.redirectInput(switch (input) {
            case OPEN, CONSOLE -> Redirect.PIPE;
            case NONE -> Redirect.from(programs.nothing());
        }));
    }

    /** A variable of this JVM keeps its bytes, also those that this JVM cannot represent. */
    private static void setEnvironment(Map<String, String> inherited, Map<String, String> wanted) {
        inherited.keySet().retainAll(wanted.keySet());
        wanted.forEach((name, value) -> {
            if (!value.equals(inherited.get(name))) {
                inherited.put(name, value);
            }
        });
    }

    /** How this runner starts processes. */
    public StartWay way() {
        return way;
    }

    /** The files of the programs that run in a process before its own program. */
    public Set<Path> starters() {
        return chain.programs();
    }
}
