package io.quarkiverse.processmanager.runtime.service;

import java.util.Map;
import java.util.function.Consumer;

import io.quarkiverse.processmanager.HealthBuilder;
import io.quarkiverse.processmanager.service.ServiceInstance;
import io.quarkiverse.processmanager.service.ServiceRequest;

/** The configuration of the mailers that an SMTP server feeds. */
final class MailSettings {

    /** The named port of the web page or interface with the messages. */
    static final String WEB = "web";

    private static final String CLIENT = "io.quarkus.mailer.runtime.MailerRecorder";

    private MailSettings() {
    }

    /**
     * The settings of the process. A mailer of Quarkus sends nothing in dev mode and in tests unless {@code mock} is false.
     *
     * @param ports the named ports
     */
    static Map<String, String> configuration(ServiceRequest request, String... ports) {
        ContributedSettings settings = new ContributedSettings(request).ports(ports);
        if (request.hasClass(CLIENT)) {
            for (String feed : request.feeds("mailer")) {
                settings.contribute("quarkus." + feed + ".host", request.host()).contributePort("quarkus." + feed + ".port")
                        .contribute("quarkus." + feed + ".mock", "false");
            }
        }
        return settings.settings();
    }

    /** The check of a path on the port of the web page. A build for production has not chosen that port. */
    static Consumer<HealthBuilder> check(ServiceInstance instance, String path) {
        int web = instance.port(WEB);
        return health -> health.url(web == 0 ? path : "http://127.0.0.1:" + web + path);
    }
}
