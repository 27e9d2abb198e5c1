package io.quarkiverse.processmanager.deployment.export.systemd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import io.quarkiverse.processmanager.deployment.export.ExportTarget;
import io.quarkiverse.processmanager.deployment.export.ExportedProcess;
import io.quarkiverse.processmanager.deployment.export.ExportedText;
import io.quarkiverse.processmanager.probe.CommandProbe;
import io.quarkiverse.processmanager.probe.FileProbe;
import io.quarkiverse.processmanager.probe.HttpProbe;
import io.quarkiverse.processmanager.probe.Probe;
import io.quarkiverse.processmanager.probe.StatusRanges;
import io.quarkiverse.processmanager.probe.TcpProbe;

/**
 * Waits for the first success of a health check, so that a unit is active when its process is healthy. systemd ends the command at
 * {@code TimeoutStartSec}.
 */
final class SystemdCheck {

    /** Runs its arguments as a command until the command succeeds. */
    private static final String UNTIL = "until \"$@\" >/dev/null 2>&1; do sleep 0.2; done";

    private SystemdCheck() {
    }

    /** The words of the command; empty for a process without a check, and for a check that no command can do. */
    static Optional<List<ExportedText>> waiting(ExportedProcess process) {
        return process.probe().flatMap(probe -> command(process, probe)).map(SystemdCheck::until);
    }

    /** Waits for a server on a port of this machine. */
    static List<ExportedText> waiting(int port) {
        return until(tcp(new TcpProbe(ExportTarget.LOCALHOST, port)));
    }

    private static List<ExportedText> until(List<ExportedText> command) {
        List<ExportedText> words = new ArrayList<>(texts("/bin/sh", "-c", UNTIL, "sh"));
        words.addAll(command);
        return words;
    }

    private static Optional<List<ExportedText>> command(ExportedProcess process, Probe probe) {
        if (probe instanceof CommandProbe command && command.expectedExitCode() == 0) {
            return Optional.of(process.texts(command.words()));
        }
        if (probe instanceof FileProbe file) {
            return Optional.of(process.texts(List.of("test", "-e", file.file().toString())));
        }
        if (probe instanceof TcpProbe tcp) {
            return Optional.of(tcp(tcp));
        }
        if (probe instanceof HttpProbe http && http.expectedStatus().equals(StatusRanges.SUCCESS)) {
            List<ExportedText> words = new ArrayList<>(texts("curl", "-fsS", "-o", "/dev/null", "-X", http.method()));
            http.headers().forEach((name, value) -> {
                words.add(ExportedText.plain("-H"));
                words.add(process.header(name, value));
            });
            words.add(process.text(http.url().toString()));
            return Optional.of(words);
        }
        return Optional.empty();
    }

    private static List<ExportedText> tcp(TcpProbe tcp) {
        return texts("bash", "-c", "exec 3<>/dev/tcp/" + tcp.host() + "/" + tcp.port());
    }

    private static List<ExportedText> texts(String... words) {
        return Arrays.stream(words).map(ExportedText::plain).toList();
    }
}
