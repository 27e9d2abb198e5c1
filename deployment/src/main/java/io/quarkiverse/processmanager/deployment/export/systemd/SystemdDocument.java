package io.quarkiverse.processmanager.deployment.export.systemd;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import com.cronutils.model.CronType;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.SchedulePolicy;
import io.quarkiverse.processmanager.deployment.export.ExportHeading;
import io.quarkiverse.processmanager.deployment.export.ExportPlan;
import io.quarkiverse.processmanager.deployment.export.ExportedProcess;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;

/**
 * The units of an application and its processes.
 *
 * @param files the texts of the files by their names
 * @param templates the texts of environment files without values, which the user completes, by their names
 * @param missing what the units leave out
 */
public record SystemdDocument(Map<String, String> files, Map<String, String> templates, List<Problem> missing) {

    public SystemdDocument {
        files = Collections.unmodifiableMap(new TreeMap<>(files));
        templates = Collections.unmodifiableMap(new TreeMap<>(templates));
        missing = List.copyOf(missing);
    }

    /**
     * Writes a plan.
     *
     * @param cronType the kind of the cron expressions of the application
     * @param more what is left out before the plan
     */
    public static SystemdDocument of(ExportPlan plan, SystemdApplication application, CronType cronType, List<Problem> more) {
        Map<String, String> files = new TreeMap<>();
        Map<String, String> templates = new TreeMap<>();
        List<Problem> missing = new ArrayList<>(more);
        missing.addAll(plan.leftOut());
        plan.processes().forEach(process -> missing.addAll(SystemdCounterparts.missing(process, cronType)));
        List<ExportedProcess> own = plan.processes().stream().filter(process -> !DistributionUnits.isService(process)).toList();
        for (ExportedProcess process : own) {
            String unit = application.unit(process.id());
            SystemdProcess one = new SystemdProcess(process, plan, application);
            files.put(unit + ".service", one.write(new UnitFile(heading(plan, missing, process.id()))).toString());
            timer(process, heading(plan, List.of(), process.id()), application, cronType)
                    .ifPresent(timer -> files.put(unit + ".timer", timer));
            if (!one.secrets().isEmpty()) {
                templates.put(unit + ".env", EnvironmentTemplate.text(unit, one.secrets()));
            }
        }
        String name = application.name();
        Map<String, String> secrets = EnvironmentTemplate.variables(plan.applicationEnvironment(), List.of());
        files.put(name + ".service", application(plan, application, !secrets.isEmpty()));
        if (!secrets.isEmpty()) {
            templates.put(name + ".env", EnvironmentTemplate.text(name, secrets));
        }
        files.put(name + ".target", target(plan, own, application, files.keySet(), missing));
        for (String tag : tags(own)) {
            List<String> tagged = own.stream().filter(process -> process.definition().tags().contains(tag))
                    .map(process -> application.unit(process.id()) + ".service").toList();
            files.put(name + "-tag-" + tag + ".target", new UnitFile(heading(plan, List.of(), "")).section("Unit")
                    .set("Description", SystemdText.value(name + ": the processes with the tag " + tag)).set("Wants", tagged)
                    .set("After", tagged).toString());
        }
        return new SystemdDocument(files, templates, missing);
    }

    private static Set<String> tags(List<ExportedProcess> own) {
        Set<String> tags = new TreeSet<>();
        own.forEach(process -> tags.addAll(process.definition().tags()));
        return tags;
    }

    private static String heading(ExportPlan plan, List<Problem> missing, String id) {
        return ExportHeading.of(plan, "systemctl start " + SystemdApplication.unitName(plan.application()) + ".target",
                missing.stream().filter(problem -> problem.processId().equals(id)).toList());
    }

    private static String target(ExportPlan plan, List<ExportedProcess> own, SystemdApplication application, Set<String> files,
            List<Problem> missing) {
        List<String> wants = new ArrayList<>(List.of(application.name() + ".service"));
        for (ExportedProcess process : plan.processes()) {
            String unit = application.unit(process.id());
            if (!own.contains(process)) {
                DistributionUnits.of(process).ifPresent(wants::add);
            } else if (files.contains(unit + ".timer")) {
                wants.add(unit + ".timer");
            } else if (process.definition().start().auto()) {
                wants.add(unit + ".service");
            }
        }
        // A pattern without a file would make cp fail.
        String timers = files.stream().anyMatch(file -> file.endsWith(".timer")) ? "*.timer " : "";
        return new UnitFile(ExportHeading.of(plan,
                "cp *.service " + timers + "*.target /etc/systemd/system && systemctl daemon-reload && "
                        + "systemctl enable --now " + application.name() + ".target",
                missing)).section("Unit")
                .set("Description", SystemdText.value(plan.application() + " and its processes")).set("Wants", wants)
                .section("Install").set("WantedBy", "multi-user.target").toString();
    }

    private static String application(ExportPlan plan, SystemdApplication application, boolean hasSecrets) {
        List<String> after = new ArrayList<>(List.of("network.target"));
        List<String> requires = new ArrayList<>();
        for (ExportedProcess process : plan.processes()) {
            if (ProcessSettings.startsBeforeApp(process.definition()) && process.definition().start().auto()) {
                DistributionUnits.unit(process, application).ifPresent(requires::add);
            }
        }
        after.addAll(requires);
        UnitFile unit = new UnitFile(ExportHeading.of(plan, "systemctl start " + application.name() + ".target", List.of()))
                .section("Unit").set("Description", SystemdText.value(plan.application())).set("After", after)
                .set("Requires", requires).set("PartOf", application.name() + ".target").section("Service").set("Type", "exec")
                .set("ExecStart", SystemdText.plainCommand(application.command()));
        boolean awaited = plan.processes().stream().anyMatch(process -> ProcessSettings.startsAfterApp(process.definition()));
        if (awaited && plan.httpPort() > 0) {
            unit.set("ExecStartPost", SystemdText.command(SystemdCheck.waiting(plan.httpPort())));
        }
        // A JVM that ends because of SIGTERM exits with 143.
        unit.set("SuccessExitStatus", "143").set("Restart", "on-failure").set("KillMode", "control-group")
                .set("User", application.name()).set("WorkingDirectory", application.home());
        plan.applicationEnvironment().forEach((name, text) -> {
            if (!text.hasReference()) {
                unit.set("Environment", SystemdText.assignment(name, text.render(plain -> plain, any -> any)));
            }
        });
        if (hasSecrets) {
            unit.set("EnvironmentFile", SystemdText.value(application.environmentFile(application.name())));
        }
        return unit.toString();
    }

    private static Optional<String> timer(ExportedProcess process, String heading, SystemdApplication application,
            CronType cronType) {
        SchedulePolicy schedule = process.definition().start().schedule();
        UnitFile timer = new UnitFile(heading).section("Unit")
                .set("Description", SystemdText.value(application.name() + ": the schedule of " + process.definition().name()))
                .set("PartOf", application.name() + ".target").section("Timer");
        if (schedule.every().isPresent()) {
            String every = SystemdText.of(schedule.every().get());
            return Optional
                    .of(timer.set("OnActiveSec", every).set("OnUnitActiveSec", every).set("AccuracySec", "100ms").toString());
        }
        return schedule.cron().flatMap(cron -> OnCalendar.of(cron, cronType, schedule.timeZone()))
                .map(event -> timer.set("OnCalendar", event).set("AccuracySec", "100ms").toString());
    }
}
