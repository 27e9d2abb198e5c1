package io.quarkiverse.processmanager.runtime.service;

import java.util.List;
import java.util.Map;

import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.service.ProcessService;
import io.quarkiverse.processmanager.service.ServiceInstance;
import io.quarkiverse.processmanager.service.ServiceProgram;
import io.quarkiverse.processmanager.service.ServiceRequest;

/** MinIO. The server creates its first user itself, from two variables. Its check is its own readiness path. */
public final class Minio implements ProcessService {

    private static final String CLIENT = "io.minio.MinioClient";
    private static final String ACCESS_KEY = "quarkus.minio.access-key";
    private static final String SECRET_KEY = "quarkus.minio.secret-key";
    private static final String CONSOLE = "console";
    /** A password has at least eight characters. */
    private static final String USER = "minioadmin";

    @Override
    public String name() {
        return "minio";
    }

    @Override
    public ServiceProgram program() {
        return new ServiceProgram(List.of("minio"),
                List.of("/usr/bin", "/usr/local/bin", "/opt/homebrew/opt/minio/bin"), Map.of(),
                List.of("minio (Homebrew)", "the program of min.io for Debian and Fedora"), List.of());
    }

    @Override
    public void apply(ProcessDefinitionBuilder defaults) {
        defaults.kind(ProcessKind.SERVICE).urlScheme("http").urlScheme(CONSOLE, "http");
    }

    @Override
    public Map<String, String> configuration(ServiceRequest request) {
        ContributedSettings settings = new ContributedSettings(request).ports(CONSOLE);
        if (request.hasClass(CLIENT) && !request.feeds("minio").isEmpty()) {
            settings.contribute("quarkus.minio.host", "http://" + request.urlHost()).contributePort("quarkus.minio.port")
                    .contribute("quarkus.minio.secure", "false").credential(ACCESS_KEY, USER).credential(SECRET_KEY, USER);
        }
        return settings.settings();
    }

    @Override
    public void run(ServiceInstance instance, ProcessDefinitionBuilder defaults) {
        defaults.command(instance.executable("minio"), "server", "--address", "127.0.0.1:" + instance.port(),
                "--console-address", "127.0.0.1:" + instance.port(CONSOLE),
                instance.data().resolveSibling("objects").toString())
                .env("MINIO_ROOT_USER", instance.value(ACCESS_KEY).orElse(USER))
                .env("MINIO_ROOT_PASSWORD", instance.value(SECRET_KEY).orElse(USER)).env("MINIO_UPDATE", "off")
                .health(health -> health.path("/minio/health/ready"));
    }
}
