package io.quarkiverse.processmanager.probe;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.concurrent.CompletionException;

/** Describes in a few words why a connection failed. */
final class ConnectFailure {

    private ConnectFailure() {
    }

    /** The end of a sentence about the target, such as {@code connection to localhost:5432 was refused}. */
    static String describe(String target, Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof UnknownHostException) {
            return "the host of " + target + " is unknown";
        }
        if (failure instanceof ConnectException && message.contains("refused")) {
            return "connection to " + target + " was refused";
        }
        if (failure instanceof NoRouteToHostException || message.contains("unreachable")) {
            return target + " cannot be reached";
        }
        return "connection to " + target + " failed: " + reason(failure);
    }

    /** The message of the cause, or the class name of a cause without a message. */
    static String reason(Throwable failure) {
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
