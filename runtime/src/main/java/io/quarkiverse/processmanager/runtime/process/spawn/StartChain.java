package io.quarkiverse.processmanager.runtime.process.spawn;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

import io.quarkiverse.processmanager.Execution;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartRefusedException;
import io.quarkiverse.processmanager.runtime.process.spawn.rights.Privileges;
import io.quarkiverse.processmanager.runtime.process.spawn.rights.RunAs;
import io.quarkiverse.processmanager.runtime.process.spawn.tools.SystemTools;

/**
 * The chain of programs that run in a process before its own program. Each program changes one property of the process and
 * executes the next program, so that the pid stays the same. Programs that need a right come before the one that drops the
 * rights. That one still executes the next program with the rights, so that the program that makes the session is the last.
 * Safe for use by several threads.
 */
public final class StartChain {

    private final SessionStarter session;
    private final SignalReset signals = new SignalReset();
    private final LockLimitStep lockLimit = new LockLimitStep();
    private Set<Path> programs = Set.of();

    StartChain(SessionStarter session) {
        this.session = session;
    }

    /**
     * The start of a process for which a chain is made.
     *
     * @param direct whether the native way starts it
     * @param terminal whether its input is a terminal, which has to control its session
     * @param ownUser whether it keeps the user of this JVM
     * @param lockLimit the soft limit of file locks that marks its tree; empty if the definition sets that limit
     * @param variables the names of the environment variables
     */
    record Start(boolean direct, boolean terminal, boolean ownUser, OptionalLong lockLimit, Set<String> variables) {
    }

    /**
     * The starter of a command.
     *
     * @param before the words before it that change a property of the process
     */
    Starter starter(List<String> before, Start start) {
        if (start.direct() && before.isEmpty() || session.words().isEmpty()) {
            // The native way makes the session. On Windows no program can replace itself by another one.
            return new Starter(List.of(), start.direct(), start.lockLimit());
        }
        List<String> words = new ArrayList<>();
        if (!start.direct()) {
            words.addAll(signals.words());
        }
        if (!start.direct() || !start.ownUser()) {
            // Only some systems permit this JVM to set a limit of a process that has changed its user, so the process sets it before.
            words.addAll(lockLimit.words(start.lockLimit(), start.variables()));
        }
        words.addAll(before);
        words.addAll(start.terminal() ? session.controlled() : session.words());
        return new Starter(words, start.direct(), start.lockLimit());
    }

    /**
     * The words that give a command other settings than those of the application.
     *
     * @param variables the names of the environment variables
     */
    List<String> settings(Execution execution, RunAs identity, Privileges own, Set<String> variables)
            throws StartRefusedException {
        List<String> words = new ArrayList<>();
        execution.umask().ifPresent(mask -> words.addAll(Trampoline.UMASK.words(mask, variables)));
        if (!execution.ulimits().isEmpty()) {
            words.add(SystemTools.need("prlimit", "util-linux", "ulimits").toString());
            for (Map.Entry<String, String> limit : execution.ulimits().entrySet()) {
                words.add("--" + limit.getKey() + "=" + limit.getValue());
            }
        }
        if (execution.nice().isPresent() && execution.nice().getAsInt() != own.nice()) {
            // nice adds its argument to the priority of this JVM.
            words.addAll(List.of(SystemTools.need("nice", "coreutils", "nice").toString(), "-n",
                    Integer.toString(execution.nice().getAsInt() - own.nice())));
        }
        words.addAll(identity.words());
        return words;
    }

    /** The files of those programs that never replace their output. */
    synchronized Set<Path> programs() {
        if (programs.isEmpty()) {
            Set<Path> found = new HashSet<>(Set.of(session.program()));
            for (String name : List.of("env", "prlimit", "nice", "setpriv")) {
                // One file with many names, such as BusyBox, can also be the shell of the command.
                SystemTools.find(name).map(SystemTools::real).filter(file -> file.endsWith(name)).ifPresent(found::add);
            }
            programs = found;
        }
        return programs;
    }
}
