package io.quarkiverse.processmanager.probe;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;

/**
 * A process is well when it answers a request with one of the expected status codes. Each check makes a new connection, because
 * one that is kept would hide that no further ones are accepted. Redirects are not followed; the body is thrown away.
 * <p>
 * With {@code https} a certificate is not verified on a loopback address, where certificates that signed themselves are the
 * rule;
 * everywhere else the trust store of the JVM and the name of the host decide.
 *
 * @param url an {@code http} or {@code https} URL; all addresses of its host are tried, and one that is well is enough
 * @param method the method, such as {@code GET}
 * @param headers the headers of the request
 * @param expectedStatus the status codes that mean well
 */
public record HttpProbe(URI url, String method, Map<String, String> headers, StatusRanges expectedStatus) implements Probe {

    /** For how long a body is read after the status, so that the server is not cut off in the middle of an ordinary one. */
    private static final long BODY_MILLIS = 250;

    public HttpProbe {
        headers = Collections.unmodifiableMap(new TreeMap<>(headers));
        if (url.getHost() == null || !("http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme()))) {
            throw new IllegalArgumentException("'" + url + "' is not an http or https URL");
        }
    }

    /** A GET that must be answered with a code from 200 to 299. */
    public static HttpProbe get(String url) {
        return new HttpProbe(URI.create(url), "GET", Map.of(), StatusRanges.SUCCESS);
    }

    @Override
    public CompletionStage<ProbeResult> check(ProbeContext context) {
        return HostCheck.of(context, host(), address -> attempt(context, address));
    }

    private Attempt attempt(ProbeContext context, InetAddress address) {
        HttpClient client = context.vertx().createHttpClient(clientOptions(context, address));
        Promise<ProbeResult> result = Promise.promise();
        Future<HttpClientRequest> connected = client.request(requestOptions(address));
        connected.onFailure(failure -> result
                .tryComplete(ProbeResult.failure(ConnectFailure.describe(host() + ":" + port(), failure))));
        connected.compose(HttpClientRequest::send)
                .onSuccess(response -> judge(context.vertx(), response, result))
                .onFailure(failure -> result.tryComplete(
                        ProbeResult.failure(request() + " was not answered: " + ConnectFailure.reason(failure))));
        return new Attempt(connected, result.future(), client::close);
    }

    private void judge(Vertx vertx, HttpClientResponse response, Promise<ProbeResult> result) {
        String answer = request() + " answered " + response.statusCode();
        ProbeResult verdict = expectedStatus.contains(response.statusCode()) ? ProbeResult.success(answer)
                : ProbeResult.failure(answer + ", expected " + expectedStatus);
        long timer = vertx.setTimer(BODY_MILLIS, ignored -> result.tryComplete(verdict));
        response.handler(ignored -> {
        });
        response.end().onComplete(ignored -> {
            vertx.cancelTimer(timer);
            result.tryComplete(verdict);
        });
    }

    private HttpClientOptions clientOptions(ProbeContext context, InetAddress address) {
        return new HttpClientOptions()
                .setKeepAlive(false)
                .setConnectTimeout((int) PendingCheck.millis(context.timeout()))
                .setSsl(isSecure())
                .setTrustAll(address.isLoopbackAddress())
                .setVerifyHost(!address.isLoopbackAddress());
    }

    private RequestOptions requestOptions(InetAddress address) {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        RequestOptions options = new RequestOptions()
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, port())))
                .setHost(host())
                .setPort(port())
                .setSsl(isSecure())
                .setMethod(HttpMethod.valueOf(method))
                .setURI(url.getRawQuery() == null ? path : path + "?" + url.getRawQuery())
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

    /** Without the query, which can hold a secret. */
    private String request() {
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        return method + " " + url.getScheme() + "://" + url.getRawAuthority() + path;
    }

    /** Names the headers only. Their values can be secrets. */
    @Override
    public String toString() {
        return "HttpProbe[" + request() + ", headers=" + headers.keySet() + ", expectedStatus=" + expectedStatus + "]";
    }
}
