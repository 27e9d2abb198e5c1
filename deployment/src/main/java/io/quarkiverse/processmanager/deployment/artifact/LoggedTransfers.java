package io.quarkiverse.processmanager.deployment.artifact;

import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferEvent;

/** Passes the transfers of the resolver to the log. */
final class LoggedTransfers extends AbstractTransferListener {

    private final DownloadLog log;

    LoggedTransfers(DownloadLog log) {
        this.log = log;
    }

    @Override
    public void transferInitiated(TransferEvent event) {
        log.requested();
    }

    @Override
    public void transferProgressed(TransferEvent event) {
        log.received(name(event), event.getTransferredBytes(), event.getResource().getContentLength());
    }

    @Override
    public void transferSucceeded(TransferEvent event) {
        log.received(name(event), event.getTransferredBytes(), event.getTransferredBytes());
    }

    @Override
    public void transferFailed(TransferEvent event) {
        log.failed(name(event));
    }

    private static String name(TransferEvent event) {
        return event.getResource().getResourceName();
    }
}
