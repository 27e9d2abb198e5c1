package io.quarkiverse.processmanager.runtime.supervisor.life;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.quarkiverse.processmanager.AppliedPattern;
import io.quarkiverse.processmanager.Command;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.StartPolicy.Rerun;
import io.quarkiverse.processmanager.runtime.definition.CommandSettings;
import io.quarkiverse.processmanager.runtime.definition.NoticeSettings;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.definition.listen.ListenSettings;
import io.quarkiverse.processmanager.runtime.definition.listen.PortClaim;
import io.quarkiverse.processmanager.runtime.definition.pattern.PatternSettings;
import io.quarkiverse.processmanager.runtime.definition.task.Arguments;
import io.quarkiverse.processmanager.runtime.definition.task.DefinitionDigest;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.rules.Trigger;
import io.quarkiverse.processmanager.runtime.rules.plan.PortClaims;
import io.quarkiverse.processmanager.runtime.supervisor.application.LaunchVariables;

/**
 * Translates the definition of a process, and what is known of its last run, into one start for the process layer. Confined to the
 * loop.
 */
final class StartRequest {

    private Optional<Translated> last = Optional.empty();

    /** What follows from the definition alone. A restart has the command of the start before. */
    private record Translated(ProcessDefinition definition, Command command, List<PortClaim> ports) {

        static Translated of(ProcessDefinition definition) {
            return new Translated(definition, CommandSettings.of(definition.command(), ProcessSettings.stdin(definition))
                    .withDefaults(ListenSettings.variables(definition)), PortClaims.of(definition));
        }
    }

    /** Translates what the definition alone decides, in a time in which the process waits anyway. */
    void prepare(ProcessDefinition definition) {
        translated(definition);
    }

    private Translated translated(ProcessDefinition definition) {
        Translated translated = last.filter(before -> before.definition == definition)
                .orElseGet(() -> Translated.of(definition));
        last = Optional.of(translated);
        return translated;
    }

    /** @param further gives the variables of this start */
    ProcessRunner.Launch of(ProcessState state, long incarnation, LaunchVariables further) {
        ProcessDefinition definition = state.definition();
        Translated translated = translated(definition);
        Command command = command(translated.command, state.runs().begin());
        Map<String, String> variables = further.of(definition, incarnation, state.budget().attempts());
        return new ProcessRunner.Launch(definition.id(), incarnation,
                variables.isEmpty() ? command : CommandSettings.of(command).withDefaults(variables),
                definition.execution(), definition.port(), translated.ports, definition.stop(), definition.log(),
                product(state), definition.start().preStart(), data(definition), inputs(state),
                notice(definition));
    }

    /** What a command beside a process needs of its start. It claims no port, and the state of the process does not change. */
    static ProcessRunner.Launch beside(ProcessState state, Map<String, String> variables, Optional<Path> directory) {
        ProcessDefinition definition = state.definition();
        CommandSettings command = (CommandSettings) Translated.of(definition).command();
        Map<String, String> all = new TreeMap<>(command.environment());
        all.putAll(variables);
        ProcessRunner.Launch launch = new ProcessRunner.Launch(definition.id(), state.starts(),
                command.in(directory.or(command::directory), all), definition.execution(), definition.port(), definition.stop(),
                definition.log());
        return data(definition).map(launch::withData).orElse(launch);
    }

    private static Command command(Command command, RunRequest run) {
        return run.isPlain() ? command : CommandSettings.of(command).with(Arguments.append(command, run.args()));
    }

    /**
     * What makes another run of the task necessary. A run with arguments of its own changes nothing about that: it neither counts as a
     * success nor makes an earlier success void.
     */
    private static Optional<ProcessRunner.Inputs> inputs(ProcessState state) {
        RunRequest run = state.runs().request();
        return state.definition().start().rerun().filter(rerun -> rerun != Rerun.ALWAYS && run.isPlain())
                .map(rerun -> new ProcessRunner.Inputs(DefinitionDigest.of(state.definition()),
                        state.definition().watch().patterns(),
                        rerun == Rerun.ON_CHANGE, !run.forced()));
    }

    private static ProcessRunner.Notice notice(ProcessDefinition definition) {
        return NoticeSettings.of(definition)
                .map(probe -> new ProcessRunner.Notice(probe.descriptor().isEmpty(), probe.descriptor(),
                        probe.watchdog()))
                .orElse(ProcessRunner.Notice.NONE);
    }

    /** A program that keeps data, and that a service describes, is alone on its data. */
    private static Optional<ProcessRunner.DataPlace> data(ProcessDefinition definition) {
        ProcessRunner.DataPlace.Use use = !definition.pattern().map(AppliedPattern::isService).orElse(false)
                ? ProcessRunner.DataPlace.Use.ANY
                : PatternSettings.isShared(definition) ? ProcessRunner.DataPlace.Use.SHARED : ProcessRunner.DataPlace.Use.ALONE;
        return definition.start().dataDir().map(directory -> new ProcessRunner.DataPlace(directory, use));
    }

    /** What an interrupted or failed run has created proves nothing. */
    private static Optional<ProcessRunner.Product> product(ProcessState state) {
        boolean forced = state.runs().request().forced() || state.definition().start().rerun().isPresent();
        boolean trusted = !forced && state.verdict().filter(last -> last.trigger() != Trigger.COMPLETE).isEmpty();
        return state.definition().start().creates().map(path -> new ProcessRunner.Product(path, trusted));
    }
}
