package io.quarkiverse.processmanager.runtime.service;

import java.util.List;
import java.util.Map;

import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.service.ProcessService;
import io.quarkiverse.processmanager.service.ServiceArtifact;
import io.quarkiverse.processmanager.service.ServiceInstance;
import io.quarkiverse.processmanager.service.ServiceProgram;
import io.quarkiverse.processmanager.service.ServiceRequest;

/**
 * GreenMail, an SMTP server that delivers nothing. It accepts each sender and keeps the messages in memory; IMAP and an HTTP
 * interface return them. Its check is its own readiness path.
 */
public final class Greenmail implements ProcessService {

    private static final String IMAP = "imap";
    private static final String HOST = "127.0.0.1";

    @Override
    public String name() {
        return "greenmail";
    }

    @Override
    public ServiceProgram program() {
        return ServiceProgram.ofJava(ServiceArtifact.classPath("com.icegreen:greenmail-standalone", "2.1.5"));
    }

    @Override
    public void apply(ProcessDefinitionBuilder defaults) {
        defaults.kind(ProcessKind.SERVICE).urlScheme("smtp").urlScheme(MailSettings.WEB, "http");
    }

    @Override
    public Map<String, String> configuration(ServiceRequest request) {
        return MailSettings.configuration(request, IMAP, MailSettings.WEB);
    }

    @Override
    public boolean keepsData() {
        return false;
    }

    /** GreenMail itself gives its servers 2 s to start, which is short on a busy machine. */
    @Override
    public void run(ServiceInstance instance, ProcessDefinitionBuilder defaults) {
        int web = instance.port(MailSettings.WEB);
        defaults.command(instance.java(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-Dgreenmail.smtp.hostname=" + HOST, "-Dgreenmail.smtp.port=" + instance.port(),
                "-Dgreenmail.imap.hostname=" + HOST, "-Dgreenmail.imap.port=" + instance.port(IMAP),
                "-Dgreenmail.api.hostname=" + HOST, "-Dgreenmail.api.port=" + web, "-Dgreenmail.auth.disabled",
                "-Dgreenmail.startup.timeout=60000"), "com.icegreen.greenmail.standalone.GreenMailStandaloneRunner")
                .toArray(String[]::new)).health(MailSettings.check(instance, "/api/service/readiness"));
    }
}
