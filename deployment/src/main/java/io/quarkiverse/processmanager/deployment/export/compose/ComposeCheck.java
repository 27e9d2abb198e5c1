package io.quarkiverse.processmanager.deployment.export.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.quarkiverse.processmanager.ProcessCheck;
import io.quarkiverse.processmanager.deployment.export.ExportedProcess;
import io.quarkiverse.processmanager.probe.CommandProbe;
import io.quarkiverse.processmanager.probe.FileProbe;
import io.quarkiverse.processmanager.probe.HttpProbe;
import io.quarkiverse.processmanager.probe.Probe;
import io.quarkiverse.processmanager.probe.StatusRanges;
import io.quarkiverse.processmanager.probe.TcpProbe;

/**
 * The health check of a container: a command in it. A check with HTTP needs {@code curl} or {@code wget} in the image, and one with
 * TCP needs {@code bash}, or an {@code nc} with the option {@code -z}.
 */
final class ComposeCheck {

    private ComposeCheck() {
    }

    /** Whether a command in the container can do the check of the process. */
    static boolean has(ExportedProcess process) {
        return test(process).isPresent();
    }

    /** The check; empty if the process has none, or one that no command can do. */
    static Optional<Map<String, Object>> of(ExportedProcess process) {
        return test(process).map(test -> {
            ProcessCheck check = process.definition().healthCheck().orElseThrow();
            Map<String, Object> healthcheck = new LinkedHashMap<>();
            healthcheck.put("test", test);
            healthcheck.put("interval", ComposeText.of(check.schedule().interval()));
            healthcheck.put("timeout", ComposeText.of(check.schedule().timeout()));
            healthcheck.put("retries", check.schedule().retries());
            healthcheck.put("start_period", ComposeText.of(process.definition().start().timeout()));
            healthcheck.put("start_interval", "1s");
            return healthcheck;
        });
    }

    private static Optional<List<String>> test(ExportedProcess process) {
        return process.probe().flatMap(probe -> test(process, probe));
    }

    private static Optional<List<String>> test(ExportedProcess process, Probe probe) {
        if (probe instanceof CommandProbe command && command.expectedExitCode() == 0) {
            List<String> words = new ArrayList<>(List.of("CMD"));
            words.addAll(ComposeText.of(process.texts(command.words())));
            return Optional.of(words);
        }
        if (probe instanceof FileProbe file) {
            return Optional.of(List.of("CMD", "test", "-e", ComposeText.of(process.text(file.file().toString()))));
        }
        if (probe instanceof TcpProbe tcp) {
            return Optional.of(shell("nc -z " + tcp.host() + " " + tcp.port() + " 2>/dev/null || bash -c 'exec 3<>/dev/tcp/"
                    + tcp.host() + "/" + tcp.port() + "'"));
        }
        if (probe instanceof HttpProbe http && isPlain(http)) {
            String url = "'" + ComposeText.of(process.text(http.url().toString())).replace("'", "%27") + "'";
            return Optional.of(shell("curl -fsS -o /dev/null " + url + " || wget -q -O /dev/null " + url));
        }
        return Optional.empty();
    }

    /** Whether {@code curl} and {@code wget} decide as the check does, without further options. */
    static boolean isPlain(HttpProbe http) {
        return http.method().equals("GET") && http.headers().isEmpty() && http.expectedStatus().equals(StatusRanges.SUCCESS);
    }

    private static List<String> shell(String script) {
        return List.of("CMD-SHELL", script);
    }
}
