package io.quarkiverse.processmanager.runtime.process.spawn.checks;

import java.io.File;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.quarkiverse.processmanager.runtime.definition.text.ShellScript;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartFailure;
import io.quarkiverse.processmanager.runtime.process.spawn.rights.FileAccess;

/** Finds programs of Linux and macOS. The system itself searches the PATH of the child. */
public record UnixProgramLookup() implements ProgramLookup {

    @Override
    public List<String> shell(List<String> script) {
        return ShellScript.ofUnix(script);
    }

    @Override
    public Optional<StartFailure> check(List<String> words, Path directory, Map<String, String> environment,
            FileAccess permission) {
        return ProgramCheck.check(words, directory, environment, permission);
    }

    @Override
    public List<String> resolve(List<String> words, Path directory, Map<String, String> environment) {
        return words;
    }

    @Override
    public Map<String, String> environment() {
        return new HashMap<>();
    }

    @Override
    public File nothing() {
        return new File("/dev/null");
    }
}
