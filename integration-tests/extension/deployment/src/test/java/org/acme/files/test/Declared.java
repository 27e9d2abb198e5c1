package org.acme.files.test;

import java.util.Map;
import java.util.function.Consumer;

import io.quarkiverse.processmanager.deployment.ProcessDefinitionBuildItem;
import io.quarkus.builder.BuildChainBuilder;

/** One more declaration. A separate class, because the application has no build items. */
class Declared {

    private Declared() {
    }

    static Consumer<BuildChainBuilder> process(String id, String key, String value) {
        return chain -> chain
                .addBuildStep(context -> context
                        .produce(new ProcessDefinitionBuildItem(id, Map.of("command", "sleep 1000", key, value))))
                .produces(ProcessDefinitionBuildItem.class).build();
    }
}
