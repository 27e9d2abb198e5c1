package io.quarkiverse.processmanager.runtime.supervisor.life;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntFunction;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.definition.Secrets;
import io.quarkiverse.processmanager.runtime.rules.RestartHistory;
import io.quarkiverse.processmanager.runtime.rules.Verdict;
import io.quarkiverse.processmanager.runtime.supervisor.command.CommandRuns;
import io.quarkiverse.processmanager.runtime.supervisor.loop.StatusSource;
import io.quarkiverse.processmanager.runtime.time.Moment;

/**
 * The values that the supervisor keeps for one process, and the questions that they answer together. {@link SupervisedProcess}
 * and the decisions about it change them. Confined to the loop.
 */
public final class ProcessState implements StatusSource {

    private static final int LAST_LINES = 20;

    private final IntFunction<List<LogLine>> output;
    private ProcessDefinition definition;
    private Optional<Secrets> secrets = Optional.empty();
    private Goal goal = Goal.DOWN;
    private ProcessPhase phase = ProcessPhase.STOPPED;
    private Moment since;
    private Optional<Instant> until = Optional.empty();
    private String why = "not started yet";
    private Topic topic = Topic.PHASE;
    private Optional<Incarnation> incarnation = Optional.empty();
    /** The incarnation that has ended last, until its end is concluded. */
    private Optional<Incarnation> ended = Optional.empty();
    private long starts;
    private RestartHistory budget = RestartHistory.FRESH;
    private int restarts;
    private Optional<Exit> lastExit = Optional.empty();
    private long lastExited;
    private Optional<Failure> failure = Optional.empty();
    private Optional<Verdict> verdict = Optional.empty();
    private final Runs runs = new Runs();
    private final CommandRuns commands = new CommandRuns();

    /** What the sentence of {@link #why()} is about. */
    enum Topic {
        PHASE,
        LIMITS
    }

    /** {@code output} gives the last lines of the process, at most so many. */
    ProcessState(ProcessDefinition definition, Moment now, IntFunction<List<LogLine>> output) {
        this.definition = definition;
        this.since = now;
        this.output = output;
    }

    @Override
    public String id() {
        return definition.id();
    }

    public ProcessDefinition definition() {
        return definition;
    }

    public void definition(ProcessDefinition changed) {
        definition = changed;
        secrets = Optional.empty();
    }

    /** The secrets in the definition, collected when a text of the process comes for the first time. */
    Secrets secrets() {
        if (secrets.isEmpty()) {
            secrets = Optional.of(Secrets.of(definition));
        }
        return secrets.get();
    }

    public Goal goal() {
        return goal;
    }

    public void goal(Goal wanted) {
        goal = wanted;
    }

    public ProcessPhase phase() {
        return phase;
    }

    /** Only {@link SupervisedProcess} enters phases. */
    void enter(ProcessPhase next, Moment now) {
        phase = next;
        since = now;
        until = Optional.empty();
    }

    Moment since() {
        return since;
    }

    /** The time when the timer of the phase expires; empty without one. */
    void until(Optional<Instant> expiry) {
        until = expiry;
    }

    public String why() {
        return why;
    }

    Topic topic() {
        return topic;
    }

    public void why(String sentence, Topic about) {
        why = sentence;
        topic = about;
    }

    /** The incarnation that is alive or being started; also one of which only left-over processes are alive. */
    public Optional<Incarnation> incarnation() {
        return incarnation;
    }

    /** Makes the next incarnation the current one. */
    Incarnation nextIncarnation() {
        Incarnation next = new Incarnation(++starts, since, incarnation);
        incarnation = Optional.of(next);
        return next;
    }

    /** Nothing of the incarnation is alive any more. */
    void endIncarnation() {
        ended = incarnation;
        incarnation = Optional.empty();
    }

    /** The incarnation whose end has not been concluded, because a step has failed. */
    Optional<Incarnation> ended() {
        return ended;
    }

    void endIsConcluded() {
        ended = Optional.empty();
    }

    /** The number of the last incarnation, which is the number of starts so far. */
    long starts() {
        return starts;
    }

    /**
     * The number of the incarnation that is alive, is being started, or is the next to be started; at rest, of the last one.
     */
    public long awaitedIncarnation() {
        return phase == ProcessPhase.WAITING ? starts + 1 : starts;
    }

    public RestartHistory budget() {
        return budget;
    }

    public void budget(RestartHistory history) {
        budget = history;
    }

    void countRestart() {
        restarts++;
    }

    Optional<Exit> lastExit() {
        return lastExit;
    }

