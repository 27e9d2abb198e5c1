package io.quarkiverse.processmanager.runtime.service;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.service.ProcessService;
import io.quarkiverse.processmanager.service.ServiceInstance;
import io.quarkiverse.processmanager.service.ServiceProgram;
import io.quarkiverse.processmanager.service.ServiceRequest;

/**
 * nginx in front of the application, which is the upstream {@code application}. The port of the application is known when it
 * listens, so the server starts after the application, and each start writes the configuration file.
 */
public final class Nginx implements ProcessService {

    private static final String FORWARD = """
            location / {
                proxy_pass http://application;
                proxy_http_version 1.1;
                proxy_set_header Host $http_host;
                proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                proxy_set_header X-Forwarded-Proto $scheme;
                proxy_set_header Upgrade $http_upgrade;
                proxy_set_header Connection $connection_upgrade;
            }
            """;

    @Override
    public String name() {
        return "nginx";
    }

    @Override
    public ServiceProgram program() {
        return new ServiceProgram(List.of("nginx"),
                List.of("/usr/sbin", "/usr/bin", "/usr/local/sbin", "/opt/homebrew/opt/nginx/bin", "/usr/local/opt/nginx/bin"),
                Map.of(), List.of("nginx (Debian)", "nginx (Fedora)", "nginx (Homebrew)"), List.of());
    }

    @Override
    public boolean hasInitScripts() {
        return true;
    }

    @Override
    public void apply(ProcessDefinitionBuilder defaults) {
        defaults.kind(ProcessKind.SERVICE).urlScheme("http")
                .stop(stop -> stop.signal("QUIT").timeout(Duration.ofSeconds(5)));
    }

    /** The values are settings of the configuration, because the expression has its value only after the application listens. */
    @Override
    public Map<String, String> configuration(ServiceRequest request) {
        return new ContributedSettings(request).set("start-phase", "after-app")
                .set("env.APPLICATION_PORT", "${quarkus.http.port}").settings();
    }

    @Override
    public void run(ServiceInstance instance, ProcessDefinitionBuilder defaults) {
        defaults.command("sh", "-c", """
                mkdir -p "$DATA_DIR/temporary"
                printf '%%s' "$NGINX_CONFIGURATION" | sed "s/APPLICATION_PORT/$APPLICATION_PORT/" >"$DATA_DIR/nginx.conf"
                exec %s -p "$DATA_DIR/" -e stderr -c "$DATA_DIR/nginx.conf" -g 'daemon off;'
                """.formatted(ShellQuote.word(instance.executable("nginx")))).env("NGINX_CONFIGURATION", file(instance));
    }

    /** A worker of a server that runs as root has the user of the server, which can read the files of the project. */
    private static String file(ServiceInstance instance) {
        StringBuilder server = new StringBuilder();
        instance.initScripts().forEach(file -> server.append("include ").append(quote(file)).append(";\n"));
        StringBuilder temporary = new StringBuilder();
        for (String kind : List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) {
            temporary.append(kind).append("_temp_path temporary/").append(kind).append(";\n");
        }
        return ("root".equals(System.getProperty("user.name")) ? "user root;\n" : "") + """
                worker_processes 1;
                pid nginx.pid;
                error_log stderr;
                events {}
                http {
                access_log off;
                %s
                map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
                upstream application { server localhost:APPLICATION_PORT; }
                server {
                listen 127.0.0.1:%d;
                server_name localhost;
                %s
                }
                }
                """.formatted(temporary, instance.port(), server.isEmpty() ? FORWARD : server);
    }

    private static String quote(Path file) {
        return '"' + file.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
