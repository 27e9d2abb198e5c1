package io.quarkiverse.processmanager.deployment.devui;

import java.util.List;
import java.util.Optional;

import org.eclipse.microprofile.config.ConfigProvider;

import io.quarkiverse.processmanager.runtime.dev.ui.DevMcpGuard;
import io.quarkiverse.processmanager.runtime.dev.ui.PageConnections;
import io.quarkus.deployment.IsLocalDevelopment;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.LaunchModeBuildItem;
import io.quarkus.vertx.http.deployment.NonApplicationRootPathBuildItem;
import io.quarkus.vertx.http.deployment.RouteBuildItem;
import io.quarkus.vertx.http.runtime.security.SecurityHandlerPriorities;

/**
 * Adds handlers before those of Quarkus to two routes of dev mode. They are routes and no filters: a filter sees only requests below
 * {@code quarkus.http.root-path}, and {@code quarkus.http.non-application-root-path} can lead elsewhere.
 */
class DevRoutesProcessor {

    /** The setting of the Dev UI, whose class is no part of an application without HTTP. */
    private static final String HOSTS = "quarkus.dev-ui.hosts";

    @BuildStep(onlyIf = IsLocalDevelopment.class)
    void routes(LaunchModeBuildItem launchMode, Optional<NonApplicationRootPathBuildItem> root,
            BuildProducer<RouteBuildItem> routes) {
        if (root.isEmpty() || launchMode.isNotLocalDevModeType()) {
            return;
        }
        List<String> hosts = ConfigProvider.getConfig().getOptionalValues(HOSTS, String.class).orElse(List.of());
        routes.produce(root.get().routeBuilder().orderedRoute("dev-mcp/*", -2 * SecurityHandlerPriorities.CORS)
                .handler(new DevMcpGuard(hosts)).build());
        // Behind the filters of the Dev UI, which refuse foreign pages.
        routes.produce(root.get().routeBuilder().orderedRoute("dev-ui/json-rpc-ws", 1 - SecurityHandlerPriorities.CORS)
                .handler(new PageConnections()).build());
    }
}