    /** The exit of that incarnation or of a later one. */
    Optional<Exit> exitSince(long number) {
        return lastExit.filter(exit -> lastExited >= number);
    }

    void exited(long number, Exit exit) {
        lastExited = Math.max(lastExited, number);
        lastExit = Optional.of(exit);
    }

    /** The verdict on the last incarnation that ran or was skipped. */
    Optional<Verdict> verdict() {
        return verdict;
    }

    void concluded(Verdict last) {
        verdict = Optional.of(last);
    }

    /** The runs, if the process is a task. */
    public Runs runs() {
        return runs;
    }

    /** The runs of the commands of the process. */
    public CommandRuns commands() {
        return commands;
    }

    public Optional<Failure> failure() {
        return failure;
    }

    public void failure(Optional<Failure> known) {
        failure = known;
    }

    /** Whether the root process is alive or being started, and is not being stopped. */
    public boolean isUp() {
        return phase == ProcessPhase.STARTING || phase == ProcessPhase.RUNNING;
    }

    /** Whether the phase is one of a process that is alive. */
    boolean hasTree() {
        return isUp() || phase == ProcessPhase.STOPPING || phase == ProcessPhase.KILLING;
    }

    /** Whether the root process has exited and left-over processes are kept alive. */
    public boolean hasLeftovers() {
        return incarnation.filter(Incarnation::isKept).isPresent();
    }

    /** Whether a start must wait for the end of processes that could not be killed. */
    public boolean isHeldUp() {
        return incarnation.isPresent() && !hasLeftovers();
    }

    /** What a start must wait for beside the dependencies, each as the end of "waiting for". */
    public List<String> heldUpBy() {
        List<String> holding = new ArrayList<>(isHeldUp() ? List.of("the end of its last run") : List.of());
        commands.holdingUp().forEach(name -> holding.add("the end of its command '" + name + "'"));
        return holding;
    }

    /** Whether the tree is ending because of a stop. */
    public boolean isGoingDown() {
        return goal == Goal.DOWN && (phase == ProcessPhase.STOPPING || phase == ProcessPhase.KILLING);
    }

    /** Whether a stop has done what it can. */
    public boolean isDown() {
        return phase == ProcessPhase.STOPPED || phase == ProcessPhase.FAILED && goal == Goal.DOWN;
    }

    /** Whether nothing of the process is alive, and nothing will be without a new command. */
    public boolean isGone() {
        return phase.isAtRest() && incarnation.isEmpty();
    }

    OptionalLong pid() {
        return incarnation.map(Incarnation::pid).orElse(OptionalLong.empty());
    }

    @Override
    public ProcessStatus status() {
        Health none = definition.healthCheck().isPresent() ? Health.UNKNOWN : Health.UNCHECKED;
        return new ProcessStatus(id(), definition.name(), definition.kind(), phase, since.time(),
                incarnation.filter(current -> !current.isKept()).map(Incarnation::health).orElse(none), why, pid(),
                starts, incarnation.filter(current -> pid().isPresent()).map(Incarnation::startedAt), restarts, lastExit,
                phase == ProcessPhase.FAILED ? failure.map(Failure::reason) : Optional.empty(),
                definition.port(), incarnation.flatMap(Incarnation::metrics).filter(metrics -> pid().isPresent()), until,
                budget.attempts(), ProcessSettings.isTask(definition) ? Optional.of(runs.status()) : Optional.empty(),
                liveness(), commands.status());
    }

    private Health liveness() {
        return definition.liveness().isEmpty() ? Health.UNCHECKED
                : incarnation.filter(current -> !current.isKept()).map(Incarnation::liveness).orElse(Health.UNKNOWN);
    }

    /** The exception for a caller whose command fails because the process is FAILED. */
    ProcessException asException(String command) {
        Failure known = failure.orElseThrow();
        boolean exited = known.reason() == Reason.EXITED || known.reason() == Reason.STARTUP_TIMEOUT
                || known.reason() == Reason.PRE_START_FAILED
                || known.reason() == Reason.PORT_IN_USE && lastExit.filter(Exit::wasStarted).isPresent();
        // A task that has run was started.
        boolean ran = command.equals("start") && known.reason() == Reason.EXITED && ProcessSettings.isTask(definition);
        return new ProcessException(known.reason(), id(),
                "cannot " + (ran ? "complete" : command) + " process '" + id() + "': " + why,
                lastExit.orElse(null), exited ? lastLines() : List.of());
    }

    /** The last lines of output of the last incarnation, for messages. */
    List<String> lastLines() {
        return secrets().quoteLast(
                most -> output.apply(most).stream().filter(line -> line.incarnation() == starts).toList(), LAST_LINES);
    }
}
