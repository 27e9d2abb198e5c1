package io.quarkiverse.processmanager.deployment.export.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.fabric8.kubernetes.api.builder.Builder;
import io.fabric8.kubernetes.api.builder.Editable;
import io.fabric8.kubernetes.api.builder.TypedVisitor;
import io.fabric8.kubernetes.api.builder.Visitable;
import io.fabric8.kubernetes.api.builder.Visitor;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/** Adds a document to the objects of an application. The objects that it receives and the document stay as they are. */
final class ManifestWriter {

    /** The default of Kubernetes. */
    private static final long GRACE_SECONDS = 30;
    private static final KubernetesSerialization COPIES = new KubernetesSerialization(new ObjectMapper(), true);

    private final String application;
    private final KubernetesDocument document;

    /**
     * @param application the name of the workload of the application
     */
    ManifestWriter(String application, KubernetesDocument document) {
        this.application = application;
        this.document = document;
    }

    /** The objects of one target of the application, with those of the processes. */
    List<HasMetadata> add(List<HasMetadata> objects) {
        List<ObjectMeta> workloads = objects.stream().map(HasMetadata::getMetadata)
                .filter(metadata -> application.equals(metadata.getName())).toList();
        if (workloads.isEmpty()) {
            // Each target has its own list, and a workload can have another name there.
            return objects;
        }
        List<HasMetadata> all = new ArrayList<>();
        for (HasMetadata object : objects) {
            all.add(isApplication(object) ? changed(object) : object);
        }
        Optional<String> namespace = workloads.stream().map(ObjectMeta::getNamespace).filter(some -> some != null)
                .findFirst();
        for (HasMetadata object : document.objects()) {
            HasMetadata ofList = COPIES.clone(object);
            namespace.ifPresent(ofList.getMetadata()::setNamespace);
            all.add(ofList);
        }
        return all;
    }

    /** The workload of the application, its Service of Knative, and the Jobs that run the application before its pod. */
    private boolean isApplication(HasMetadata object) {
        String name = object.getMetadata().getName();
        return application.equals(name) || "Job".equals(object.getKind()) && document.jobs().contains(name);
    }

    private HasMetadata changed(HasMetadata object) {
        if (!(object instanceof Editable<?> editable)) {
            return object;
        }
        Object builder = editable.edit();
        boolean job = document.jobs().contains(object.getMetadata().getName()) && "Job".equals(object.getKind());
        Visitor<?> visitor = job || "Service".equals(object.getKind()) ? new Environments() : new Pods();
        ((Visitable<?>) builder).accept(visitor);
        return (HasMetadata) ((Builder<?>) builder).build();
    }

    /** Visits the pod of the application. */
    private final class Pods extends TypedVisitor<PodSpecBuilder> {

        @Override
        public void visit(PodSpecBuilder pod) {
            addTo(pod);
        }
    }

    /** Visits containers in which the application runs alone. */
    private final class Environments extends TypedVisitor<ContainerBuilder> {

        @Override
        public void visit(ContainerBuilder container) {
            addEnvironment(container);
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
}
