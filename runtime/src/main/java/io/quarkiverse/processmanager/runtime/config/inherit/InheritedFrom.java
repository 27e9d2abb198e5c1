package io.quarkiverse.processmanager.runtime.config.inherit;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.processmanager.Problem;

/**
 * Where a setting of a process is written, if that is not at the process.
 *
 * @param processId the process that has the setting; empty for the defaults of all processes
 * @param setting the setting below the process or below {@code quarkus.process-manager}
 * @param source the config source with the setting
 */
public record InheritedFrom(String processId, String setting, String source) {

    static Optional<InheritedFrom> of(@Nullable String source, String property) {
        String setting = SettingKey.of(property).map(SettingKey::setting).orElse("");
        if (source == null || setting.isEmpty()) {
            return Optional.empty();
        }
        int bracket = source.indexOf(" (");
        if (source.startsWith(Lineage.OF_PROCESS) && bracket > 0) {
            return Optional.of(new InheritedFrom(source.substring(Lineage.OF_PROCESS.length(), bracket), setting,
                    inside(source, bracket)));
        }
        return source.startsWith(Lineage.OF_DEFAULTS + " (")
                ? Optional.of(new InheritedFrom("", Lineage.OF_DEFAULTS + "." + setting, inside(source, bracket)))
                : Optional.empty();
    }

    private static String inside(String source, int bracket) {
        return source.substring(bracket + 2, source.length() - 1);
    }

    /** The source of a value without the words about the process or the defaults that have it. */
    public static String configSource(@Nullable String source) {
        return of(source, SettingKey.PROCESSES + "x.x").map(InheritedFrom::source).orElseGet(() -> String.valueOf(source));
    }

    /** The problem of a setting where the setting is written. */
    public Problem at(Problem problem) {
        return new Problem(processId, setting, problem.message());
    }
}
