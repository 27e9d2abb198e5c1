package io.quarkiverse.processmanager.deployment.export.kubernetes;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jboss.logging.Logger;

import com.cronutils.model.CronType;

import io.quarkiverse.processmanager.deployment.ProcessesConfigBuildItem;
import io.quarkiverse.processmanager.deployment.Refusal;
import io.quarkiverse.processmanager.deployment.export.ExportPlanBuildItem;
import io.quarkiverse.processmanager.deployment.export.ExportReportBuildItem;
import io.quarkiverse.processmanager.deployment.export.kubernetes.KubernetesManifests.KubernetesContext;
import io.quarkiverse.processmanager.runtime.config.ProcessBuildTimeConfig;
import io.quarkus.deployment.IsProduction;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.kubernetes.spi.DecoratorBuildItem;
import io.quarkus.kubernetes.spi.KubernetesJobBuildItem;
import io.quarkus.kubernetes.spi.KubernetesResourceMetadataBuildItem;
import io.quarkus.scheduler.runtime.SchedulerConfig;
import io.smallrye.config.SmallRyeConfig;

/**
 * Adds the processes with an image to the manifests of {@code quarkus-kubernetes}. Without that extension there is no item with the
 * name of a workload, and no class of the extension is loaded. Quarkus reads all methods of this class, also those of lambdas, so
 * none may name such a class.
 */
class KubernetesExportProcessor {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");
    private static final String KUBERNETES = "Kubernetes";
    private static final String KNATIVE_GROUP = "serving.knative.dev";

    @BuildStep(onlyIf = IsProduction.class)
    void addProcesses(List<KubernetesResourceMetadataBuildItem> workloads, List<KubernetesJobBuildItem> jobs,
            ExportPlanBuildItem plans,
            ProcessesConfigBuildItem config,
            SchedulerConfig scheduler, BuildProducer<DecoratorBuildItem> decorators,
            BuildProducer<ExportReportBuildItem> reports) {
        Map<String, KubernetesSettings> settings = settings(config.config().structures());
        if (workloads.isEmpty() || settings.isEmpty()) {
            return;
        }
        for (String name : workloads.stream().map(KubernetesResourceMetadataBuildItem::getName).distinct().toList()) {
            KubernetesContext context = new KubernetesContext(name, Path.of("").toAbsolutePath(),
                    scheduler.cronType() == CronType.UNIX,
                    jobs.stream().map(KubernetesJobBuildItem::getName).collect(Collectors.toCollection(TreeSet::new)),
                    servicePort(config.config().raw(), workloads.get(0).getTarget()));
            KubernetesDocument document = KubernetesManifests.of(plans::plan, settings, context);
            if (!document.problems().isEmpty()) {
                throw Refusal.of(document.problems());
            }
            decorators.produce(new DecoratorBuildItem(new ManifestDecorator(new ManifestWriter(name, document))));
            reports.produce(new ExportReportBuildItem(KUBERNETES, document.withoutCounterpart()));
            if (workloads.stream().anyMatch(
                    workload -> workload.getName().equals(name) && KNATIVE_GROUP.equals(workload.getGroup()))) {
                reports.produce(new ExportReportBuildItem("Knative", document.withoutPod()));
            }
            document.secrets().forEach(KubernetesExportProcessor::announce);
        }
    }

    /**
     * The extension gives the Service the port 80, whatever the port of the container is, unless the user sets another one.
     *
     * @param target the first target of the build, such as {@code openshift}
     */
    static int servicePort(SmallRyeConfig config, String target) {
        return config.getOptionalValue("quarkus." + target + ".ports.http.host-port", Integer.class)
                .or(() -> config.getOptionalValue("quarkus.kubernetes.ports.http.host-port", Integer.class))
                .filter(port -> port > 0).orElse(80);
    }

    /**
     * The processes that the manifests contain, with their settings: those with an image, and the services with a setting for
     * Kubernetes. A database for dev mode alone must not come into production because the extension is there.
     */
    private static Map<String, KubernetesSettings> settings(Map<String, ProcessBuildTimeConfig> structures) {
        Map<String, KubernetesSettings> settings = new TreeMap<>();
        structures.forEach((id, structure) -> {
            KubernetesSettings some = KubernetesSettings.of(structure);
            if (id != null && (some.image().isPresent() || structure.image().isPresent()
                    || structure.service().name().isPresent() && some.areSet())) {
                settings.put(id, some);
            }
        });
        return settings;
    }

    private static void announce(String secret, Set<String> keys) {
        LOG.infof("the manifests refer to the Secret %s with %s; create it with: kubectl create secret generic %s %s", secret,
                String.join(", ", keys), secret,
                String.join(" ", keys.stream().map(key -> "--from-literal=" + key + "=...").toList()));
    }
}
