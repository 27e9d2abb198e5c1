package io.quarkiverse.processmanager.runtime.process.usage;

import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;

class FakeUsageTest implements UsageSourceContract {

    private final FakeUsage source = new FakeUsage();
    private long pids = 100;

    @Override
    public UsageSource source() {
        return source;
    }

    @Override
    public long busy() {
        source.start(++pids);
        return pids;
    }

    @Override
    public ProcessEntry entry(long pid) {
        return new ProcessEntry(new ProcessId(pid, 5), 1, pid, pid, 'S', 0, false);
    }

    @Override
    public void end(long pid) {
        source.end(pid);
    }
}
