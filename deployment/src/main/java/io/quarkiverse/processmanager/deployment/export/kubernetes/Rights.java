package io.quarkiverse.processmanager.deployment.export.kubernetes;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.BiConsumer;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.quarkiverse.processmanager.UsageLimits;
import io.quarkiverse.processmanager.deployment.export.ExportedProcess;

/** Translates the user, the group and the limits of a process. Pure functions. */
final class Rights {

    private static final long MEBIBYTE = 1024 * 1024;

    private Rights() {
    }

    /** The user and the group, which must be numbers: a name is a line of a file in the image. */
    static Optional<SecurityContext> user(ExportedProcess process, BiConsumer<String, String> problems) {
        if (process.service().isPresent() && !process.written().contains("user") && !process.written().contains("group")) {
            return Optional.empty();
        }
        OptionalLong user = number("user", process.definition().execution().user(), problems);
        OptionalLong group = number("group", process.definition().execution().group(), problems);
        if (user.isEmpty() && group.isEmpty()) {
            return Optional.empty();
        }
        SecurityContextBuilder context = new SecurityContextBuilder();
        user.ifPresent(context::withRunAsUser);
        group.ifPresent(context::withRunAsGroup);
        return Optional.of(context.build());
    }

    static OptionalLong number(String setting, Optional<String> name, BiConsumer<String, String> problems) {
        if (name.isEmpty()) {
            return OptionalLong.empty();
        }
        if (name.get().matches("\\d{1,9}")) {
            return OptionalLong.of(Long.parseLong(name.get()));
        }
        problems.accept(setting,
                "is a name, '" + name.get() + "', and Kubernetes needs the number; the user of the image runs the process");
        return OptionalLong.empty();
    }

    /**
     * The limits of a process that restarts when it exceeds them, because the kernel kills a container over its limit. Another
     * process is reported only, so its figures become requests, with which Kubernetes chooses a node.
     */
    static Optional<ResourceRequirements> resources(ExportedProcess process) {
        UsageLimits limits = process.definition().usageLimits();
        Map<String, Quantity> quantities = new TreeMap<>();
        limits.memoryBytes().ifPresent(bytes -> quantities.put("memory", bytes % MEBIBYTE == 0
                ? new Quantity(String.valueOf(bytes / MEBIBYTE), "Mi")
                : new Quantity(String.valueOf(bytes))));
        limits.cpuPercent().ifPresent(percent -> quantities.put("cpu",
                new Quantity(String.valueOf(Math.max(1, Math.round(percent * 10))), "m")));
        if (quantities.isEmpty() || limits.action() == UsageLimits.Action.NONE) {
            return Optional.empty();
        }
        ResourceRequirementsBuilder resources = new ResourceRequirementsBuilder();
        return Optional.of((limits.action() == UsageLimits.Action.RESTART ? resources.withLimits(quantities)
                : resources.withRequests(quantities)).build());
    }
}
