package io.quarkiverse.processmanager.deployment.devui;

import io.quarkiverse.processmanager.runtime.config.ProcessManagerBuildTimeConfig;
import io.quarkiverse.processmanager.runtime.dev.ui.ProcessTools;
import io.quarkiverse.processmanager.runtime.dev.ui.ProcessesJsonRpc;
import io.quarkiverse.processmanager.runtime.dev.ui.command.CommandTools;
import io.quarkiverse.processmanager.runtime.dev.ui.command.CommandsJsonRpc;
import io.quarkus.deployment.IsLocalDevelopment;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.devui.spi.JsonRPCProvidersBuildItem;
import io.quarkus.devui.spi.page.CardPageBuildItem;
import io.quarkus.devui.spi.page.FooterPageBuildItem;
import io.quarkus.devui.spi.page.Page;

/** Adds the pages to the Dev UI. The pages are in {@code dev-ui}; the server side is in the module runtime-dev. */
class ProcessManagerDevUiProcessor {

    private static final String GUIDE = "https://docs.quarkiverse.io/quarkus-process-manager/dev/";

    @BuildStep(onlyIf = IsLocalDevelopment.class)
    void card(ProcessManagerBuildTimeConfig config, BuildProducer<CardPageBuildItem> cards) {
        if (!config.enabled()) {
            return;
        }
        CardPageBuildItem card = new CardPageBuildItem();
        card.setLogo("process-manager-dark.svg", "process-manager-light.svg");
        card.addLibraryVersion("com.github.oshi", "oshi-core", "OSHI", "https://github.com/oshi/oshi");
        card.addPage(Page.webComponentPageBuilder().title("Processes").icon("font-awesome-solid:gears")
                .componentLink("qwc-process-manager-processes.js").streamingLabelJsonRPCMethodName("badge"));
        card.addPage(Page.webComponentPageBuilder().title("Logs").icon("font-awesome-solid:align-left")
                .componentLink("qwc-process-manager-logs.js"));
        card.addPage(Page.webComponentPageBuilder().title("Graph").icon("font-awesome-solid:diagram-project")
                .componentLink("qwc-process-manager-graph.js"));
        card.addPage(Page.webComponentPageBuilder().title("Timeline").icon("font-awesome-solid:chart-gantt")
                .componentLink("qwc-process-manager-timeline.js"));
        card.addPage(Page.externalPageBuilder("Guide").icon("font-awesome-solid:book").url(GUIDE).doNotEmbed());
        cards.produce(card);
    }

    @BuildStep(onlyIf = IsLocalDevelopment.class)
    void footer(ProcessManagerBuildTimeConfig config, BuildProducer<FooterPageBuildItem> footers) {
        if (config.enabled()) {
            footers.produce(new FooterPageBuildItem(Page.webComponentPageBuilder().title("Process output")
                    .icon("font-awesome-solid:align-left").componentLink("qwc-process-manager-output.js")));
        }
    }

    /** Produced in all modes, because the build validates the annotations of JSON-RPC methods with it. */
    @BuildStep
    void jsonRpc(BuildProducer<JsonRPCProvidersBuildItem> providers) {
        providers.produce(new JsonRPCProvidersBuildItem(ProcessesJsonRpc.class));
        providers.produce(new JsonRPCProvidersBuildItem(ProcessTools.class));
        providers.produce(new JsonRPCProvidersBuildItem(CommandsJsonRpc.class));
        providers.produce(new JsonRPCProvidersBuildItem(CommandTools.class));
    }
}
