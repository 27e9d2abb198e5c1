package io.quarkiverse.processmanager.deployment.artifact;

/** An artifact cannot be resolved; the message is the end of a sentence about the setting. */
final class UnresolvedArtifactException extends Exception {

    private static final long serialVersionUID = 1L;

    UnresolvedArtifactException(String message) {
        super(message);
    }
}
