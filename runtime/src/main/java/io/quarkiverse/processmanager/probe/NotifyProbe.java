package io.quarkiverse.processmanager.probe;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Waits until the process itself reports that it is ready: with {@code READY=1} on the socket of {@code sd_notify}, or with a line
 * on a descriptor. The process is healthy from then on until its next start. It needs Linux and the native way of starting
 * processes.
 *
 * @param descriptor the number of the descriptor, from 3 to 255; empty for the socket, whose address is in the variable
 *        {@code NOTIFY_SOCKET}
 * @param watchdog how long the process may be silent: it is unhealthy when it has sent no {@code WATCHDOG=1} for so long; empty if
 *        it need not send any
 */
public record NotifyProbe(OptionalInt descriptor, Optional<Duration> watchdog) implements Probe {

    private static final String SOCKET = "socket";
    private static final String DESCRIPTOR = "fd:";

    /**
     * The probe for a text of the configuration.
     *
     * @param channel {@code socket}, or {@code fd:} with the number of a descriptor
     * @throws IllegalArgumentException if the text is neither; the message is the end of a sentence about the property
     */
    public static NotifyProbe of(String channel) {
        if (channel.equals(SOCKET)) {
            return new NotifyProbe(OptionalInt.empty(), Optional.empty());
        }
        if (channel.matches(DESCRIPTOR + "[0-9]{1,3}")) {
            int number = Integer.parseInt(channel.substring(DESCRIPTOR.length()));
            if (number >= 3 && number <= 255) {
                return new NotifyProbe(OptionalInt.of(number), Optional.empty());
            }
        }
        throw new IllegalArgumentException(
                "'" + channel + "' is neither socket nor fd: with a number from 3 to 255, such as fd:3");
    }

    /** The text of the configuration. */
    public String channel() {
        return descriptor.isPresent() ? DESCRIPTOR + descriptor.getAsInt() : SOCKET;
    }

    @Override
    public CompletionStage<ProbeResult> check(ProbeContext context) {
        CompletableFuture<ProbeResult> result = PendingCheck.of(context, this);
        context.notified().thenAccept(notice -> result.complete(isSilent(context)
                ? ProbeResult.failure("no WATCHDOG=1 was received" + ProbeResult.within(watchdog.orElseThrow()))
                : ProbeResult.success(notice)));
        return result;
    }

    private boolean isSilent(ProbeContext context) {
        return watchdog.isPresent()
                && context.sinceKeepAlive().filter(since -> since.compareTo(watchdog.get()) > 0).isPresent();
    }

    /** This probe for a process that must keep sending {@code WATCHDOG=1}. */
    public NotifyProbe within(Duration silence) {
        return new NotifyProbe(descriptor, Optional.of(silence));
    }

    @Override
    public boolean isBlocking() {
        return false;
    }

    @Override
    public String late() {
        return descriptor.isPresent() ? "no line on the descriptor " + descriptor.getAsInt()
                : "no READY=1 on the socket NOTIFY_SOCKET";
    }
}
