package io.quarkiverse.processmanager.runtime.config.service;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.quarkiverse.processmanager.runtime.config.contribution.ConfigView;
import io.quarkiverse.processmanager.runtime.config.contribution.KeyForms;
import io.quarkiverse.processmanager.runtime.definition.listen.ListenSettings;
import io.quarkiverse.processmanager.service.ServiceRequest;

/** A request with the properties of a configuration that is being created. */
record PropertyRequest(ServiceName name, ConfigView view) implements ServiceRequest {

    private static final String NONE = "none";

    @Override
    public String id() {
        return name.processId();
    }

    @Override
    public List<String> feeds(String... preset) {
        return feeds(value(name.prefix() + "service.feeds"), preset);
    }

    /** The elements of {@code service.feeds}; a blank between them does not count. */
    static List<String> feeds(Optional<String> setting, String... preset) {
        List<String> feeds = setting.map(text -> Arrays.stream(text.split(",")).map(String::strip).toList())
                .orElse(List.of(preset));
        return feeds.equals(List.of(NONE)) ? List.of() : feeds;
    }

    @Override
    public String reference(String setting) {
        return "${" + name.prefix() + setting + "}";
    }

    @Override
    public String host() {
        return hostSetting().filter(host -> host.startsWith("[") && host.endsWith("]"))
                .map(host -> host.substring(1, host.length() - 1)).orElseGet(this::hostReference);
    }

    @Override
    public String urlHost() {
        boolean brackets = hostSetting().filter(host -> !ListenSettings.literal(host).equals(host)).isPresent();
        return brackets ? "[" + hostReference() + "]" : hostReference();
    }

    /** A source can set the host with another form of the id than the one that makes a service of the process. */
    private String hostReference() {
        List<String> names = name.properties("host");
        return "${" + names.get(0) + ":${" + names.get(1) + ":localhost}}";
    }

    /**
     * The host of this start, because an expression cannot add brackets. The step that reads the definitions reports a wrong value.
     */
    private Optional<String> hostSetting() {
        try {
            return name.properties("host").stream().map(view::value).filter(Objects::nonNull).map(String::strip).findFirst();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean hasClass(String type) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return loader != null && loader.getResource(type.replace('.', '/') + ".class") != null;
    }

    @Override
    public Optional<String> value(String property) {
        return KeyForms.value(view, property);
    }
}
