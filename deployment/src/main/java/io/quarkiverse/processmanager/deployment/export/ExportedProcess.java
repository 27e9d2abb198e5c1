package io.quarkiverse.processmanager.deployment.export;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.probe.CommandProbe;
import io.quarkiverse.processmanager.probe.FileProbe;
import io.quarkiverse.processmanager.probe.HttpProbe;
import io.quarkiverse.processmanager.probe.Probe;
import io.quarkiverse.processmanager.probe.TcpProbe;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.definition.listen.ListenCheck;
import io.quarkiverse.processmanager.runtime.definition.listen.ListenSettings;

/**
 * One process as a writer for another engine sees it: all addresses, ports and directories are those of the place where the process
 * will run. Immutable.
 *
 * @param definition the definition, with what the plan knows about it
 * @param ownImage the image of the property {@code image}
 * @param service the image of the service, with what belongs to it, also if {@link #ownImage} replaces the image; empty for a
 *        process that is no service, and where no container runs it
 * @param waitsFor the dependencies that are exported, too, with the condition of each
 * @param fixedPorts the ports that the configuration or the image of the service fixes; the others are chosen by the build
 * @param envFiles the environment files
 * @param initScripts the files that initialize the data of the service, as the configuration has them
 * @param written the keys that the configuration sets for the process
 * @param isLocalProgram whether the program of the command is a file of the machine of the build, which no image has
 * @param secrets the secrets, of which texts have the names only
 */
public record ExportedProcess(ProcessDefinition definition, Optional<String> ownImage, Optional<ServiceImage> service,
        Map<String, Dependency.Condition> waitsFor, Set<Integer> fixedPorts, EnvFiles envFiles,
        List<String> initScripts, Set<String> written, boolean isLocalProgram,
        ExportedSecrets secrets) {

    public ExportedProcess {
        waitsFor = Collections.unmodifiableMap(new LinkedHashMap<>(waitsFor));
        fixedPorts = Set.copyOf(fixedPorts);
        initScripts = List.copyOf(initScripts);
        written = Collections.unmodifiableSet(new TreeSet<>(written));
    }

    /** The id of the process. */
    public String id() {
        return definition.id();
    }

    /** The image that runs the process: its own, else that of its service. */
    public Optional<String> image() {
        return ownImage.or(() -> service.map(ServiceImage::image));
    }

    /** Whether the process is done when it exits with success. */
    public boolean isTask() {
        return ProcessSettings.isTask(definition);
    }

    /** The ports by name, in order; the main port has the empty name. */
    public Map<String, Integer> ports() {
        return ListenCheck.ports(definition);
    }

    /**
     * The words of the command: those of the process, or those that the image of its service needs. Empty for the command of the
     * image.
     */
    public List<ExportedText> words() {
        if (service.isPresent()) {
            return texts(service.get().command());
        }
        return isLocalProgram ? List.of() : ownWords();
    }

    /** The words of the command of the process, wherever its program is. */
    public List<ExportedText> ownWords() {
        return texts(shell(definition.command().words(), definition.command().shell()));
    }

    /** As {@code command.shell} runs a script: with the further words as its arguments. */
    private static List<String> shell(List<String> words, boolean shell) {
        if (!shell || words.isEmpty()) {
            return words;
        }
        List<String> all = new ArrayList<>(List.of("/bin/sh", "-c", words.get(0)));
        if (words.size() > 1) {
            all.add("sh");
            all.addAll(words.subList(1, words.size()));
        }
        return all;
    }

    /**
     * The variables that the process needs: its own, those of its ports and of its dependencies, and those that the image of its
     * service reads.
     */
    public Map<String, ExportedText> environment() {
        Map<String, ExportedText> environment = new TreeMap<>();
        service.ifPresent(image -> {
            image.environment().forEach((name, value) -> environment.put(name, ExportedText.plain(value)));
            image.secrets().forEach((name, key) -> environment.put(name,
                    ExportedText.reference(ExportedSecrets.variable(id()) + "_" + ExportedSecrets.variable(key))));
        });
        Map<String, String> own = new TreeMap<>();
        if (service.isEmpty()) {
            own.putAll(ListenSettings.variables(definition));
            definition.start().dataDir().ifPresent(directory -> own.put("DATA_DIR", directory.toString()));
        }
        definition.command().references().values().forEach(own::putAll);
        own.putAll(definition.command().environment());
        own.forEach((name, value) -> environment.put(name, secrets.value(name, value)));
        return environment;
    }

    /** The directory of the data where the process runs. */
    public Optional<String> dataDirectory() {
        return service.isPresent() ? service.get().data() : definition.start().dataDir().map(Path::toString);
    }

    /**
     * The check of the process, on the host {@code localhost} if it connects to the process itself. A service in a container has the
     * check of its image, or a connection to its port.
     */
    public Optional<Probe> probe() {
        if (definition.healthCheck().isEmpty() || service.isEmpty()) {
            return definition.healthCheck().map(check -> check.probe());
        }
        List<String> words = service.get().check();
        return Optional.of(words.isEmpty() ? new TcpProbe(ExportTarget.LOCALHOST, service.get().ports().get(""))
                : new CommandProbe(words, 0));
    }

    /** A text of the process, such as a word of its check, with names in place of secrets. */
    public ExportedText text(String text) {
        return secrets.text(text);
    }

    /** Words of the process, such as those of its stop command. */
    public List<ExportedText> texts(List<String> words) {
        return secrets.texts(words);
    }

    /** A header of a check, with the name of a variable in place of a secret. */
    public ExportedText header(String name, String value) {
        List<ExportedText.Part> parts = new ArrayList<>(ExportedText.plain(name + ": ").parts());
        parts.addAll(secrets.header(name, value).parts());
        return new ExportedText(parts);
    }

    /** The names of the secrets in the command and in the environment. */
    Set<String> references() {
        Set<String> names = new TreeSet<>();
        words().forEach(text -> names.addAll(text.references()));
        environment().values().forEach(text -> names.addAll(text.references()));
        texts(definition.stop().command()).forEach(text -> names.addAll(text.references()));
        texts(definition.start().preStart()).forEach(text -> names.addAll(text.references()));
        probe().ifPresent(probe -> {
            if (probe instanceof CommandProbe command) {
                texts(command.words()).forEach(text -> names.addAll(text.references()));
            } else if (probe instanceof HttpProbe http) {
                names.addAll(text(http.url().toString()).references());
                http.headers().forEach((name, value) -> names.addAll(header(name, value).references()));
            } else if (probe instanceof FileProbe file) {
                names.addAll(text(file.file().toString()).references());
            }
        });
        return names;
    }
}
