package io.quarkiverse.processmanager.runtime.config.service;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.quarkiverse.processmanager.Mode;
import io.quarkiverse.processmanager.runtime.config.contribution.ConfigView;
import io.quarkiverse.processmanager.runtime.config.contribution.KeyForms;
import io.quarkiverse.processmanager.runtime.definition.pattern.PatternSettings;
import io.quarkiverse.processmanager.runtime.service.Services;
import io.quarkiverse.processmanager.runtime.testing.TestDirectory;
import io.quarkiverse.processmanager.runtime.testing.TestLaunch;
import io.quarkiverse.processmanager.service.ProcessService;
import io.quarkus.runtime.LaunchMode;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;

/** Finds the settings that the services of a configuration add to it. */
final class FoundDefaults {

    private static final String DATA_DIR = "data-dir";
    private static final int ORDINAL = Integer.MIN_VALUE;

    private FoundDefaults() {
    }

    /** The settings by their names. */
    static Map<String, ConfigValue> in(ConfigSourceInterceptorContext context) {
        List<ServiceName> names = new ArrayList<>();
        context.iterateNames().forEachRemaining(property -> ServiceName.of(property).ifPresent(names::add));
        if (names.isEmpty()) {
            return Map.of();
        }
        ConfigView view = ConfigView.of(context);
        Map<String, ConfigValue> settings = new TreeMap<>();
        for (ServiceName name : names) {
            service(view, name).ifPresent(service -> defaults(service, new PropertyRequest(name, view), view)
                    .forEach((setting, text) -> add(settings, context, name.properties(setting), service.name(), text)));
        }
        return settings;
    }

    /** The service that the property names. The step that reads the definitions reports a name that is wrong. */
    private static Optional<ProcessService> service(ConfigView view, ServiceName name) {
        try {
            return Optional.ofNullable(view.value(name.prefix() + "service")).map(String::strip).flatMap(Services::find);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Map<String, String> defaults(ProcessService service, PropertyRequest request, ConfigView view) {
        Map<String, String> defaults = new TreeMap<>(service.configuration(request));
        Mode mode = TestLaunch.mode(LaunchMode.current());
        Optional<String> directory = directory(service, request, view, mode);
        directory.ifPresent(path -> defaults.put(DATA_DIR, path));
        return sharedName(view, request, mode).isEmpty() ? defaults : shared(defaults, request, view);
    }

    /** The name of the service for other applications; empty if no other application uses it. */
    static Optional<String> sharedName(ConfigView view, PropertyRequest request, Mode mode) {
        return mode != Mode.DEV ? Optional.empty()
                : Optional.ofNullable(view.value(request.name().prefix() + PatternSettings.SHARED)).map(String::strip)
                        .filter(SharedName::isValid);
    }

    private static Map<String, String> shared(Map<String, String> defaults, PropertyRequest request, ConfigView view) {
        String directory = Optional.ofNullable(view.value(request.name().prefix() + DATA_DIR))
                .orElseGet(() -> defaults.getOrDefault(DATA_DIR, "").replace("$$", "$"));
        Map<String, String> credentials = new TreeMap<>();
        // A service without a datasource does not need the password of the datasource.
        Optional<String> fed = request.feeds("datasource").stream().filter(feed -> defaults.keySet().stream()
                .anyMatch(key -> key.startsWith("config.\"quarkus." + feed.replace('"', '\'') + "."))).findFirst();
        for (String credential : SharedSettings.CREDENTIALS) {
            fed.ifPresent(feed -> credentials.put(credential,
                    KeyForms.value(view, "quarkus." + feed + "." + credential).orElse("quarkus")));
        }
        return new SharedSettings(Path.of(directory).toAbsolutePath()).complete(defaults, credentials);
    }

    private static Optional<String> directory(ProcessService service, PropertyRequest request, ConfigView view, Mode mode) {
        Optional<String> own = Optional.ofNullable(view.value(request.name().prefix() + "service.directory"))
                .map(String::strip).filter(text -> !text.isEmpty());
        if (own.isPresent()) {
            return Optional.of(own.get().replace("$", "$$") + (mode == Mode.TEST ? "-test" : ""));
        }
        Optional<String> shared = sharedName(view, request, mode);
        if (shared.isPresent()) {
            return Optional.of(SharedName.directory(shared.get(), service.name()).replace("$", "$$"));
        }
        // The directory of the build does not exist where a packaged application runs.
        return !service.keepsData() || mode == Mode.PROD ? Optional.empty()
                : Optional.of(TestDirectory.ofBuild() + "/process-manager/" + (mode == Mode.TEST ? "test-" : "") + "data/"
                        + request.id());
    }

    /** A setting of the user, in either form of the id, leaves no place for a default. */
    private static void add(Map<String, ConfigValue> settings, ConfigSourceInterceptorContext context, List<String> names,
            String service, String text) {
        if (names.stream().noneMatch(name -> context.proceed(name) != null)) {
            String name = names.get(0);
            settings.put(name, ConfigValue.builder().withName(name).withValue(text).withRawValue(text)
                    .withConfigSourceName(PatternSettings.source(service)).withConfigSourceOrdinal(ORDINAL).build());
        }
    }
}
