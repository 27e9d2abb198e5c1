package io.quarkiverse.processmanager.runtime.process.spawn;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.quarkiverse.processmanager.Execution;

/**
 * The programs that a process begins with. Each does one thing to itself and becomes the next, so that the pid stays the same.
 * What needs a right comes before the one that gives the rights up. That one still executes with them what it becomes, so the
 * one that makes the session is the last. Safe for use by several threads.
 */
public final class StartChain {

    private final SessionStarter session;
    private final SignalReset signals = new SignalReset();
    private Set<Path> programs = Set.of();

    StartChain(SessionStarter session) {
        this.session = session;
    }

    /** What goes before any command. */
    List<String> words() {
        if (session.words().isEmpty()) {
            // Windows, where no program can become another one.
            return List.of();
        }
        List<String> words = new ArrayList<>(signals.words());
        words.addAll(session.words());
        return words;
    }

    /**
     * What goes before a command that is not executed as the application is.
     *
     * @param variables the names of the environment
     */
    List<String> words(Execution execution, RunAs identity, Privileges own, Set<String> variables)
            throws StartRefusedException {
        List<String> words = new ArrayList<>();
        execution.umask().ifPresent(mask -> words.addAll(Trampoline.UMASK.words(mask, variables)));
        words.addAll(signals.words());
        if (!execution.ulimits().isEmpty()) {
            words.add(SystemTools.need("prlimit", "util-linux", "ulimits").toString());
            for (Map.Entry<String, String> limit : execution.ulimits().entrySet()) {
                words.add("--" + limit.getKey() + "=" + limit.getValue());
            }
        }
        if (execution.nice().isPresent() && execution.nice().getAsInt() != own.nice()) {
            // It adds to what there is.
            words.addAll(List.of(SystemTools.need("nice", "coreutils", "nice").toString(), "-n",
                    Integer.toString(execution.nice().getAsInt() - own.nice())));
        }
        words.addAll(identity.words());
        words.addAll(session.words());
        return words;
    }

    /** The files of those of the programs that never put something else in place of their output. */
    synchronized Set<Path> programs() {
        if (programs.isEmpty()) {
            Set<Path> found = new HashSet<>(Set.of(session.program()));
            for (String name : List.of("env", "prlimit", "nice", "setpriv")) {
                // Where one file has many names it can also be that of a shell.
                SystemTools.find(name).map(SystemTools::real).filter(file -> file.endsWith(name)).ifPresent(found::add);
            }
            programs = found;
        }
        return programs;
    }
}
