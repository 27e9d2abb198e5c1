package io.quarkiverse.processmanager.runtime.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.service.ProcessService;
import io.quarkiverse.processmanager.service.ServiceInstance;
import io.quarkiverse.processmanager.service.ServiceProgram;
import io.quarkiverse.processmanager.service.ServiceRequest;

/** Mailpit, an SMTP server that delivers nothing and shows the messages on a web page. Its check is its own readiness path. */
public final class Mailpit implements ProcessService {

    @Override
    public String name() {
        return "mailpit";
    }

    @Override
    public ServiceProgram program() {
        return new ServiceProgram(List.of("mailpit"),
                List.of("/usr/bin", "/usr/local/bin", "/opt/homebrew/opt/mailpit/bin"), Map.of(),
                List.of("mailpit (Homebrew)", "the release of mailpit.axllent.org for Debian and Fedora",
                        "nothing and set service=greenmail, which is a Maven artifact"),
                List.of());
    }

    @Override
    public void apply(ProcessDefinitionBuilder defaults) {
        defaults.kind(ProcessKind.SERVICE).urlScheme("smtp").urlScheme(MailSettings.WEB, "http");
    }

    @Override
    public Map<String, String> configuration(ServiceRequest request) {
        return MailSettings.configuration(request, MailSettings.WEB);
    }

    @Override
    public void run(ServiceInstance instance, ProcessDefinitionBuilder defaults) {
        int web = instance.port(MailSettings.WEB);
        List<String> words = new ArrayList<>(List.of(instance.executable("mailpit"), "--smtp", "127.0.0.1:" + instance.port(),
                "--listen", "127.0.0.1:" + web, "--disable-version-check"));
        if (!instance.isFresh()) {
            words.addAll(List.of("--database", String.valueOf(instance.data().resolveSibling("mailpit.db"))));
        }
        defaults.command(words.toArray(String[]::new)).health(MailSettings.check(instance, "/readyz"));
    }
}
