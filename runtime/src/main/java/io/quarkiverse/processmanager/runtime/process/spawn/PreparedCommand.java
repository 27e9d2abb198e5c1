package io.quarkiverse.processmanager.runtime.process.spawn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import io.quarkiverse.processmanager.Command;
import io.quarkiverse.processmanager.Execution;
import io.quarkiverse.processmanager.runtime.definition.ExecutionSettings;
import io.quarkiverse.processmanager.runtime.process.spawn.checks.ProgramLookup;
import io.quarkiverse.processmanager.runtime.process.spawn.checks.SearchPath;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartFailure;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartRefusedException;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartRepair;
import io.quarkiverse.processmanager.runtime.process.spawn.rights.ExecutionRights;
import io.quarkiverse.processmanager.runtime.process.spawn.rights.FileAccess;
import io.quarkiverse.processmanager.runtime.process.spawn.rights.Privileges;
import io.quarkiverse.processmanager.runtime.process.spawn.rights.RunAs;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;

/**
 * A command that has been checked and can be spawned.
 *
 * @param starter what runs in the process before the command
 * @param words the program and its arguments
 * @param directory the working directory
 * @param environment the whole environment
 * @param permission the rights of its user
 * @param wiring what connects it with this JVM beside its pipes
 */
public record PreparedCommand(Starter starter, List<String> words, Path directory, Map<String, String> environment,
        FileAccess permission, Wiring wiring) {

    /** The terminal of the Dev UI understands what this one does, and most programs know the name. */
    private static final String TERM = "xterm-256color";
    private static final Set<String> OF_SERVICE_MANAGER = Set.of("NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID");

    /**
     * Prepares and checks a request.
     *
     * @param direct whether the native way starts it
     * @param proven whether the same command has been checked and started before
     * @throws StartRefusedException if the start would fail
     */
    static PreparedCommand of(SpawnRequest request, StartChain chain, ProgramLookup programs, boolean direct,
            boolean proven) throws IOException {
        Execution execution = request.execution();
        if (proven || ExecutionSettings.isDefault(execution)) {
            Map<String, String> environment = environment(request, RunAs.OWN, programs);
            return of(chain.starter(List.of(), start(request, direct, true, environment)), request, environment,
                    new FileAccess(RunAs.OWN), programs, proven);
        }
        Privileges own = Privileges.ofThisJvm();
        RunAs identity = RunAs.of(execution, own);
        ExecutionRights.check(execution, own);
        Map<String, String> environment = environment(request, identity, programs);
        List<String> settings = new ArrayList<>(cgroup(request, environment.keySet()));
        settings.addAll(chain.settings(execution, identity, own, environment.keySet()));
        return of(chain.starter(settings, start(request, direct, identity.isOwn(), environment)), request, environment,
                new FileAccess(identity), programs, false);
    }

    private static StartChain.Start start(SpawnRequest request, boolean direct, boolean ownUser,
            Map<String, String> environment) {
        OptionalLong lockLimit = request.execution().ulimits().containsKey("locks") ? OptionalLong.empty()
                : OptionalLong.of(request.marker().lockLimit());
        return new StartChain.Start(direct, request.wiring().terminal().isPresent(), ownUser, lockLimit, environment.keySet());
    }

    private static List<String> cgroup(SpawnRequest request, Set<String> variables) {
        return request.cgroup().map(group -> Trampoline.CGROUP.words(group.membersFile().toString(), variables))
                .orElse(List.of());
    }

    private static PreparedCommand of(Starter starter, SpawnRequest request, Map<String, String> environment,
            FileAccess permission, ProgramLookup programs, boolean proven) throws StartRefusedException {
        Path directory = request.launch().command().directory().orElse(Path.of("")).toAbsolutePath();
        if (!proven) {
            require(() -> programs.check(request.words(), directory, environment, permission));
        }
        return new PreparedCommand(starter, programs.resolve(request.words(), directory, environment), directory, environment,
                permission, request.wiring());
    }

    private static void require(StartRepair.Check check) throws StartRefusedException {
        Optional<StartFailure> failure = check.failure();
        if (failure.isPresent()) {
            throw new StartRefusedException(failure.get(), StartRepair.of(check, failure.get()));
        }
    }

    /**
     * Checks a command that the system has refused.
     *
     * @throws StartRefusedException if the check finds the cause
     */
    void check(ProgramLookup programs) throws StartRefusedException {
        require(() -> programs.check(words, directory, environment, permission));
    }

    /** The same command with what explains an exit: the environment is only the search path, because a process can run for months. */
    public PreparedCommand spawned() {
        Map<String, String> search = environment.containsKey(SearchPath.VARIABLE)
                ? Map.of(SearchPath.VARIABLE, environment.get(SearchPath.VARIABLE))
                : Map.of();
        return new PreparedCommand(starter, words, directory, search, permission, wiring);
    }

    /** Whether a program with that name is among the words of the starter. */
    public boolean beginsWith(String program) {
        return starter.words().stream().anyMatch(word -> word.endsWith("/" + program));
    }

    /** The file that the system executes; empty if no file has the name of the program. */
    public Optional<Path> program() {
        SearchPath search = SearchPath.of(environment, directory, permission);
        List<Path> files = search.candidates(words.get(0)).stream().filter(Files::isRegularFile).toList();
        return files.stream().filter(search::isProgram).findFirst().or(() -> files.stream().findFirst());
    }

    /** The refusal of the system to spawn this command; a refusal by a check stays as it is. */
    public StartRefusedException refusal(IOException error) {
        return error instanceof StartRefusedException refusal ? refusal
                : new StartRefusedException(StartFailure.of(error), repair());
    }

    /** Another start can succeed when the file of the program is another one, or has changed. */
    public StartRepair repair() {
        List<Object> before = programState();
        return () -> !programState().equals(before);
    }

    private List<Object> programState() {
        Optional<Path> program = program();
        if (program.isEmpty()) {
            return List.of();
        }
        try {
            BasicFileAttributes file = Files.readAttributes(program.get(), BasicFileAttributes.class);
            return List.of(program.get(), file.size(), file.lastModifiedTime(), String.valueOf(file.fileKey()),
                    permission.toExecute(program.get()));
        } catch (IOException e) {
            return List.of(program.get());
        }
    }

    private static Map<String, String> environment(SpawnRequest request, RunAs identity, ProgramLookup programs) {
        Command command = request.launch().command();
        Map<String, String> environment = programs.environment();
        System.getenv().forEach((name, value) -> {
            if (command.inheritEnvironment() || RunnerId.isMarker(name)) {
                environment.put(name, value);
            }
        });
        // Python buffers its output for a long time when its output is no terminal.
        environment.putIfAbsent("PYTHONUNBUFFERED", "1");
        // The terminal of this JVM, if it has one, is another one.
        request.wiring().terminal().ifPresent(size -> environment.put("TERM", TERM));
        request.launch().port().ifPresent(value -> environment.put("PORT", Integer.toString(value)));
        request.launch().data().ifPresent(data -> environment.put("DATA_DIR", data.directory().toString()));
        environment.putAll(identity.variables());
        command.unsetEnvironment().stream().filter(name -> !RunnerId.isMarker(name)).forEach(environment::remove);
        environment.putAll(command.environment());
        environment.put(request.marker().variable(), request.marker().value());
        // The socket of this JVM, which a service manager may have started, is for this JVM.
        environment.keySet().removeAll(OF_SERVICE_MANAGER);
        environment.putAll(request.wiring().variables());
        return environment;
    }
}
