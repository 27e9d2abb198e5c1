package io.quarkiverse.processmanager.deployment.export;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.quarkiverse.processmanager.runtime.safe.SecretName;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;

/**
 * What the application needs in order to find its processes elsewhere: the variables that say which processes run elsewhere and where,
 * what the processes contribute to its configuration, and its own settings that refer to an address of a process.
 *
 * @param here the configuration of the build
 * @param there the same configuration with the addresses of the deployment
 */
record ApplicationSettings(SmallRyeConfig here, SmallRyeConfig there, ExportedSettings settings,
        List<ExportedProcess> processes) {

    private static final String EXTERNAL = "QUARKUS_PROCESS_MANAGER_EXTERNAL";
    private static final String PROCESSES = "quarkus.processes.";
    private static final String COMMON = "quarkus.process-manager.";
    /** The name of a variable that the document does not expand. */
    private static final Pattern REFERENCE = Pattern.compile(ExportedSecrets.OPEN + "([^" + ExportedSecrets.CLOSE + "]+)"
            + ExportedSecrets.CLOSE);

    Map<String, ExportedText> environment() {
        Map<String, ExportedText> environment = new TreeMap<>();
        if (processes.isEmpty()) {
            return environment;
        }
        own(environment);
        environment.put(EXTERNAL, ExportedText.plain(String.join(",", processes.stream().map(ExportedProcess::id).toList())));
        for (ExportedProcess process : processes) {
            String prefix = "QUARKUS_PROCESSES_" + ExportedSecrets.variable(process.id()) + "_";
            String host = settings.host(process.id());
            if (!host.equals(ExportTarget.LOCALHOST) && !process.ports().isEmpty()) {
                environment.put(prefix + "HOST", ExportedText.plain(host));
            }
            process.ports().forEach((name, port) -> environment.put(
                    prefix + (name.isEmpty() ? "PORT" : "PORTS_" + ExportedSecrets.variable(name)),
                    ExportedText.plain(String.valueOf(port))));
            process.definition().config().forEach((key, value) -> environment.put(ExportedSecrets.variable(key),
                    process.secrets().value(key, value)));
        }
        return environment;
    }

    /** The settings of the application that are different there. Those of another profile begin with a percent sign. */
    private void own(Map<String, ExportedText> environment) {
        for (String property : here.getPropertyNames()) {
            ConfigValue before = here.getConfigValue(property);
            if (property.startsWith("%") || property.startsWith(PROCESSES) || property.startsWith(COMMON)
                    || before.getConfigSourceOrdinal() >= ExportedSettings.MACHINE) {
                continue;
            }
            String value = Optional.ofNullable(there.getConfigValue(property).getValue()).orElse(before.getValue());
            String translated = value == null || isSecret(property, before.getValue(), value) ? null
                    : settings.addresses().translate("", value);
            if (translated != null && !here(translated).equals(before.getValue())) {
                environment.put(ExportedSecrets.variable(property), secrets(translated));
            }
        }
    }

    /**
     * Whether the value of the build or the one of the document is a secret. The build has no value if a variable is missing. The
     * name of a variable in the document is not the secret itself.
     */
    private static boolean isSecret(String property, String before, String value) {
        return before != null && SecretName.isSecret(property, before)
                || SecretName.isSecret(property, REFERENCE.matcher(value).replaceAll("{$1}"));
    }

    /** The text with the values of variables that the build has. */
    private String here(String text) {
        return REFERENCE.matcher(text).replaceAll(variable -> Matcher.quoteReplacement(
                Objects.requireNonNullElse(here.getConfigValue(variable.group(1)).getValue(), variable.group())));
    }

    private ExportedText secrets(String value) {
        return ExportedSecrets.inValue("APPLICATION_", value).text(value);
    }
}
