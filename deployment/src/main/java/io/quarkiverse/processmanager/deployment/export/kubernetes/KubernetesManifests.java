package io.quarkiverse.processmanager.deployment.export.kubernetes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Volume;
import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.deployment.export.ExportPlan;
import io.quarkiverse.processmanager.deployment.export.ExportTarget;
import io.quarkiverse.processmanager.deployment.export.ExportedProcess;

/** Translates a plan into the objects of a cluster: a pure function from the plan and the settings to {@link KubernetesDocument}. */
final class KubernetesManifests {

    /** Where a process that is no service has its data. */
    private static final String DATA_ROOT = "/var/lib";

    private final String application;
    private final Map<String, Place> places;
    private final Function<String, KubernetesSettings> settings;
    private final boolean unixCron;
    private final SecretNames secrets;
    private final ContainerMaker containers;

    private final List<Container> initContainers = new ArrayList<>();
    private final List<Container> besides = new ArrayList<>();
    private final List<Volume> volumes = new ArrayList<>();
    private final List<HasMetadata> objects = new ArrayList<>();
    private final Set<Problem> problems = new LinkedHashSet<>();
    private final Set<Problem> without = new LinkedHashSet<>();
    private long sidecarSeconds;
    private long containerSeconds;

    private KubernetesManifests(String application, Map<String, Place> places, Function<String, KubernetesSettings> settings,
            SecretNames secrets, KubernetesContext context) {
        this.application = application;
        this.places = places;
        this.settings = settings;
        this.unixCron = context.unixCron();
        this.secrets = secrets;
        this.containers = new ContainerMaker(secrets, context.project());
    }

    /**
     * What a build knows beside the plan.
     *
     * @param application the name of the objects of the application
     * @param project the directory of the build, absolute
     * @param unixCron whether cron expressions have the syntax of Unix
     * @param jobs the names of the Jobs that run the application before its pod, as for Flyway
     * @param servicePort the port of the Service of the application
     */
    record KubernetesContext(String application, Path project, boolean unixCron, Set<String> jobs, int servicePort) {
    }

    /**
     * The document of an application.
     *
     * @param plans reads the configuration of some processes with the addresses of a place
     * @param settings the settings of the processes that the manifests contain, by id
     */
    static KubernetesDocument of(BiFunction<ExportTarget, Predicate<String>, ExportPlan> plans,
            Map<String, KubernetesSettings> settings,
            KubernetesContext context) {
        ExportTarget local = new ExportTarget(true, id -> ExportTarget.LOCALHOST, ExportTarget.LOCALHOST, DATA_ROOT);
        Placements placements = Placements.of(plans.apply(local, settings::containsKey), settings::get,
                context.jobs());
        Map<String, Place> places = placements.places();
        UnaryOperator<String> hosts = id -> !places.containsKey(id) || places.get(id).isInPod() ? ExportTarget.LOCALHOST
                : Workloads.name(context.application(), id);
        ExportPlan inPod = plans.apply(new ExportTarget(true, hosts, ExportTarget.LOCALHOST, DATA_ROOT), places::containsKey);
        ExportPlan apart = plans.apply(new ExportTarget(true, hosts, context.application(), context.servicePort(), DATA_ROOT),
                places::containsKey);
        return of(inPod, apart, placements, settings::get, context);
    }

    /**
     * The document of a plan.
     *
     * @param inPod the plan with the addresses that a container in the pod of the application uses
     * @param apart the same plan with the addresses that another pod uses
     */
    private static KubernetesDocument of(ExportPlan inPod, ExportPlan apart, Placements placements,
            Function<String, KubernetesSettings> settings, KubernetesContext context) {
        List<String> ids = inPod.processes().stream().map(ExportedProcess::id).toList();
        SecretNames secrets = new SecretNames(context.application(), ids, settings);
        KubernetesManifests manifests = new KubernetesManifests(context.application(), placements.places(), settings, secrets,
                context);
        manifests.problems.addAll(placements.problems());
        manifests.problems.addAll(portConflicts(inPod, placements.places()));
        manifests.without.addAll(placements.left());
        manifests.without.addAll(inPod.leftOut());
        placements.places()
                .forEach((id, place) -> manifests.add((place.isInPod() ? inPod : apart).find(id).orElseThrow(), place));
        return new KubernetesDocument(manifests.initContainers, manifests.besides, manifests.volumes,
                secrets.variables(inPod.applicationEnvironment(), Set.of()), manifests.sidecarSeconds,
                manifests.containerSeconds,
                manifests.objects, secrets.used(), context.jobs(), List.copyOf(manifests.problems),
                List.copyOf(manifests.without),
                ids.stream().filter(id -> placements.places().containsKey(id) && placements.places().get(id).isInPod())
                        .toList());
    }

    /** The containers of a pod share its addresses, so two of them cannot listen on the same port. */
    private static List<Problem> portConflicts(ExportPlan plan, Map<String, Place> places) {
        List<Problem> conflicts = new ArrayList<>();
        Map<Integer, String> owners = new HashMap<>(Map.of(plan.httpPort(), "the application"));
        for (ExportedProcess process : plan.processes()) {
            if (places.get(process.id()).isInPod()) {
                process.ports().forEach((name, port) -> {
                    String owner = owners.putIfAbsent(port, "'" + process.id() + "'");
                    if (owner != null) {
                        conflicts.add(new Problem(process.id(), "kubernetes.placement", "must be separate, because " + owner
                                + " has the port " + port + " in the pod of the application, too"));
                    }
                });
            }
        }
        return conflicts;
    }

    private void add(ExportedProcess process, Place place) {
        BiConsumer<String, String> left = (setting, message) -> without.add(new Problem(process.id(), setting, message));
        without.addAll(KubernetesCounterparts.missing(process, place));
        Optional<String> storage = settings.apply(process.id()).storage();
        boolean claimed = storage.isPresent() && place == Place.DEPLOYMENT;
        String name = ContainerMaker.shortened(place.isInPod() && process.id().equals(application) ? process.id() + "-process"
                : process.id(), ContainerMaker.LABEL);
        Container container = containers.make(process, settings.apply(process.id()).image().or(process::image).orElseThrow(),
                name,
                place, claimed, left);
        if (place.isInPod()) {
            addToPod(process, place, container);
        } else {
            addObjects(process, place, new Workloads(application, process, container, storage), left);
        }
    }

    private void addToPod(ExportedProcess process, Place place, Container container) {
        long seconds = Probes.seconds(process.definition().stop().timeout());
        if (place == Place.CONTAINER) {
            besides.add(container);
            containerSeconds = Math.max(containerSeconds, seconds);
        } else {
            initContainers.add(container);
            sidecarSeconds += place == Place.SIDECAR ? seconds : 0;
        }
        volumes.addAll(Workloads.volumes(process, Optional.empty()));
    }

    private void addObjects(ExportedProcess process, Place place, Workloads workloads, BiConsumer<String, String> left) {
        switch (place) {
            case JOB -> objects.add(workloads.job());
            case CRON_JOB -> {
                Optional<String> cron = CronSchedule.of(process.definition().start().schedule(), unixCron);
                cron.ifPresentOrElse(fields -> objects.add(workloads.cronJob(fields)), () -> left.accept("schedule",
                        "has no counterpart in a CronJob, which counts in minutes of a day: the task is left out"));
                Workloads.differences(process, left);
            }
            default -> objects.addAll(workloads.deployment());
        }
    }
}
