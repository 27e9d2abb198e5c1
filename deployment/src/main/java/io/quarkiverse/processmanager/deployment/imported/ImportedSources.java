package io.quarkiverse.processmanager.deployment.imported;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

import org.eclipse.microprofile.config.spi.ConfigSource;

import io.quarkiverse.processmanager.terminal.foreign.ForeignFileException;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;

/**
 * Adds the definitions of other tools to the configuration of a build, below {@code application.properties}. A file that cannot be
 * read adds nothing here; {@link ImportProcessor} reports it.
 */
public final class ImportedSources implements ConfigSourceFactory {

    /** Below {@code application.properties}, and above the defaults of libraries. */
    private static final int ORDINAL = 150;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        List<ConfigSource> sources = new ArrayList<>();
        for (String key : List.of(ImportedFile.PROCFILE, ImportedFile.COMPOSE)) {
            path(context, key).flatMap(path -> source(key, path)).ifPresent(sources::add);
        }
        return sources;
    }

    /** Empty also for a value with an expression that has no value, which the check of all values reports. */
    private static Optional<String> path(ConfigSourceContext context, String key) {
        try {
            ConfigValue path = context.getValue("quarkus.process-manager." + key);
            return Optional.ofNullable(path).map(ConfigValue::getValue).filter(text -> !text.isBlank());
        } catch (NoSuchElementException e) {
            return Optional.empty();
        }
    }

    private static Optional<ConfigSource> source(String key, String path) {
        try {
            ImportedFile file = ImportedFile.of(key, Path.of(path));
            return Optional.of(new PropertiesConfigSource(file.read().properties(), file.file().toString(), ORDINAL));
        } catch (ForeignFileException | InvalidPathException e) {
            return Optional.empty();
        }
    }
}
