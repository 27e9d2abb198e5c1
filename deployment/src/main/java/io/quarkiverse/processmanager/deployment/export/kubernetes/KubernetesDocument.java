package io.quarkiverse.processmanager.deployment.export.kubernetes;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Volume;
import io.quarkiverse.processmanager.Problem;

/**
 * What the manifests of an application have for its processes.
 *
 * @param initContainers the init containers of the pod of the application, in the order of their start
 * @param containers the further containers of that pod
 * @param volumes the volumes of that pod
 * @param environment the variables of the container of the application
 * @param sidecarSeconds how long the stop of the sidecars may take, which Kubernetes stops one after the other, after the application
 * @param containerSeconds how long the stop of the further containers may take, which Kubernetes stops with the application
 * @param objects the objects of the processes in pods of their own
 * @param secrets the keys of each Secret to which the manifests refer
 * @param jobs the names of the Jobs that run the application before its pod, and get its variables, too
 * @param problems what cannot work; the build refuses it
 * @param withoutCounterpart the settings that the manifests do not have, each with the reason
 * @param inPod the ids of the processes in the pod of the application
 */
record KubernetesDocument(List<Container> initContainers, List<Container> containers, List<Volume> volumes,
        List<EnvVar> environment, long sidecarSeconds, long containerSeconds, List<HasMetadata> objects,
        Map<String, Set<String>> secrets, Set<String> jobs, List<Problem> problems, List<Problem> withoutCounterpart,
        List<String> inPod) {

    KubernetesDocument {
        initContainers = List.copyOf(initContainers);
        containers = List.copyOf(containers);
        volumes = List.copyOf(volumes);
        environment = List.copyOf(environment);
        objects = List.copyOf(objects);
        secrets = Collections.unmodifiableMap(new TreeMap<>(secrets));
        jobs = Set.copyOf(jobs);
        problems = List.copyOf(problems);
        withoutCounterpart = List.copyOf(withoutCounterpart);
        inPod = List.copyOf(inPod);
    }

    /** Knative starts and stops the pods of a service with its requests, so a process beside the application is not for it. */
    List<Problem> withoutPod() {
        return inPod.stream().map(id -> new Problem(id, "kubernetes.placement",
                "must be separate with Knative, whose service has no container beside that of the application; the"
                        + " process is left out, and the application expects it on localhost"))
                .toList();
    }
}
