package io.quarkiverse.processmanager.deployment.export.kubernetes;

import java.util.List;
import java.util.Optional;

import io.dekorate.kubernetes.decorator.ApplicationContainerDecorator;
import io.dekorate.kubernetes.decorator.Decorator;
import io.dekorate.kubernetes.decorator.NamedResourceDecorator;
import io.dekorate.kubernetes.decorator.ResourceProvidingDecorator;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesListBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;

/**
 * Adds a document to the manifests. It runs last: the decorators of the extension for all containers, such as the one that renames the
 * container of the application, are for that container only.
 */
final class ManifestDecorator extends Decorator<KubernetesListBuilder> {

    /** The default of Kubernetes. */
    private static final long GRACE_SECONDS = 30;

    private final String application;
    private final KubernetesDocument document;

    /**
     * @param application the name of the workload of the application
     */
    ManifestDecorator(String application, KubernetesDocument document) {
        this.application = application;
        this.document = document;
    }

    @Override
    public void visit(KubernetesListBuilder list) {
        list.accept(new NamedResourceDecorator<PodSpecBuilder>(application) {
            @Override
            public void andThenVisit(PodSpecBuilder pod, ObjectMeta ofWorkload) {
                addTo(pod);
            }
        });
        Optional<String> namespace = list.buildItems().stream().map(HasMetadata::getMetadata)
                .filter(metadata -> application.equals(metadata.getName())).map(ObjectMeta::getNamespace)
                .filter(some -> some != null).findFirst();
        for (HasMetadata object : document.objects()) {
            namespace.ifPresent(object.getMetadata()::setNamespace);
            list.addToItems(object);
        }
    }

    private void addTo(PodSpecBuilder pod) {
        List<Container> containers = pod.buildContainers();
        for (int i = 0; i < containers.size(); i++) {
            if (containers.size() == 1 || containers.get(i).getName().equals(application)) {
                pod.setToContainers(i, withEnvironment(containers.get(i)));
                break;
            }
        }
        // Before the other init containers: those can need a process, and none of ours needs them.
        for (int i = 0; i < document.initContainers().size(); i++) {
            pod.addToInitContainers(i, document.initContainers().get(i));
        }
        document.containers().forEach(pod::addToContainers);
        document.volumes().forEach(pod::addToVolumes);
        long grace = Optional.ofNullable(pod.getTerminationGracePeriodSeconds()).orElse(GRACE_SECONDS);
        long needed = Math.max(grace, document.containerSeconds()) + document.sidecarSeconds();
        if (needed > grace) {
            pod.withTerminationGracePeriodSeconds(needed);
        }
    }

    /** A variable that the user sets with {@code quarkus.kubernetes.env} stays. */
    private Container withEnvironment(Container container) {
        ContainerBuilder with = new ContainerBuilder(container);
        for (EnvVar variable : document.environment()) {
            if (container.getEnv().stream().noneMatch(own -> own.getName().equals(variable.getName()))) {
                with.addToEnv(variable);
            }
        }
        return with.build();
    }

    @Override
    @SuppressWarnings("unchecked")
    public Class<? extends Decorator>[] after() {
        return new Class[] { ResourceProvidingDecorator.class, NamedResourceDecorator.class,
                ApplicationContainerDecorator.class };
    }
}
