package io.quarkiverse.processmanager.deployment.export.kubernetes;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.deployment.export.Exports;
import io.quarkiverse.processmanager.deployment.export.kubernetes.KubernetesManifests.KubernetesContext;
import io.quarkiverse.processmanager.runtime.config.export.KubernetesPlacement;

/** The manifests of an application {@code shop} with some processes, without a build. */
record Manifests(KubernetesDocument document, List<HasMetadata> objects) {

    private static final String APPLICATION = "shop";
    private static final KubernetesSerialization YAML = new KubernetesSerialization(new ObjectMapper(), true);

    /** Properties below {@code quarkus.processes}, as {@code db.service=postgresql}. */
    static Manifests of(String... lines) {
        return withJobs(Set.of(), lines);
    }

    /** The same with Jobs that run the application before its pod. */
    static Manifests withJobs(Set<String> jobs, String... lines) {
        Exports exports = Exports.with(lines);
        KubernetesDocument document = KubernetesManifests.of(exports::at, settings(lines),
                new KubernetesContext(APPLICATION, Path.of("").toAbsolutePath(), false, jobs, 80));
        HasMetadata workload = new DeploymentBuilder().withNewMetadata()
                .withName(APPLICATION).withNamespace("shops").endMetadata().withNewSpec().withNewSelector()
                .addToMatchLabels("app.kubernetes.io/name", APPLICATION).endSelector().withNewTemplate().withNewMetadata()
                .addToLabels("app.kubernetes.io/name", APPLICATION).endMetadata().withNewSpec().addNewContainer()
                .withName(APPLICATION).withImage("acme/shop:1.0").endContainer().endSpec().endTemplate().endSpec().build();
        return new Manifests(document, new ManifestWriter(APPLICATION, document).add(List.of(workload)));
    }

    /** The settings as the processor finds them in the mapping of the configuration: those of the processes with an image, or with one of them. */
    private static Map<String, KubernetesSettings> settings(String... lines) {
        Map<String, KubernetesSettings> settings = new TreeMap<>();
        for (String line : lines) {
            String id = line.split("\\.", 2)[0];
            String setting = line.substring(id.length() + 1, line.indexOf('='));
            String value = line.substring(line.indexOf('=') + 1);
            if (!setting.equals("image") && !setting.startsWith("kubernetes.")) {
                continue;
            }
            KubernetesSettings before = settings.getOrDefault(id, KubernetesSettings.NONE);
            settings.put(id, switch (setting) {
                case "kubernetes.image" -> new KubernetesSettings(Optional.of(value), before.placement(),
                        before.secret(), before.storage());
                case "kubernetes.placement" -> new KubernetesSettings(before.image(),
                        Optional.of(KubernetesPlacement.valueOf(value.toUpperCase(Locale.ROOT))),
                        before.secret(), before.storage());
                case "kubernetes.secret" -> new KubernetesSettings(before.image(), before.placement(),
                        Optional.of(value), before.storage());
                case "kubernetes.storage" -> new KubernetesSettings(before.image(), before.placement(), before.secret(),
                        Optional.of(value));
                default -> before;
            });
        }
        return settings;
    }

    String yaml() {
        return objects.stream().map(YAML::asYaml).map(text -> text.startsWith("---") ? text : "---\n" + text)
                .collect(Collectors.joining());
    }

    PodSpec pod() {
        return find(Deployment.class, APPLICATION).getSpec().getTemplate().getSpec();
    }

    Container container(String name) {
        return Stream.concat(pod().getInitContainers().stream(), pod().getContainers().stream())
                .filter(container -> container.getName().equals(name)).findFirst().orElseThrow();
    }

    <T extends HasMetadata> T find(Class<T> type, String name) {
        return objects.stream().filter(type::isInstance).map(type::cast)
                .filter(object -> object.getMetadata().getName().equals(name)).findFirst().orElseThrow();
    }

    List<String> withoutCounterpart() {
        return document.withoutCounterpart().stream().map(Problem::toString).toList();
    }

    List<String> problems() {
        return document.problems().stream().map(Problem::toString).toList();
    }
}
