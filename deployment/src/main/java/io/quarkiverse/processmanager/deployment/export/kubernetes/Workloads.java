package io.quarkiverse.processmanager.deployment.export.kubernetes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpecBuilder;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.RestartPolicy;
import io.quarkiverse.processmanager.SchedulePolicy;
import io.quarkiverse.processmanager.deployment.export.ExportedProcess;

/** Makes the objects of one process that runs in pods of its own. */
final class Workloads {

    private static final String NAME = "app.kubernetes.io/name";
    /** A CronJob and a StatefulSet add up to 11 characters to their names, and a label has 63 of them. */
    private static final int LONGEST = 52;

    private final String application;
    private final ExportedProcess process;
    private final Container container;
    private final Optional<String> storage;
    private final String name;

    /**
     * @param storage the size of the volume for the data
     */
    Workloads(String application, ExportedProcess process, Container container, Optional<String> storage) {
        this.application = application;
        this.process = process;
        this.container = container;
        this.storage = storage.filter(size -> process.dataDirectory().isPresent());
        this.name = name(application, process.id());
    }

    /** The name of the objects, which is also the host name of the Service. */
    static String name(String application, String id) {
        return ContainerMaker.shortened(application + "-" + id, LONGEST);
    }

    /**
     * The Deployment, or the StatefulSet that gives each replica its number and its own data; with the Service and the claim.
     * The schema of a StatefulSet requires the name of a Service, which need not exist: without ports there is none, and the
     * pods have no host names.
     */
    List<HasMetadata> deployment() {
        List<HasMetadata> objects = new ArrayList<>();
        boolean several = process.definition().replicas() > 1;
        int replicas = Placements.isOnDemand(process) ? 0 : process.definition().replicas();
        if (several) {
            objects.add(new StatefulSetBuilder().withMetadata(metadata(name)).withNewSpec().withReplicas(replicas)
                    .withServiceName(name).withPodManagementPolicy("Parallel").withNewSelector()
                    .withMatchLabels(Map.of(NAME, name))
                    .endSelector().withTemplate(template(null))
                    .withVolumeClaimTemplates(
                            storage.map(size -> claim(ContainerMaker.volume(process), size)).stream().toList())
                    .endSpec().build());
        } else {
            DeploymentBuilder deployment = new DeploymentBuilder().withMetadata(metadata(name)).withNewSpec()
                    .withReplicas(replicas)
                    .withNewSelector().withMatchLabels(Map.of(NAME, name)).endSelector().withTemplate(template(null)).endSpec();
            if (storage.isPresent()) {
                // Two pods at a time would share the data.
                deployment.editSpec().withNewStrategy().withType("Recreate").endStrategy().endSpec();
                objects.add(claim(claimName(), storage.get()));
            }
            objects.add(deployment.build());
        }
        if (!process.ports().isEmpty()) {
            objects.add(service());
        }
        return objects;
    }

    /** The Job of a task. */
    HasMetadata job() {
        return new JobBuilder().withMetadata(metadata(name)).withSpec(jobSpec()).build();
    }

    /**
     * The CronJob of a task with a schedule.
     *
     * @param cron the five fields
     */
    HasMetadata cronJob(String cron) {
        SchedulePolicy schedule = process.definition().start().schedule();
        return new CronJobBuilder().withMetadata(metadata(name)).withNewSpec().withSchedule(cron)
                .withTimeZone(schedule.timeZone().orElse(null))
                .withConcurrencyPolicy(schedule.overlap() == SchedulePolicy.Overlap.REPLACE ? "Replace" : "Forbid")
                .withNewJobTemplate().withSpec(jobSpec()).endJobTemplate().endSpec().build();
    }

