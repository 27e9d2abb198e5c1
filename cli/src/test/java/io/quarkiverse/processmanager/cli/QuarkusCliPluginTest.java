package io.quarkiverse.processmanager.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import io.quarkus.cli.plugin.Plugin;
import io.quarkus.cli.plugin.PluginManagerUtil;
import io.quarkus.cli.plugin.PluginType;
import io.quarkus.platform.catalog.processor.ExtensionProcessor;
import io.quarkus.registry.catalog.Extension;

/** The Quarkus CLI reads the metadata of the extension with these classes. */
class QuarkusCliPluginTest {

    @Test
    void theExtensionBringsTheCommandProcessesOfItsVersion() throws IOException {
        Set<String> plugins = ExtensionProcessor.getCliPlugins(metadata());

        assertThat(plugins).hasSize(1);
        Plugin plugin = PluginManagerUtil.getUtil().fromAlias(plugins.iterator().next());
        assertThat(plugin.getName()).isEqualTo("processes");
        assertThat(plugin.getType()).isEqualTo(PluginType.maven);
        assertThat(plugin.getLocation()).hasValue("io.quarkiverse.processmanager:quarkus-process-manager-cli:"
                + System.getProperty("project.version"));
    }

    private static Extension metadata() throws IOException {
        try (InputStream file = Main.class.getResourceAsStream("/META-INF/quarkus-extension.yaml")) {
            Map<?, ?> members = new ObjectMapper(new YAMLFactory()).readValue(file, Map.class);
            Map<String, Object> metadata = new HashMap<>();
            ((Map<?, ?>) members.get("metadata")).forEach((name, value) -> metadata.put(name.toString(), value));
            return Extension.builder().setMetadata(metadata).build();
        }
    }
}
