package io.quarkiverse.processmanager.deployment.export.kubernetes;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.quarkiverse.processmanager.deployment.export.ExportedProcess;
import io.quarkiverse.processmanager.deployment.export.ExportedText;

/** Makes the container of a process. */
final class ContainerMaker {

    /** The variable that the process manager gives to each replica, and the label with which a cluster counts them. */
    private static final String REPLICA_INDEX = "REPLICA_INDEX";
    private static final String POD_INDEX = "metadata.labels['apps.kubernetes.io/pod-index']";
    private static final String REPLICA = "{replica}";
    /** How many characters the name of a container, a label, or the name of a Service has at most. */
    static final int LABEL = 63;

    private final SecretNames secrets;
    private final Path project;

    /**
     * @param project the directory of the build, which no image has
     */
    ContainerMaker(SecretNames secrets, Path project) {
        this.secrets = secrets;
        this.project = project;
    }

    /**
     * The container.
     *
     * @param image the name of the image
     * @param name the name of the container
     * @param place where the container runs: a task has no probes
     * @param claimed whether a volume that lasts has the data. Its file system has a directory of its own, which a server refuses
     * @param problems receives what the container cannot have, as a setting and the end of a sentence
     */
    Container make(ExportedProcess process, String image, String name, Place place, boolean claimed,
            BiConsumer<String, String> problems) {
        ContainerBuilder container = new ContainerBuilder().withName(name).withImage(image);
        List<ExportedText> words = process.words();
        UnaryOperator<String> names = SecretNames.names(process.environment());
        command(process, words.stream().map(word -> indexed(SecretNames.text(word, names))).toList(), container);
        if (process.isLocalProgram() && process.service().isEmpty()) {
            problems.accept("command",
                    "runs a program of the machine of the build; the container runs the entry point of its image");
        }
        Set<String> references = new TreeSet<>();
        words.forEach(word -> references.addAll(word.references()));
        container.withEnv(variables(process, references)).withPorts(ports(process));
        directory(process, problems).ifPresent(container::withWorkingDir);
        if (process.dataDirectory().isPresent() && !claimed) {
            problems.accept(process.written().contains("data-dir") ? "data-dir" : "service",
                    "has its data in an emptyDir, which is lost with the pod; to keep the data, set kubernetes.placement=separate "
                            + "and kubernetes.storage");
        }
        process.dataDirectory().ifPresent(directory -> container.addToVolumeMounts(
                new VolumeMountBuilder().withName(volume(process)).withMountPath(directory)
                        .withSubPath(claimed ? "data" : null).build()));
        Rights.user(process, problems).ifPresent(container::withSecurityContext);
        Rights.resources(process).ifPresent(container::withResources);
        if (place == Place.SIDECAR || place == Place.CONTAINER || place == Place.DEPLOYMENT) {
            checks(process, place, container, problems);
            StopHook.of(process, problems).ifPresent(container::withLifecycle);
        }
        if (place == Place.SIDECAR) {
            container.withRestartPolicy("Always");
        }
        return container.build();
    }

    /** The image of a service has an entry point that prepares the data, so its words are the arguments of that. */
    private static void command(ExportedProcess process, List<String> words, ContainerBuilder container) {
        if (process.service().isPresent()) {
            container.withArgs(words);
        } else if (!words.isEmpty()) {
            container.withCommand(words.get(0)).withArgs(words.subList(1, words.size()));
        }
    }

    /** The name of the volume with the data of a process. */
    static String volume(ExportedProcess process) {
        return shortened(process.id(), 58) + "-data";
    }

    private List<EnvVar> variables(ExportedProcess process, Set<String> references) {
        List<EnvVar> variables = new java.util.ArrayList<>();
        if (process.definition().replicas() > 1) {
            variables.add(
                    new EnvVarBuilder().withName(REPLICA_INDEX).withNewValueFrom().withNewFieldRef().withFieldPath(POD_INDEX)
                            .endFieldRef().endValueFrom().build());
        }
        for (EnvVar variable : secrets.variables(process.environment(), references)) {
            if (variable.getValue() != null) {
                variable.setValue(indexed(variable.getValue()));
            }
            variables.add(variable);
        }
        return variables;
    }

    private static String indexed(String text) {
        return text.replace(REPLICA, "$(" + REPLICA_INDEX + ")");
    }

    static List<ContainerPort> ports(ExportedProcess process) {
        return process.ports().entrySet().stream()
                .map(port -> new ContainerPortBuilder().withName(portName(process, port.getKey()))
                        .withContainerPort(port.getValue()).build())
                .toList();
    }

    /** A name of a port has 15 characters, and names in a pod must differ; the main port has the name of its process. */
    static String portName(ExportedProcess process, String name) {
        String plain = (name.isEmpty() ? process.id() : process.id() + "-" + name).toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-");
        return shortened(plain, 15);
    }

    /** A name with a limit: a longer one ends in digits that depend on all of it. */
    static String shortened(String name, int length) {
        if (name.length() <= length) {
            return name.replaceAll("-+$", "");
        }
        return name.substring(0, length - 5).replaceAll("-+$", "") + "-"
                + String.format(Locale.ROOT, "%04x", name.hashCode() & 0xffff);
    }

    private Optional<String> directory(ExportedProcess process, BiConsumer<String, String> problems) {
        Optional<Path> directory = process.definition().command().directory().filter(some -> process.written().contains("cwd"));
        if (directory.filter(some -> !some.isAbsolute() || some.startsWith(project)).isPresent()) {
            problems.accept("cwd", "is a directory of the build; the container begins in the working directory of its image");
            return Optional.empty();
        }
        return directory.map(Path::toString);
    }

    private static void checks(ExportedProcess process, Place place, ContainerBuilder container,
            BiConsumer<String, String> problems) {
        Probes probes = new Probes(process, problems);
        probes.startup().ifPresent(container::withStartupProbe);
        if (place == Place.DEPLOYMENT || process.definition().report().required()) {
            probes.readiness().ifPresent(container::withReadinessProbe);
        }
        probes.liveness().ifPresent(container::withLivenessProbe);
    }

}
