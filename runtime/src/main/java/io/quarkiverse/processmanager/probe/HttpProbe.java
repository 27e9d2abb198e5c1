package io.quarkiverse.processmanager.probe;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

import io.quarkiverse.processmanager.runtime.safe.SecretText;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;

/**
 * Sends an HTTP request: the process is healthy if it answers with one of the expected status codes. Each check opens a new
 * connection, because a process that accepts no further connections can still answer on an old one. The check follows no
 * redirect. The detail of a failure contains the status and the beginning of the body, at most 200 characters, if the body is a
 * text.
 * <p>
 * With {@code https} the check does not verify the certificate of a loopback address, because self-signed certificates are the
 * rule there. For any other address the trust store of the JVM and the name of the host decide.
 *
 * @param url an {@code http} or {@code https} URL; one healthy address of its host is enough
 * @param method the method, such as {@code GET}
 * @param headers the headers of the request
 * @param expectedStatus the healthy status codes
 */
public record HttpProbe(URI url, String method, Map<String, String> headers, StatusRanges expectedStatus) implements Probe {

    /** How long the check reads a body after the status, so that it does not interrupt the answer of an ordinary server. */
    private static final long BODY_MILLIS = 250;
    /** A token as RFC 9110 defines it. */
    private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\t]]");

    /**
     * Checks the URL and the headers.
     *
     * @throws IllegalArgumentException if the URL is not an {@code http} or {@code https} URL with a host, or if a header has an
     *         illegal name or a control character in its value
     */
    public HttpProbe {
        headers = Collections.unmodifiableMap(new TreeMap<>(headers));
        if (url.getHost() == null || !("http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme()))) {
            throw new IllegalArgumentException("'" + url + "' is not an http or https URL");
        }
        headers.forEach(HttpProbe::checkHeader);
    }

    /** A value can be a secret, and a line break in it would begin another header. */
    private static void checkHeader(String name, String value) {
        if (!HEADER.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' cannot be the name of a header");
        }
        if (CONTROL.matcher(value).find()) {
            throw new IllegalArgumentException("the value of the header '" + name + "' contains a control character");
        }
    }

    /**
     * A {@code GET} request with the healthy status codes 200 to 299.
     *
     * @throws IllegalArgumentException if the URL is not an {@code http} or {@code https} URL with a host
     */
    public static HttpProbe get(String url) {
        return new HttpProbe(URI.create(url), "GET", Map.of(), StatusRanges.SUCCESS);
    }

    @Override
    public CompletionStage<ProbeResult> check(ProbeContext context) {
        return HostCheck.of(context, this, host(), address -> attempt(context, address));
    }

    @Override
    public boolean isBlocking() {
        return false;
    }

    @Override
    public String late() {
        return "no answer to " + request();
    }

    private Attempt attempt(ProbeContext context, InetAddress address) {
        Clients clients = Clients.of(context);
        HttpClient client = address.isLoopbackAddress() ? clients.trusting() : clients.verifying();
        Promise<ProbeResult> result = Promise.promise();
        Future<HttpClientRequest> connected = client.request(requestOptions(context, address));
        connected.onFailure(failure -> result
                .tryComplete(ProbeResult.failure(ConnectFailure.describe(HostCheck.target(host(), port()), failure))));
        connected.compose(HttpClientRequest::send)
                .onSuccess(response -> judge(context.vertx(), response, result))
                .onFailure(failure -> result.tryComplete(
                        ProbeResult.failure(request() + " was not answered: " + ConnectFailure.reason(failure))));
        return new Attempt(connected, result.future(), () -> connected.onSuccess(request -> request.connection().close()));
    }

    private void judge(Vertx vertx, HttpClientResponse response, Promise<ProbeResult> result) {
        HttpBody body = new HttpBody(response);
        long timer = vertx.setTimer(BODY_MILLIS, ignored -> result.tryComplete(verdict(response.statusCode(), body)));
        response.handler(body::add);
        response.end().onComplete(ignored -> {
            vertx.cancelTimer(timer);
            result.tryComplete(verdict(response.statusCode(), body));
        });
    }

    private ProbeResult verdict(int status, HttpBody body) {
        String answer = request() + " answered " + status;
        return expectedStatus.contains(status) ? ProbeResult.success(answer)
                : ProbeResult.failure(answer + ", expected " + expectedStatus, List.of(body.beginning()));
    }

    private RequestOptions requestOptions(ProbeContext context, InetAddress address) {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        RequestOptions options = new RequestOptions()
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, port())))
                .setHost(host())
                .setPort(port())
                .setSsl(isSecure())
                .setMethod(HttpMethod.valueOf(method))
                .setURI(url.getRawQuery() == null ? path : path + "?" + url.getRawQuery())
                .setConnectTimeout(PendingCheck.connectMillis(context))
                .setFollowRedirects(false);
        headers.forEach(options::putHeader);
        return options;
    }

    private boolean isSecure() {
        return "https".equalsIgnoreCase(url.getScheme());
    }

    private String host() {
        String host = url.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private int port() {
        if (url.getPort() != -1) {
            return url.getPort();
        }
        return isSecure() ? 443 : 80;
    }

    /** The method and the URL without its query, which can contain a secret. */
    private String request() {
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        return method + " " + url.getScheme() + "://" + url.getRawAuthority() + path;
    }

    /** Contains the names of the headers. A value of a header, and the query of the URL, can be a secret. */
    @Override
    public String toString() {
        return "HttpProbe[" + SecretText.mask(request()) + ", headers=" + headers.keySet() + ", expectedStatus="
                + expectedStatus + "]";
    }
}
