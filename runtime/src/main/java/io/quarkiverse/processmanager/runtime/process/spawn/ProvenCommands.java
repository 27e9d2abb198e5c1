package io.quarkiverse.processmanager.runtime.process.spawn;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.quarkiverse.processmanager.Command;
import io.quarkiverse.processmanager.runtime.definition.ExecutionSettings;
import io.quarkiverse.processmanager.runtime.process.spawn.checks.ProgramFile;

/**
 * The commands that the native way has started twice with the same program, each the last one of its process. The next start of such a
 * command needs no check while its program is the same file: the system itself refuses what it cannot execute, and the check then
 * finds the cause. A script of {@code env} is always checked: the system executes {@code env}, which then fails. Safe for use by
 * several threads.
 */
final class ProvenCommands {

    private final Map<String, Proven> last = new ConcurrentHashMap<>();

    /**
     * @param program the file of the program; empty after the first start, so that a process that never starts again pays nothing, and
     *        always for a script of env
     */
    private record Proven(Command command, List<String> words, Optional<File> program, long size, long changedMillis) {

        boolean isOf(SpawnRequest request) {
            return command == request.launch().command() && words.equals(request.words());
        }

        boolean isUnchanged() {
            return program.isPresent() && size > 0 && program.get().length() == size
                    && program.get().lastModified() == changedMillis;
        }
    }

    boolean contains(SpawnRequest request) {
        Proven proven = last.get(request.launch().processId());
        return proven != null && proven.isOf(request) && proven.isUnchanged();
    }

    /** The system has executed the command of a request. */
    void started(SpawnRequest request, PreparedCommand command) {
        if (contains(request) || !command.starter().needsSession()
                || !ExecutionSettings.isDefault(request.execution())) {
            return;
        }
        String id = request.launch().processId();
        Proven before = last.get(id);
        Optional<File> program = before != null && before.isOf(request)
                ? command.program().filter(file -> !new ProgramFile(file).isScriptOfEnv()).map(Path::toFile)
                : Optional.empty();
        last.put(id, new Proven(request.launch().command(), request.words(), program, program.map(File::length).orElse(0L),
                program.map(File::lastModified).orElse(0L)));
    }

    void forget(String processId) {
        last.remove(processId);
    }
}
