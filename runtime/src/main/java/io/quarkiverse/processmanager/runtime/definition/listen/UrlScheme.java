package io.quarkiverse.processmanager.runtime.definition.listen;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

import io.quarkiverse.processmanager.ProcessCheck;
import io.quarkiverse.processmanager.probe.HttpProbe;
import io.quarkiverse.processmanager.runtime.definition.pattern.PatternDefaults;

/** The scheme of the URL of a process, as a builder collects it: the declared one, that of the check, that of the pattern. */
public final class UrlScheme {

    /** A driver can put a scheme of its own before another one: {@code jdbc:postgresql}. */
    private static final Pattern SYNTAX = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*(:[A-Za-z][A-Za-z0-9+.-]*)*");

    private final PatternDefaults defaults;
    private Optional<String> fromPattern = Optional.empty();
    private Optional<String> own = Optional.empty();

    public UrlScheme(PatternDefaults defaults) {
        this.defaults = defaults;
    }

    /** Sets the scheme. */
    public void set(String scheme) {
        Optional<String> value = Optional.of(defaults.set("url-scheme", scheme));
        if (defaults.isApplying()) {
            fromPattern = value;
        } else {
            own = value;
        }
    }

    /**
     * The scheme that counts.
     *
     * @param problems receives the problem of an invalid scheme
     */
    public Optional<String> of(OptionalInt port, Optional<ProcessCheck> check, BiConsumer<String, String> problems) {
        Optional<String> scheme = own.or(() -> check.flatMap(one -> scheme(one, port))).or(() -> fromPattern);
        scheme.ifPresent(one -> check("url-scheme", one, problems));
        return scheme;
    }

    /** Reports the problem of an invalid scheme. */
    static void check(String setting, String scheme, BiConsumer<String, String> problems) {
        if (!SYNTAX.matcher(scheme).matches()) {
            problems.accept(setting, "'" + scheme + "' is not a URL scheme, such as http, redis or jdbc:postgresql");
        }
    }

    private static Optional<String> scheme(ProcessCheck check, OptionalInt port) {
        if (check.probe() instanceof HttpProbe http) {
            URI url = http.url();
            String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
            int checked = url.getPort() >= 0 ? url.getPort() : scheme.equals("https") ? 443 : 80;
            return Optional.of(scheme).filter(any -> port.isPresent() && port.getAsInt() == checked);
        }
        return Optional.empty();
    }
}
