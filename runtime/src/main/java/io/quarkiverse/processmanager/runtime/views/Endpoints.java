package io.quarkiverse.processmanager.runtime.views;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import io.quarkiverse.processmanager.ProcessCheck;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.probe.HttpProbe;
import io.quarkiverse.processmanager.probe.Probe;
import io.quarkiverse.processmanager.probe.TcpProbe;
import io.quarkiverse.processmanager.runtime.definition.listen.ListenSettings;

/**
 * The addresses of a process: its main port, its other ports, and the port of its health check if that is none of them. The scheme
 * is the declared one, else that of the check, of the service or of the pattern. Pure functions.
 */
public final class Endpoints {

    /** The name of the main port. */
    static final String MAIN = "main";
    /** The name of the port that only the health check names. */
    static final String CHECK = "health check";

    /** The schemes that a browser opens. */
    private static final Set<String> OF_BROWSERS = Set.of("http", "https");

    private Endpoints() {
    }

    /** The addresses, the main port first. */
    public static List<ProcessRow.Endpoint> of(ProcessDefinition definition) {
        Optional<Checked> checked = definition.healthCheck().flatMap(check -> Checked.of(check));
        List<ProcessRow.Endpoint> endpoints = new ArrayList<>();
        definition.port().ifPresent(port -> endpoints.add(endpoint(definition, MAIN, port,
                definition.urlScheme().or(() -> ofScript(definition)), checked)));
        definition.ports().forEach((name, port) -> endpoints
                .add(endpoint(definition, name, port, Optional.ofNullable(definition.urlSchemes().get(name)), checked)));
        checked.filter(one -> endpoints.stream().noneMatch(endpoint -> endpoint.port() == one.port()))
                .ifPresent(one -> endpoints.add(endpoint(CHECK, one.scheme(), one.host(), one.port())));
        return List.copyOf(endpoints);
    }

    /** The server of an npm script is a web server, unless a setting names another scheme. */
    private static Optional<String> ofScript(ProcessDefinition definition) {
        return definition.command().program().npmScript().map(script -> "http");
    }

    private static ProcessRow.Endpoint endpoint(ProcessDefinition definition, String name, int port, Optional<String> declared,
            Optional<Checked> checked) {
        Optional<Checked> here = checked.filter(one -> one.port() == port && !one.scheme().isEmpty());
        String host = here.map(Checked::host).orElse(definition.host());
        return endpoint(name, declared.or(() -> here.map(Checked::scheme)).orElse(""), host, port);
    }

    private static ProcessRow.Endpoint endpoint(String name, String scheme, String host, int port) {
        String address = (scheme.isEmpty() ? "" : scheme + "://") + ListenSettings.literal(host) + ":" + port;
        boolean link = port > 0 && OF_BROWSERS.contains(scheme.toLowerCase(Locale.ROOT));
        return new ProcessRow.Endpoint(name, scheme, host, port, address, link ? Optional.of(address + "/") : Optional.empty());
    }

    /** Where a health check connects to; the scheme of a TCP check is empty. */
    private record Checked(String scheme, String host, int port) {

        static Optional<Checked> of(ProcessCheck check) {
            Probe probe = check.probe();
            if (probe instanceof HttpProbe http) {
                URI url = http.url();
                int port = url.getPort() >= 0 ? url.getPort() : "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
                return Optional.of(new Checked(url.getScheme(), url.getHost(), port));
            }
            return probe instanceof TcpProbe tcp ? Optional.of(new Checked("", tcp.host(), tcp.port())) : Optional.empty();
        }
    }
}
