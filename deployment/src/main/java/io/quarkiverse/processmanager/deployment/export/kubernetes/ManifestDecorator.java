package io.quarkiverse.processmanager.deployment.export.kubernetes;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.ObjectMapper;

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
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/**
 * Adds a document to the manifests. It runs last: the decorators of the extension for all containers, such as the one that renames the
 * container of the application, are for that container only.
 */
final class ManifestDecorator extends Decorator<KubernetesListBuilder> {

    /** The default of Kubernetes. */
    private static final long GRACE_SECONDS = 30;
    private static final KubernetesSerialization COPIES = new KubernetesSerialization(new ObjectMapper(), true);

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
        List<ObjectMeta> workloads = list.buildItems().stream().map(HasMetadata::getMetadata)
                .filter(metadata -> application.equals(metadata.getName())).toList();
        if (workloads.isEmpty()) {
            // Each target has a list, and a workload can have another name there.
            return;
        }
        list.accept(new NamedResourceDecorator<PodSpecBuilder>(application) {
            @Override
            public void andThenVisit(PodSpecBuilder pod, ObjectMeta ofWorkload) {
                addTo(pod);
            }
        });
        // Only a Service of Knative has a container.
        list.accept(new NamedResourceDecorator<ContainerBuilder>("Service", application) {
            @Override
            public void andThenVisit(ContainerBuilder container, ObjectMeta ofWorkload) {
                addEnvironment(container);
            }
        });
        document.jobs().forEach(job -> list.accept(new NamedResourceDecorator<ContainerBuilder>("Job", job) {
            @Override
            public void andThenVisit(ContainerBuilder container, ObjectMeta ofJob) {
                addEnvironment(container);
            }
        }));
        Optional<String> namespace = workloads.stream().map(ObjectMeta::getNamespace).filter(some -> some != null).findFirst();
        for (HasMetadata object : document.objects()) {
            HasMetadata ofList = COPIES.clone(object);
            namespace.ifPresent(ofList.getMetadata()::setNamespace);
            list.addToItems(ofList);
        }
    }

    private void addTo(PodSpecBuilder pod) {
        List<Container> containers = pod.buildContainers();
        for (int i = 0; i < containers.size(); i++) {
            if (containers.size() == 1 || containers.get(i).getName().equals(application)) {
                ContainerBuilder container = new ContainerBuilder(containers.get(i));
                addEnvironment(container);
                pod.setToContainers(i, container.build());
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
    private void addEnvironment(ContainerBuilder container) {
        List<EnvVar> own = container.buildEnv();
        for (EnvVar variable : document.environment()) {
            if (own.stream().noneMatch(other -> other.getName().equals(variable.getName()))) {
                container.addToEnv(variable);
            }
        }
    }

    @Override
    @SuppressWarnings("unchecked")
    public Class<? extends Decorator>[] after() {
        return new Class[] { ResourceProvidingDecorator.class, NamedResourceDecorator.class,
                ApplicationContainerDecorator.class };
    }
}
