package io.quarkiverse.processmanager.runtime.config.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkiverse.processmanager.runtime.config.contribution.ConfigView;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/** What a service knows of the process whose configuration is created. */
class PropertyRequestTest {

    private final Map<String, String> properties = new HashMap<>();

    private SmallRyeConfig config() {
        return new SmallRyeConfigBuilder().addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(properties, "test", 250)).build();
    }

    private PropertyRequest request() {
        return new PropertyRequest(ServiceName.of("quarkus.processes.db.service").orElseThrow(), ConfigView.of(config()));
    }

    private String expanded(String expression) {
        properties.put("app.value", expression);
        return config().getValue("app.value", String.class);
    }

    @ParameterizedTest
    @CsvSource({ "quarkus.processes.db.host,::1,[::1],::1", "quarkus.processes.\"db\".host,fe80::1,[fe80::1],fe80::1",
            "quarkus.processes.db.host,[2001:db8::7],[2001:db8::7],2001:db8::7",
            "quarkus.processes.db.host,${app.host},[::9],::9", "quarkus.processes.db.host,db.example,db.example,db.example",
            "other,x,localhost,localhost" })
    void onlyAUrlHasTheBracketsOfAnIpv6Address(String property, String value, String inUrl, String alone) {
        properties.put("app.host", "::9");
        properties.put(property, value);

        assertThat(expanded(request().urlHost())).isEqualTo(inUrl);
        assertThat(expanded(request().host())).isEqualTo(alone);
    }

    @Test
    void aHostThatRefersToItselfIsReportedElsewhere() {
        properties.put("quarkus.processes.db.host", "${quarkus.processes.db.host}");

        assertThat(request().urlHost()).startsWith("${");
    }
}
