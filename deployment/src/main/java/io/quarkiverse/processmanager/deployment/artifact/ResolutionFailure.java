package io.quarkiverse.processmanager.deployment.artifact;

import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.transfer.ArtifactTransferException;

/** Finds the sentence of the resolver that says why an artifact cannot be resolved. */
final class ResolutionFailure {

    private ResolutionFailure() {
    }

    /** The end of a sentence about the setting. */
    static String text(Throwable failure) {
        String deepest = String.valueOf(failure.getMessage());
        for (Throwable cause = failure.getCause(); cause != null && cause != cause.getCause(); cause = cause.getCause()) {
            // The causes below these, such as a connection that is reset, name no artifact.
            if (cause instanceof ArtifactResolutionException || cause instanceof ArtifactTransferException) {
                deepest = String.valueOf(cause.getMessage());
            }
        }
        return "cannot be resolved: " + deepest.strip() + hint(deepest);
    }

    private static String hint(String message) {
        if (message.contains("offline mode")) {
            return "; run Maven once without -o";
        }
        return message.contains("previous attempt") || message.contains("cached in the local repository")
                ? "; run Maven once with -U to ask again"
                : "";
    }
}
