package io.quarkiverse.processmanager.runtime.definition.check;

import java.net.URI;
import java.util.OptionalInt;

import io.quarkiverse.processmanager.probe.GrpcProbe;
import io.quarkiverse.processmanager.runtime.definition.listen.ListenSettings;
import io.quarkiverse.processmanager.runtime.safe.SecretText;

/** Parses the {@code url} of a check, a full URL or a path on the port of the process, and its {@code path}. */
final class HealthUrl {

    private HealthUrl() {
    }

    /**
     * The URL for {@code url}.
     *
     * @throws IllegalArgumentException if the text is neither a URL nor a path; the message is the end of a sentence about the
     *         property
     */
    static URI of(String text, String host, OptionalInt port) {
        return text.startsWith("/") ? ofPath(text, host, port) : parse(text, text, 1);
    }

    /**
     * The URL for {@code path}.
     *
     * @param text a path on the port of the process
     * @throws IllegalArgumentException if the text is not a path, or if the process has no port
     */
    static URI ofPath(String text, String host, OptionalInt port) {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException("'" + masked(text) + "' does not begin with a slash");
        }
        if (port.isEmpty()) {
            throw new IllegalArgumentException(
                    "'" + masked(text) + "' is only a path; set the port of the process, or give the full URL");
        }
        // The port 0 of the process stands for a port that is chosen later.
        return parse("http://" + ListenSettings.literal(host) + ":" + port.getAsInt() + text, text, 0);
    }

    /**
     * The check for {@code health.grpc}.
     *
     * @param text {@code /} or {@code /service} on the port of the process, or {@code host:port/service}
     * @throws IllegalArgumentException if the text is neither, or if the process has no port
     */
    static GrpcProbe grpc(String text, String host, OptionalInt port) {
        if (text.startsWith("/")) {
            URI url = ofPath(text, host, port);
            return new GrpcProbe(unbracketed(url), url.getPort(), url.getPath().substring(1));
        }
        try {
            URI url = URI.create("http://" + text);
            if (text.indexOf("//") < 0 && url.getHost() != null && url.getRawUserInfo() == null && url.getPort() > 0
                    && url.getPort() <= 65535) {
                return new GrpcProbe(unbracketed(url), url.getPort(),
                        url.getPath().isEmpty() ? "" : url.getPath().substring(1));
            }
        } catch (IllegalArgumentException e) {
            // The exception below reports this text, too.
        }
        throw new IllegalArgumentException("'" + masked(text)
                + "' is neither host:port/service nor /service on the port of the process; the service may be empty");
    }

    private static String unbracketed(URI url) {
        String host = url.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** The same URL with another port. */
    static URI on(int port, URI url) {
        return URI.create(url.toString().replaceFirst(":0(?=/|$)", ":" + port));
    }

    private static URI parse(String url, String text, int lowestPort) {
        try {
            URI uri = URI.create(url);
            if (isWeb(uri) && uri.getHost() != null && uri.getRawUserInfo() == null && uri.getPort() <= 65535
                    && (uri.getPort() >= lowestPort || uri.getPort() == -1)) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // The exception below reports this URL, too.
        }
        throw new IllegalArgumentException("'" + masked(text)
                + "' is not a URL of the form http://host:port/path, and not a path that begins with a slash");
    }

    /** The text for a message. The user in a URL and a parameter such as {@code token} are secrets. */
    private static String masked(String text) {
        return SecretText.mask(text);
    }

    private static boolean isWeb(URI uri) {
        return "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
    }
}
