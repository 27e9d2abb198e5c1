package io.quarkiverse.processmanager.probe;

import java.nio.file.Path;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.processmanager.runtime.safe.SecretText;

/**
 * Looks for a file: the process is healthy while a file exists that has changed since its start. A file of an earlier run proves
 * nothing, and stays.
 *
 * @param file the file or the directory; a relative path starts at the directory of the process
 */
public record FileProbe(Path file) implements Probe {

    @Override
    public CompletionStage<ProbeResult> check(ProbeContext context) {
        return context.appeared(file).thenApply(there -> there ? ProbeResult.success(name() + " has appeared")
                : ProbeResult.failure(name() + " does not exist, or is older than the process"));
    }

    @Override
    public boolean isBlocking() {
        return false;
    }

    @Override
    public String late() {
        return "no answer of the file system for " + name();
    }

    private String name() {
        return SecretText.mask(file.toString());
    }

    /** The path can contain a secret by mistake. */
    @Override
    public String toString() {
        return "FileProbe[file=" + name() + "]";
    }
}
