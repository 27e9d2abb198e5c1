package io.quarkiverse.processmanager.deployment.export;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.runtime.config.ProcessesConfig;
import io.quarkiverse.processmanager.runtime.definition.listen.ListenCheck;
import io.quarkiverse.processmanager.runtime.definition.listen.ListenSettings;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Expressions;
import io.smallrye.config.SmallRyeConfig;

/**
 * The settings that are different where the processes of a deployment run: the host and the ports of each process and the directory
 * of its data. A process whose port is 0 gets a fixed one. Immutable after its creation.
 */
final class ExportedSettings {

    /** Port 0 becomes a port of this range, as in dev mode; the first process gets the first port. */
    private static final int FIRST_PORT = 20000;
    private static final int HTTP_PORT = 8080;
    private static final String PROCESSES = "quarkus.processes.";
    private static final String COMMON = "quarkus.process-manager.";
    /** Sources from here on belong to the machine of the build: its environment and its system properties. */
    static final int MACHINE = 300;
    /** A variable of the environment of the build. A reference with a default has a value. */
    private static final Pattern VARIABLE = Pattern.compile("(?<![$\\\\])\\$\\{([A-Z_][A-Z0-9_]*)}");
    private static final Pattern TEXT = Pattern.compile(
            "(env\\..+|(config\\..+)|command|args|pre-start\\.command|stop\\.command|health\\.command|health\\.args)(\\[\\d+])?");

    private static final Pattern OWN_ADDRESS = Pattern.compile(
            "((?:localhost|127\\.0\\.0\\.1|\\[::1])\\\\?:)\\$\\{quarkus\\.http\\.port(?::\\d+)?}");

    private final ProcessesConfig config;
    private final ExportTarget target;
    private final Map<String, ServiceImage> images = new TreeMap<>();
    /** The usual ports of each service. A container has no others; a server of a machine has them unless the user fixes a port. */
    private final Map<String, Map<String, Integer>> standard = new TreeMap<>();
    private final Map<String, Set<Integer>> fixed = new TreeMap<>();
    /** The ports where the processes will run, by id and by the name of the port. */
    private final Map<String, Map<String, Integer>> ports = new LinkedHashMap<>();
    private final Map<String, String> properties = new TreeMap<>();
    private final Map<Integer, LiteralAddresses.Place> byPort = new HashMap<>();
    private final Map<Integer, LiteralAddresses.Place> places = new HashMap<>();
    private final Set<Integer> ambiguous = new TreeSet<>();
    private final int httpPort;

    ExportedSettings(ProcessesConfig config, ExportTarget target, List<ProcessDefinition> exported) {
        this.config = config;
        this.target = target;
        this.httpPort = config.raw().getOptionalValue("quarkus.http.port", Integer.class).filter(port -> port > 0)
                .orElse(HTTP_PORT);
        int applicationPort = target.applicationPort() > 0 ? target.applicationPort() : httpPort;
        LiteralAddresses.Place place = new LiteralAddresses.Place("", target.applicationHost(), applicationPort);
        byPort.put(httpPort, place);
        places.put(applicationPort, place);
        Set<Integer> taken = new TreeSet<>();
        exported.forEach(definition -> ListenCheck.ports(definition).values().forEach(taken::add));
        for (ProcessDefinition definition : exported) {
            image(definition).ifPresent(image -> {
                standard.put(definition.id(), image.ports());
                if (target.containers()) {
                    images.put(definition.id(), image);
                }
            });
            ports.put(definition.id(), ports(definition, taken));
            describe(definition);
        }
        // The default of Quarkus is no property of the sources.
        properties.put("quarkus.http.port", String.valueOf(applicationPort));
        if (applicationPort != httpPort) {
            addressesOfApplication();
        }
        references();
    }

    private Optional<ServiceImage> image(ProcessDefinition definition) {
        String id = definition.id();
        if (definition.pattern().filter(pattern -> pattern.isService()).isEmpty()) {
            return Optional.empty();
        }
        Optional<String> version = Optional.ofNullable(config.processes().get(id))
                .flatMap(process -> process.service().version());
        return ServiceImages.of(definition.pattern().get().name(), version, Credentials.user(config, definition), host(id));
    }

    private Map<String, Integer> ports(ProcessDefinition definition, Set<Integer> taken) {
        Map<String, Integer> there = new TreeMap<>();
        Map<String, Integer> ofService = standard.getOrDefault(definition.id(), Map.of());
        Set<Integer> known = new TreeSet<>(ofService.values());
        ListenCheck.ports(definition).forEach((name, port) -> {
            boolean usual = ofService.containsKey(name) && (target.containers() || port == 0);
            there.put(name, usual ? ofService.get(name) : port > 0 ? port : free(taken));
            if (port > 0) {
                known.add(port);
            }
            LiteralAddresses.Place place = new LiteralAddresses.Place(definition.id(), host(definition.id()), there.get(name));
            if (port > 0) {
                byPort.put(port, place);
            }
            // A reference to the port is expanded already. Where two images have the same port, it names neither.
            (places.putIfAbsent(place.port(), place) == null ? new TreeSet<Integer>() : ambiguous).add(place.port());
        });
        fixed.put(definition.id(), known);
        return there;
    }

