package io.quarkiverse.processmanager.deployment.export.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.deployment.export.ExportHeading;
import io.quarkiverse.processmanager.deployment.export.ExportPlan;
import io.quarkiverse.processmanager.deployment.export.ExportedProcess;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;

/**
 * A {@code compose.yaml}.
 *
 * @param text the document
 * @param variables the content of the file {@code .env} beside it: the variables without their values, and the profiles
 * @param missing what the document leaves out
 */
public record ComposeDocument(String text, String variables, List<Problem> missing) {

    private static final int WIDTH = 1000;

    /**
     * Writes a plan. Each process of the plan has an image.
     *
     * @param more what is left out before the plan
     */
    public static ComposeDocument of(ExportPlan plan, ComposeApplication application, List<Problem> more) {
        List<Problem> missing = new ArrayList<>(more);
        missing.addAll(plan.leftOut());
        plan.processes().forEach(process -> missing.addAll(ComposeCounterparts.missing(process, application)));
        if (application.image().isEmpty() && application.dockerfile().isEmpty()) {
            missing.add(
                    new Problem("", "export.compose", "has no image of the application: add quarkus-container-image-docker, "
                            + "or write src/main/docker/Dockerfile.jvm, which Compose builds"));
        }
        Map<String, Object> services = new LinkedHashMap<>();
        services.put(application.name(), application(plan, application));
        plan.processes().forEach(process -> services.put(process.id(), ComposeService.of(process, plan, application)));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", project(plan.application()));
        document.put("services", services);
        Map<String, Object> volumes = new LinkedHashMap<>();
        plan.processes().stream().filter(process -> process.dataDirectory().isPresent())
                .forEach(process -> volumes.put(ComposeService.volume(process.id()), new LinkedHashMap<>()));
        if (!volumes.isEmpty()) {
            document.put("volumes", volumes);
        }
        String heading = ExportHeading.of(plan, "docker compose up", missing);
        String text = yaml(document);
        return new ComposeDocument(heading + text, variables(plan, text), List.copyOf(missing));
    }

    /** The name of a project begins with a letter or a digit. */
    private static String project(String application) {
        String name = application.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "-").replaceFirst("^[_-]+", "");
        return name.isEmpty() ? "app" : name;
    }

    private static Map<String, Object> application(ExportPlan plan, ComposeApplication application) {
        Map<String, Object> service = new LinkedHashMap<>();
        if (application.image().isPresent()) {
            service.put("image", ComposeText.plain(application.image().get()));
        } else if (application.dockerfile().isPresent()) {
            Map<String, Object> build = new LinkedHashMap<>();
            build.put("context", application.relative(application.project()));
            build.put("dockerfile",
                    application.project().relativize(application.dockerfile().get()).toString().replace('\\', '/'));
            service.put("build", build);
        } else {
            service.put("image", ComposeText.plain(plan.application() + ":latest"));
        }
        Map<String, String> environment = new LinkedHashMap<>();
        plan.applicationEnvironment().forEach((name, text) -> environment.put(name, ComposeText.of(text)));
        if (!environment.isEmpty()) {
            service.put("environment", environment);
        }
        if (plan.httpPort() > 0) {
            service.put("ports", List.of(plan.httpPort() + ":" + plan.httpPort()));
        }
        Map<String, Object> dependencies = new LinkedHashMap<>();
        plan.processes().stream().filter(process -> ProcessSettings.startsBeforeApp(process.definition()))
                .filter(process -> process.definition().start().auto())
                .forEach(process -> dependencies.put(process.id(), ComposeService.dependency(ready(process), false)));
        if (!dependencies.isEmpty()) {
            service.put("depends_on", dependencies);
        }
        service.put("restart", "unless-stopped");
        return service;
    }

    /** When the application may use a process. */
    private static String ready(ExportedProcess process) {
        return process.isTask() ? "service_completed_successfully"
                : ComposeCheck.has(process) ? "service_healthy" : "service_started";
    }

    /** The variables that the document has. A secret of a setting without a counterpart is in none. */
    private static String variables(ExportPlan plan, String document) {
        StringBuilder text = new StringBuilder(
                "# The variables of compose.yaml. The build writes this file only if it is missing.\n");
        Set<String> profiles = new TreeSet<>();
        plan.processes().forEach(process -> profiles.addAll(ComposeService.profiles(process, plan)));
        profiles.remove(ComposeService.MANUAL);
        if (!profiles.isEmpty()) {
            text.append("COMPOSE_PROFILES=").append(String.join(",", profiles)).append('\n');
        }
        plan.secrets().stream().filter(name -> document.contains(ComposeText.reference(name)))
                .forEach(name -> text.append(name).append("=\n"));
        return text.toString();
    }

    private static String yaml(Map<String, Object> document) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setIndicatorIndent(2);
        options.setIndentWithIndicator(true);
        options.setWidth(WIDTH);
        options.setSplitLines(false);
        return new Yaml(options).dump(document);
    }
}
