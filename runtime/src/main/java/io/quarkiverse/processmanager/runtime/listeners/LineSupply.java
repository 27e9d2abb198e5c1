package io.quarkiverse.processmanager.runtime.listeners;

import java.util.List;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;

/** The lines that wait for one listener: they are in the buffers of the processes. */
record LineSupply(ProcessRunner.LineFeed feed) implements Supply<LogLine> {

    @Override
    public List<LogLine> next(int most) {
        return feed.next(most);
    }

    @Override
    public long lost() {
        return feed.lost();
    }

    @Override
    public void close() {
        feed.close();
    }
}