    private static int free(Set<Integer> taken) {
        int port = FIRST_PORT;
        while (!taken.add(port)) {
            port++;
        }
        return port;
    }

    private void describe(ProcessDefinition definition) {
        String id = definition.id();
        if (ListenSettings.isLocal(definition.host()) && !host(id).equals(ExportTarget.LOCALHOST)) {
            set(id, "host", host(id));
        }
        ports.get(id).forEach((name, port) -> set(id, name.isEmpty() ? "port" : "ports." + name, String.valueOf(port)));
        image(id).flatMap(ServiceImage::data).or(() -> definition.start().dataDir().map(path -> target.dataRoot() + "/" + id))
                .ifPresent(directory -> set(id, "data-dir", directory));
    }

    /** In the form of the id that the sources have: a mapping reads all settings of a process in one form. */
    private void set(String id, String setting, String value) {
        String quoted = PROCESSES + '"' + id + "\".";
        boolean isQuoted = false;
        for (String property : config.raw().getPropertyNames()) {
            isQuoted |= property.startsWith(quoted);
        }
        properties.put((isQuoted ? quoted : PROCESSES + id + ".") + setting, value);
    }

    /**
     * An address of the application keeps the port of this machine, by which {@link LiteralAddresses} finds it: another process can
     * have the port that the application has there.
     */
    private void addressesOfApplication() {
        for (String property : config.raw().getPropertyNames()) {
            String text = Expressions.withoutExpansion(() -> config.raw().getConfigValue(property).getRawValue());
            Matcher address = OWN_ADDRESS.matcher(text == null ? "" : text);
            if (address.find()) {
                properties.put(property, address.replaceAll("$1" + httpPort));
            }
        }
    }

    /**
     * Keeps references to variables of the environment: their values belong to the machine of the build, or are not there. A variable
     * that another kind of setting has too, such as a port, is expanded as always.
     */
    private void references() {
        Set<String> inTexts = new TreeSet<>();
        Set<String> elsewhere = new TreeSet<>();
        SmallRyeConfig raw = config.raw();
        for (String property : raw.getPropertyNames()) {
            if (property.startsWith(PROCESSES)) {
                String text = Expressions.withoutExpansion(() -> raw.getConfigValue(property).getRawValue());
                Matcher variable = VARIABLE.matcher(text == null ? "" : text);
                while (variable.find()) {
                    (TEXT.matcher(setting(property)).matches() ? inTexts : elsewhere).add(variable.group(1));
                }
            } else if (!property.startsWith(COMMON)) {
                ofApplication(property);
            }
        }
        inTexts.removeAll(elsewhere);
        inTexts.forEach(name -> properties.put(name, ExportedSecrets.OPEN + name + ExportedSecrets.CLOSE));
    }

    /**
     * A property of the application with an address and a variable: its value belongs to the document, that
     * of the variable does not.
     */
    private void ofApplication(String property) {
        ConfigValue value = Expressions.withoutExpansion(() -> config.raw().getConfigValue(property));
        String text = properties.getOrDefault(property, value.getValue());
        if (text == null || value.getConfigSourceOrdinal() >= MACHINE
                || !text.contains("${" + PROCESSES) && !LiteralAddresses.isLocal(text)) {
            return;
        }
        String kept = VARIABLE.matcher(text).replaceAll(variable -> isOfMachine(variable.group(1))
                ? ExportedSecrets.OPEN + variable.group(1) + ExportedSecrets.CLOSE
                : Matcher.quoteReplacement(variable.group()));
        if (!kept.equals(text)) {
            properties.put(property, kept);
        }
    }

    private boolean isOfMachine(String variable) {
        ConfigValue value = config.raw().getConfigValue(variable);
        return value.getValue() == null || value.getConfigSourceOrdinal() >= MACHINE;
    }

    private static String setting(String property) {
        String name = property.substring(PROCESSES.length());
        int end = name.startsWith("\"") ? name.indexOf('"', 1) + 1 : name.indexOf('.');
        return end <= 0 || end >= name.length() ? "" : name.substring(end + 1);
    }

    /** The host on which others find a process. */
    String host(String id) {
        return target.hosts().apply(id);
    }

    Optional<ServiceImage> image(String id) {
        return Optional.ofNullable(images.get(id));
    }

    /** The ports that the configuration or the service fixes. */
    Set<Integer> fixed(String id) {
        return fixed.get(id);
    }

    /** The settings with the highest priority, by their names. */
    Map<String, String> properties() {
        return properties;
    }

    LiteralAddresses addresses() {
        Map<Integer, LiteralAddresses.Place> all = new HashMap<>(places);
        all.keySet().removeAll(ambiguous);
        all.putAll(byPort);
        return new LiteralAddresses(all);
    }

    int httpPort() {
        return httpPort;
    }
}