    /**
     * A task that does not restart is tried once, unless what it waits for may start later: Kubernetes then tries it as often
     * as it does by default.
     */
    private JobSpec jobSpec() {
        RestartPolicy restart = process.definition().restart();
        Integer limit = restart.mode() != RestartPolicy.Mode.NEVER ? maximum(restart)
                : process.waitsFor().isEmpty() || process.definition().start().schedule().isSet() ? Integer.valueOf(0) : null;
        return new JobSpecBuilder().withBackoffLimit(limit).withSuspend(Placements.isOnDemand(process) ? true : null)
                .withTemplate(template("Never")).build();
    }

    private static Integer maximum(RestartPolicy restart) {
        return restart.max().isPresent() ? Integer.valueOf(restart.max().getAsInt()) : null;
    }

    private HasMetadata service() {
        ServiceBuilder service = new ServiceBuilder().withMetadata(metadata(name)).withNewSpec()
                .withSelector(Map.of(NAME, name))
                .endSpec();
        process.ports()
                .forEach((port, number) -> service.editSpec().addNewPort().withName(ContainerMaker.portName(process, port))
                        .withPort(number).withNewTargetPort(number).endPort().endSpec());
        return service.build();
    }

    private PersistentVolumeClaim claim(String claim, String size) {
        return new PersistentVolumeClaimBuilder().withMetadata(metadata(claim)).withNewSpec().withAccessModes("ReadWriteOnce")
                .withNewResources().withRequests(Map.of("storage", new Quantity(size))).endResources().endSpec().build();
    }

    private String claimName() {
        return ContainerMaker.shortened(name, 58) + "-data";
    }

    private ObjectMeta metadata(String ofObject) {
        return new ObjectMetaBuilder().withName(ofObject).withLabels(labels()).build();
    }

    private Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(NAME, name);
        labels.put("app.kubernetes.io/component", ContainerMaker.shortened(process.id(), ContainerMaker.LABEL));
        labels.put("app.kubernetes.io/part-of", application);
        labels.put("app.kubernetes.io/managed-by", "quarkus");
        return labels;
    }

    private PodTemplateSpec template(String restartPolicy) {
        ProcessDefinition definition = process.definition();
        PodTemplateSpecBuilder template = new PodTemplateSpecBuilder().withNewMetadata().withLabels(labels()).endMetadata()
                .withNewSpec().withContainers(container).withRestartPolicy(restartPolicy)
                .withTerminationGracePeriodSeconds((long) Probes.seconds(definition.stop().timeout())).endSpec();
        // The template of a StatefulSet makes the volume of each pod.
        if (storage.isEmpty() || definition.replicas() == 1) {
            template.editSpec().withVolumes(volumes(process, storage.map(size -> claimName()))).endSpec();
        }
        Optional.ofNullable(container.getSecurityContext()).map(context -> context.getRunAsGroup())
                .filter(group -> storage.isPresent())
                .ifPresent(group -> template.editSpec().withNewSecurityContext().withFsGroup(group).endSecurityContext()
                        .endSpec());
        return template.build();
    }

    /** The volume with the data of a process; without a claim it lives as long as the pod. */
    static List<Volume> volumes(ExportedProcess process, Optional<String> claim) {
        if (process.dataDirectory().isEmpty()) {
            return List.of();
        }
        VolumeBuilder volume = new VolumeBuilder().withName(ContainerMaker.volume(process));
        return List.of(
                (claim.isPresent() ? volume.withNewPersistentVolumeClaim().withClaimName(claim.get()).endPersistentVolumeClaim()
                        : volume.withNewEmptyDir().endEmptyDir()).build());
    }

    /** What a Job changes against the process manager. */
    static void differences(ExportedProcess process, BiConsumer<String, String> problems) {
        SchedulePolicy schedule = process.definition().start().schedule();
        if (schedule.cron().isPresent() && schedule.timeZone().isEmpty()) {
            problems.accept("schedule.time-zone",
                    "is missing: the times of the CronJob are those of the time zone of the cluster, mostly UTC");
        }
        if (schedule.overlap() == SchedulePolicy.Overlap.QUEUE) {
            problems.accept("schedule.overlap",
                    "is queue, which a CronJob does not have: a run that is due while the task runs is left out");
        }
    }
}
