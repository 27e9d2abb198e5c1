package io.quarkiverse.processmanager.runtime.definition.listen;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.BiConsumer;

import io.quarkiverse.processmanager.PortConflict;
import io.quarkiverse.processmanager.PortOwner;
import io.quarkiverse.processmanager.ProcessCheck;
import io.quarkiverse.processmanager.runtime.definition.pattern.PatternDefaults;

/** The fields of a builder that say where the process listens. */
public final class Listening {

    private final PatternDefaults defaults;
    private final UrlScheme urlScheme;
    private final Map<String, Integer> ports = new TreeMap<>();
    private final Map<String, String> urlSchemes = new TreeMap<>();
    private String host = ListenSettings.LOCALHOST;
    private OptionalInt port = OptionalInt.empty();
    private PortConflict conflict = PortConflict.FAIL;
    private Optional<PortOwner> owner = Optional.empty();

    public Listening(PatternDefaults defaults) {
        this.defaults = defaults;
        this.urlScheme = new UrlScheme(defaults);
    }

    public void host(String value) {
        host = defaults.set("host", value);
    }

    public void port(int value) {
        port = OptionalInt.of(defaults.set("port", value));
    }

    public void port(String name, int value) {
        ports.put(name, defaults.set("ports." + name, value));
    }

    public void conflict(PortConflict value) {
        conflict = defaults.set("port-conflict", value);
    }

    public void owner(PortOwner value) {
        owner = Optional.of(defaults.set("port-owner", value));
    }

    public void urlScheme(String name, String scheme) {
        urlSchemes.put(name, defaults.set("url-schemes." + name, scheme));
    }

    public UrlScheme urlScheme() {
        return urlScheme;
    }

    public String host() {
        return host;
    }

    public OptionalInt port() {
        return port;
    }

    /**
     * The settings, with the defaults that follow from the command and from the health check.
     *
     * @param problems receives each problem as a setting and a message
     */
    public ListenSettings build(List<String> words, boolean shell, Optional<ProcessCheck> check,
            BiConsumer<String, String> problems) {
        return new ListenSettings(host, port, ports, owner.orElseGet(() -> PortOwnership.of(words, shell)), conflict,
                urlScheme.of(port, check, problems), urlSchemes);
    }
}
