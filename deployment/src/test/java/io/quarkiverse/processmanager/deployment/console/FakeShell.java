package io.quarkiverse.processmanager.deployment.console;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.aesh.command.shell.Shell;
import org.aesh.readline.Prompt;
import org.aesh.readline.terminal.Key;
import org.aesh.terminal.tty.Size;

/** Keeps what a command prints, and waits for keys as the shell of the console does: at a latch. */
final class FakeShell implements Shell {

    private final StringBuilder printed = new StringBuilder();
    private final BlockingQueue<CountDownLatch> waiting = new LinkedBlockingQueue<>();
    private volatile Key key;
    private volatile int width = 80;

    synchronized String printed() {
        return printed.toString();
    }

    void width(int columns) {
        width = columns;
    }

    /** Waits until the command waits for a key, and types it; null for the close of the connection. */
    void type(Key typed) throws InterruptedException {
        CountDownLatch latch = waiting.poll(60, TimeUnit.SECONDS);
        key = typed;
        latch.countDown();
    }

    @Override
    public synchronized void write(String text, boolean paging) {
        printed.append(text);
    }

    @Override
    public void writeln(String text, boolean paging) {
        write(text + "\n", paging);
    }

    @Override
    public Key read() throws InterruptedException {
        CountDownLatch latch = new CountDownLatch(1);
        waiting.add(latch);
        latch.await();
        return key;
    }

    @Override
    public Size size() {
        return new Size(width, 24);
    }

    @Override
    public void write(int[] out) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void write(char out) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String readLine() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String readLine(Prompt prompt) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Key read(long timeout, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Key read(Prompt prompt) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean enableAlternateBuffer() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean enableMainBuffer() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void clear() {
        throw new UnsupportedOperationException();
    }
}
