package io.quarkiverse.processmanager.runtime.process.usage;

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
    public void end(long pid) {
        source.end(pid);
    }
}
