package io.quarkiverse.processmanager.devui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;

/**
 * The installed Chromium, controlled by Playwright. The driver of Playwright is a program for Node.js. It comes from npm
 * instead of the bundle of Playwright, which contains Node.js for all systems and has 200 MB.
 */
final class Chromium implements AutoCloseable {

    private static final String VERSION = System.getProperty("playwright.version");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    static Chromium start() throws IOException, InterruptedException {
        Path chromium = installed("CHROMIUM", "chromium", "chromium-browser", "google-chrome");
        System.setProperty("playwright.cli.dir", driver().toString());
        Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(
                Map.of("PLAYWRIGHT_NODEJS_PATH", installed("NODE", "node").toString(), "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                        "1")));
        return new Chromium(playwright, playwright.chromium().launch(new BrowserType.LaunchOptions()
                .setExecutablePath(chromium).setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-quic",
                        "--disable-background-networking", "--disable-component-update", "--disable-sync"))));
    }

    Browser browser() {
        return browser;
    }

    private static Path installed(String variable, String... names) {
        Optional<Path> chosen = Optional.ofNullable(System.getenv(variable)).map(Path::of);
        return chosen.or(() -> Stream.of(System.getenv("PATH").split(Pattern.quote(java.io.File.pathSeparator)))
                .flatMap(directory -> Stream.of(names).map(name -> Path.of(directory, name)))
                .filter(Files::isExecutable).findFirst())
                .orElseThrow(() -> new IllegalStateException("the views of the Dev UI are tested in a real browser: install "
                        + names[0] + ", or set the environment variable " + variable + " to its path"));
    }

    private static Path driver() throws IOException, InterruptedException {
        Path directory = Files.createDirectories(Path.of("target/playwright-" + VERSION).toAbsolutePath());
        // Another JVM of Failsafe may need it at the same time.
        try (FileChannel lock = FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE)) {
            lock.lock();
            if (!Files.exists(directory.resolve("package/cli.js"))) {
                run(directory, "npm", "pack", "--silent", "--prefer-offline", "playwright-core@" + VERSION);
                run(directory, "tar", "-xzf", "playwright-core-" + VERSION + ".tgz");
            }
        }
        return directory;
    }

    private static void run(Path directory, String... command) throws IOException, InterruptedException {
        Path log = directory.resolve("log");
        Process process = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
                .redirectOutput(log.toFile()).start();
        try {
            assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(String.join(" ", command) + ":\n" + Files.readString(log)).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
