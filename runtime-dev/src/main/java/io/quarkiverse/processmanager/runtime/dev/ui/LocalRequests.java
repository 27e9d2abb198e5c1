package io.quarkiverse.processmanager.runtime.dev.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import io.quarkiverse.processmanager.runtime.safe.SafeText;
import io.quarkiverse.processmanager.runtime.safe.SearchStoppedException;
import io.quarkiverse.processmanager.runtime.safe.TimedPattern;

/**
 * Decides whether a request comes from a program of this machine or from a page of this application. A page of any other site
 * can send requests to {@code localhost}, too:
 * <ul>
 * <li>The browser names the site of the page in {@code Origin}. The site must be this application.
 * <li>A page whose name resolves to this machine by now (DNS rebinding) is its own site, but names itself in {@code Host}. The
 * host must be local.
 * <li>A page can send a body of the type {@code application/json} only after the application has allowed it. Other types are
 * refused.
 * </ul>
 * Pure, except for the time limit of a configured expression.
 */
final class LocalRequests {

    private static final String HOST = "(\\[[0-9a-f:.]{2,45}]|[a-z0-9._-]{1,255})(?::([0-9]{1,5}))?";
    private static final Pattern AUTHORITY = Pattern.compile(HOST);
    private static final Pattern SITE = Pattern.compile("(https?)://" + HOST);
    private static final Pattern NAME = Pattern.compile("[a-z0-9._-]+|\\[[0-9a-f:.]+]");
    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD", "OPTIONS");
    private static final String JSON = "application/json";
    private static final int LONGEST = 100;

    private final Set<String> names;
    private final List<TimedPattern> expressions = new ArrayList<>();

    /** @param hosts further hosts, as {@code quarkus.dev-ui.hosts} has them: names and regular expressions */
    LocalRequests(List<String> hosts) {
        List<String> lower = hosts.stream().map(host -> host.strip().toLowerCase(Locale.ROOT)).toList();
        this.names = Set.copyOf(lower.stream().filter(host -> NAME.matcher(host).matches()).toList());
        lower.stream().filter(host -> !NAME.matcher(host).matches()).forEach(this::addExpression);
    }

    /**
     * The headers of a request that decide.
     *
     * @param secure whether the request came over TLS
     * @param hosts each name that the client has called the server
     * @param origins each value of {@code Origin}
     * @param contentTypes each value of {@code Content-Type}
     */
    record Headers(String method, boolean secure, List<String> hosts, List<String> origins, List<String> contentTypes) {
    }

    /**
     * Why a request is refused.
     *
     * @param status of the response
     * @param why the end of a sentence
     */
    record Refusal(int status, String why) {
    }

    /** A site or a server. */
    private record Place(String host, int port) {

        static Optional<Place> ofServer(String authority, boolean secure) {
            Matcher matcher = AUTHORITY.matcher(authority.toLowerCase(Locale.ROOT));
            return matcher.matches() ? Optional.of(new Place(matcher.group(1), port(matcher.group(2), secure)))
                    : Optional.empty();
        }

        static Optional<Place> ofPage(String origin) {
            Matcher matcher = SITE.matcher(origin.toLowerCase(Locale.ROOT));
            return matcher.matches()
                    ? Optional.of(new Place(matcher.group(2), port(matcher.group(3), matcher.group(1).equals("https"))))
                    : Optional.empty();
        }

        private static int port(String port, boolean secure) {
            return port != null ? Integer.parseInt(port) : secure ? 443 : 80;
        }
    }

    private void addExpression(String host) {
        try {
            expressions.add(TimedPattern.of("\\A(?:" + host + ")\\z"));
        } catch (PatternSyntaxException e) {
            // The Dev UI ignores such a host, too.
        }
    }

    /** Why the request is refused; empty if it is accepted. */
    Optional<Refusal> refusal(Headers request) {
        if (request.hosts().isEmpty()) {
            return Optional.of(new Refusal(403, "the request has no Host"));
        }
        for (String host : request.hosts()) {
            Optional<Place> server = Place.ofServer(host, request.secure());
            if (server.isEmpty() || !isAllowed(server.get().host())) {
                return Optional.of(new Refusal(403, "the Host '" + shown(host)
                        + "' is not this machine; quarkus.dev-ui.hosts allows further hosts"));
            }
        }
        for (String origin : request.origins()) {
            if (!isOwnPage(origin, request)) {
                return Optional.of(new Refusal(403, "the Origin '" + shown(origin) + "' is not this application"));
            }
        }
        return WITHOUT_BODY.contains(request.method()) ? Optional.empty() : refusal(request.contentTypes());
    }

    private static Optional<Refusal> refusal(List<String> contentTypes) {
        boolean json = contentTypes.size() == 1
                && contentTypes.get(0).split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(JSON);
        return json ? Optional.empty()
                : Optional.of(new Refusal(415, "the Content-Type is " + (contentTypes.isEmpty() ? "missing"
                        : "'" + shown(String.join(", ", contentTypes)) + "'") + "; it must be " + JSON));
    }

    private boolean isOwnPage(String origin, Headers request) {
        Optional<Place> page = Place.ofPage(origin);
        if (page.isEmpty() || !isAllowed(page.get().host())) {
            return false;
        }
        // A proxy can stand before the server of a configured host. Another port of this machine is another site.
        return !LOCAL.contains(page.get().host()) || request.hosts().stream().allMatch(
                host -> Place.ofServer(host, request.secure()).filter(server -> server.port() == page.get().port())
                        .isPresent());
    }

    private boolean isAllowed(String host) {
        return LOCAL.contains(host) || names.contains(host) || expressions.stream().anyMatch(some -> matches(some, host));
    }

    private static boolean matches(TimedPattern expression, String host) {
        try {
            return expression.isIn(host);
        } catch (SearchStoppedException e) {
            return false;
        }
    }

    private static String shown(String header) {
        String text = SafeText.plain(header);
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }
}
