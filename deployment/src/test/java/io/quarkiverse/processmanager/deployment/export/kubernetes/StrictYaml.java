package io.quarkiverse.processmanager.deployment.export.kubernetes;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/** Reads manifests as a cluster does that refuses unknown fields: the models of fabric8 keep them aside otherwise. */
final class StrictYaml {

    private static final KubernetesSerialization YAML = new KubernetesSerialization(new ObjectMapper(), true);
    private static final ObjectMapper STRICT = new ObjectMapper()
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated method) {
                    return false;
                }
            });

    private StrictYaml() {
    }

    /**
     * The objects of a text with several documents.
     *
     * @throws IllegalArgumentException if an object has a field that its model does not have
     */
    static List<HasMetadata> read(String yaml) {
        List<HasMetadata> objects = new ArrayList<>();
        for (String document : yaml.split("(?m)^---\\s*$")) {
            if (document.lines().allMatch(line -> line.isBlank() || line.startsWith("#"))) {
                continue;
            }
            HasMetadata object = YAML.unmarshal(document);
            JsonNode tree = YAML.unmarshal(document, JsonNode.class);
            try {
                objects.add(STRICT.treeToValue(tree, object.getClass()));
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(e.getOriginalMessage() + " in " + object.getKind() + " "
                        + object.getMetadata().getName(), e);
            }
        }
        return objects;
    }
}
