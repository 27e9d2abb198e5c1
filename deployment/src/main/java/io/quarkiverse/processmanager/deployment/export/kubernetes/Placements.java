package io.quarkiverse.processmanager.deployment.export.kubernetes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.deployment.export.ExportPlan;
import io.quarkiverse.processmanager.deployment.export.ExportedProcess;
import io.quarkiverse.processmanager.runtime.config.export.KubernetesPlacement;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;

/**
 * Decides what each process becomes in a cluster. Pure: a value in, a value out.
 *
 * @param places the place of each process that the manifests contain, in the order of the plan
 * @param problems placements that cannot work; the build refuses them
 * @param left what the placement changes against dev mode, and the processes that it leaves out
 */
record Placements(Map<String, Place> places, List<Problem> problems, List<Problem> left) {

    private static final String PLACEMENT = "kubernetes.placement";
    private static final String STORAGE = "kubernetes.storage";

    Placements {
        places = Collections.unmodifiableMap(new LinkedHashMap<>(places));
        problems = List.copyOf(problems);
        left = List.copyOf(left);
    }

    /**
     * The places of the processes of a plan.
     *
     * @param jobs the names of the Jobs that run the application before its pod, as for Flyway
     */
    static Placements of(ExportPlan plan, Function<String, KubernetesSettings> settings, Set<String> jobs) {
        Map<String, Place> places = new LinkedHashMap<>();
        List<Problem> left = new ArrayList<>();
        for (ExportedProcess process : plan.processes()) {
            Place place = first(process, settings.apply(process.id()).placement());
            if (isOnDemand(process) && place.isInPod()) {
                left.add(new Problem(process.id(), "auto-start",
                        "is false, and a container of the application always starts: the "
                                + "process is left out; with " + PLACEMENT
                                + "=separate it is a Deployment without pods, or a suspended Job"));
            } else {
                places.put(process.id(), place);
            }
        }
        List<ExportedProcess> placed = plan.processes().stream().filter(process -> places.containsKey(process.id())).toList();
        if (!jobs.isEmpty()) {
            moveWhatJobsNeed(placed, places, settings, jobs, left);
        }
        moveDependencies(placed, places, settings);
        return new Placements(places, problems(placed, places, settings), differences(placed, places, left));
    }

    private static Place first(ExportedProcess process, Optional<KubernetesPlacement> declared) {
        boolean afterApp = ProcessSettings.startsAfterApp(process.definition());
        if (process.isTask()) {
            if (process.definition().start().schedule().isSet()) {
                return Place.CRON_JOB;
            }
            return declared.map(some -> some == KubernetesPlacement.SEPARATE).orElse(afterApp) ? Place.JOB
                    : Place.INIT_CONTAINER;
        }
        if (declared.isPresent()) {
            return switch (declared.get()) {
                case SIDECAR -> Place.SIDECAR;
                case CONTAINER -> Place.CONTAINER;
                case SEPARATE -> Place.DEPLOYMENT;
            };
        }
        boolean beforeApp = ProcessSettings.startsBeforeApp(process.definition());
        return process.definition().replicas() > 1 ? Place.DEPLOYMENT : beforeApp ? Place.SIDECAR : Place.CONTAINER;
    }

    static boolean isOnDemand(ExportedProcess process) {
        return !process.definition().start().auto() && !process.definition().start().schedule().isSet();
    }

    /** A Job runs the application, too, and connects to the processes that the application needs. It cannot reach its pod. */
    private static void moveWhatJobsNeed(List<ExportedProcess> processes, Map<String, Place> places,
            Function<String, KubernetesSettings> settings, Set<String> jobs, List<Problem> left) {
        for (ExportedProcess process : processes) {
            String id = process.id();
            if (process.definition().config().isEmpty() || process.isTask() || !places.get(id).isInPod()) {
                continue;
            }
            if (settings.apply(id).placement().isEmpty()) {
                places.put(id, Place.DEPLOYMENT);
            } else {
                left.add(new Problem(id, PLACEMENT, "lets no Job connect to the process, and " + String.join(", ", jobs)
                        + " runs the application before its pod; write separate, or quarkus.kubernetes.init-task-defaults.enabled=false"));
            }
        }
    }

    /** A process that others wait for starts before them, and one that other pods need has a Service. */
    private static void moveDependencies(List<ExportedProcess> processes, Map<String, Place> places,
            Function<String, KubernetesSettings> settings) {
        List<ExportedProcess> dependentsFirst = new ArrayList<>(processes);
        Collections.reverse(dependentsFirst);
        for (ExportedProcess process : dependentsFirst) {
            for (String id : process.waitsFor().keySet()) {
                Place place = places.get(id);
                if (place == null || settings.apply(id).placement().isPresent()) {
                    continue;
                }
                if (!places.get(process.id()).isInPod() && place.isInPod()) {
                    places.put(id, place == Place.INIT_CONTAINER ? Place.JOB : Place.DEPLOYMENT);
                } else if (place == Place.CONTAINER) {
                    places.put(id, Place.SIDECAR);
                }
            }
        }
    }

    private static List<Problem> problems(List<ExportedProcess> processes, Map<String, Place> places,
            Function<String, KubernetesSettings> settings) {
        List<Problem> problems = new ArrayList<>();
        for (ExportedProcess process : processes) {
            String id = process.id();
            Place place = places.get(id);
            settings.apply(id).storage().filter(size -> place.isInPod()).ifPresent(size -> problems.add(new Problem(id, STORAGE,
                    "needs " + PLACEMENT + "=separate: each pod of the application would mount the same volume")));
            if (place.isInPod() && process.definition().replicas() > 1) {
                problems.add(new Problem(id, PLACEMENT, "must be separate, because the process has "
                        + process.definition().replicas() + " replicas"));
            }
            for (String dependency : process.waitsFor().keySet()) {
                Place other = places.get(dependency);
                if (other == Place.CONTAINER && (place == Place.SIDECAR || place == Place.INIT_CONTAINER)) {
                    problems.add(new Problem(dependency, PLACEMENT, "must be sidecar, because '" + id
                            + "' waits for the process and starts before each container"));
                } else if (other != null && other.isInPod() && other != Place.INIT_CONTAINER && !place.isInPod()) {
                    problems.add(new Problem(dependency, PLACEMENT, "must be separate, because '" + id
                            + "' runs in a pod of its own and connects to the process"));
                }
            }
        }
        return problems;
    }

    private static List<Problem> differences(List<ExportedProcess> processes, Map<String, Place> places, List<Problem> left) {
        List<Problem> all = new ArrayList<>(left);
        for (ExportedProcess process : processes) {
            for (String dependency : process.waitsFor().keySet()) {
                Place other = places.get(dependency);
                // The plan reports a dependency that is left out.
                if (other != null && (!other.isInPod() || !places.get(process.id()).isInPod())) {
                    all.add(new Problem(process.id(), "depends-on", "has no counterpart for '" + dependency
                            + "', which runs in another pod: both start at the same time, and Kubernetes restarts what fails meanwhile"));
                }
            }
        }
        return all;
    }
}
