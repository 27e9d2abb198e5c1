package io.quarkiverse.processmanager.devui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;

@ExtendWith(DevUi.class)
class LogsPageIT {

    private static final String READY = "worker is ready";

    @Test
    void showsTheOutputAndTheExitsOfAllProcesses(DevUi devUi) {
        Page page = devUi.open("logs");
        Locator logs = logs(page);

        assertThat(line(logs, READY)).containsText("worker");
        assertThat(line(logs, "seed exited with 0")).hasClass(Pattern.compile("\\bexpected\\b"));

        line(logs, READY).click();
        page.keyboard().press("c");
        assertThat(logs.locator(".current")).hasClass(Pattern.compile("\\bend\\b"));
        assertThat(logs.getByLabel("Follow the end (End)")).hasAttribute("aria-pressed", "false");
        page.keyboard().press("End");
        assertThat(logs.getByLabel("Follow the end (End)")).hasAttribute("aria-pressed", "true");

        logs.getByLabel("Search in the output").fill("ready");
        assertThat(logs.locator("mark").first()).isVisible();
        devUi.picture(page, "logs");
    }

    @Test
    void findsAndFilters(DevUi devUi) {
        Page page = devUi.open("logs", 700, ColorScheme.DARK);
        Locator logs = logs(page);
        line(logs, READY).click();

        page.keyboard().press("/");
        page.keyboard().type("work(er");
        assertThat(logs.locator(".hits")).hasText("0 lines");
        logs.getByLabel("Regular expression").click();
        assertThat(logs.getByRole(AriaRole.ALERT))
                .hasText("Not a regular expression: Unterminated group");

        logs.getByLabel("Search in the output").fill("w[a-z]+ is ready$");
        assertThat(logs.locator("mark")).hasText(READY);
        assertThat(logs.locator(".hits")).hasText("1 line");
        logs.getByLabel("Show only lines that match").click();
        assertThat(logs.locator(".row")).hasCount(1);
        assertThat(logs.locator(".status")).containsText("1 of ");

        // The tabs of the Dev UI exceed that width.
        Number right = (Number) logs.evaluate("view => view.getBoundingClientRect().left + view.scrollWidth");
        assertThat(right.intValue()).as("nothing exceeds a narrow window").isLessThanOrEqualTo(700);
    }

    @Test
    void showsTheExitOfEachIncarnation(DevUi devUi) {
        Page processes = devUi.open("processes");
        for (int i = 0; i < 2; i++) {
            button(processes, "Stop clock").click();
            button(processes, "Start clock").click();
        }
        assertThat(button(processes, "Stop clock")).isVisible();

        Locator ends = logs(devUi.open("logs?ids=clock")).locator(".row.end");
        assertThat(ends.nth(1)).isVisible();
        assertThat(ends.last()).hasClass(Pattern.compile("\\bexpected\\b"));
    }

    @Test
    void showsSomeProcesses(DevUi devUi) {
        Locator logs = logs(devUi.open("logs?ids=seed"));

        assertThat(line(logs, "seed exited with 0")).isVisible();
        assertThat(line(logs, READY)).hasCount(0);
    }

    @Test
    void copiesAndDownloadsLines(DevUi devUi) throws IOException {
        Page page = devUi.open("logs");
        page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        Locator logs = logs(page);

        line(logs, READY).click();
        page.keyboard().press("Control+c");
        page.waitForCondition(() -> page.evaluate("navigator.clipboard.readText()").toString()
                .matches("(?s)[\\d-]+ [\\d:.]+  worker  out  " + READY + "\n"));

        Download download = page.waitForDownload(() -> more(page, logs, "Download the lines"));
        assertThat(download.suggestedFilename()).matches("processes-\\d{8}-\\d{6}\\.log");
        assertThat(Files.readString(download.path())).contains("  worker  out  " + READY + "\n").contains("--- seed exited");
    }

    /** A catastrophic expression ends in its worker; the page goes on, and so does the next search. */
    @Test
    void slowExpressionDoesNotStopThePage(DevUi devUi) {
        Page page = devUi.open("logs?ids=worker");
        Locator logs = logs(page);
        line(logs, READY).click();

        logs.getByLabel("Regular expression").click();
        // A line of 15 letters without a digit at its end has 6^15 ways to fail.
        logs.getByLabel("Search in the output").fill("^(?:[a-z ]|[a-z ]|[a-z ]|[a-z ]|[a-z ]|[a-z ])+\\d$");
        assertThat(logs.locator(".error")).hasText("The expression takes too long for one line");
        logs.getByLabel("Search in the output").fill("worker is r.ady");
        assertThat(logs.locator("mark")).hasText(READY);
        logs.getByLabel("Regular expression").click();
    }

    @Test
    void showsThePhasesBetweenTheLines(DevUi devUi) {
        Page page = devUi.open("logs?ids=worker");
        Locator logs = logs(page);

        assertThat(line(logs, "worker waits for quotes, seed")).hasClass(Pattern.compile("\\bphase\\b"));
        assertThat(line(logs, "worker started (start 1)")).isVisible();
        assertThat(logs.locator(".row.phase")
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile("worker healthy after \\d")))
                .first()).isVisible();

        more(page, logs, "Phases of the processes");
        assertThat(logs.locator(".row.phase")).hasCount(0);
        more(page, logs, "Phases of the processes");
        assertThat(line(logs, "worker started (start 1)")).isVisible();
    }

    /** The tools need one row, long lines end with a sign or wrap, and lines have numbers on demand. */
    @Test
    void fitsIntoTheWindow(DevUi devUi) {
        Page page = devUi.open("logs");
        Locator logs = logs(page);
        line(logs, READY).click();

        assertThat(logs.locator(".tools")).isVisible();
        Number height = (Number) logs.locator(".tools").evaluate("tools => tools.getBoundingClientRect().height");
        assertThat(height.intValue()).as("the height of the tools in pixels").isLessThan(50);
        assertThat(line(logs, READY).locator(".text")).hasCSS("text-overflow", "ellipsis");
        page.keyboard().press("w");
        assertThat(line(logs, READY).locator(".text")).hasCSS("white-space-collapse", "preserve");
        page.keyboard().press("w");
        page.keyboard().press("l");
        assertThat(line(logs, READY).locator(".number")).hasText(Pattern.compile("\\d+"));
        page.keyboard().press("l");
        assertThat(logs.locator(".number")).hasCount(0);
    }

    @Test
    void pausesAndResumes(DevUi devUi) {
        Page page = devUi.open("logs");
        Locator logs = logs(page);

        line(logs, READY).click();
        page.keyboard().press("p");
        assertThat(logs.locator(".status")).containsText("paused, ");
        page.keyboard().press("p");
        assertThat(logs.locator(".status")).not().containsText("paused, ");
    }

    @Test
    void footerShowsTheOutputOnEveryPage(DevUi devUi) {
        Page page = devUi.load("configuration-form-editor", 1400, ColorScheme.DARK);

        page.locator("qwc-footer .openIcon").click();
        page.locator("qwc-footer vaadin-tab", new Page.LocatorOptions().setHasText("Process output")).click();

        assertThat(line(page.locator("qwc-process-manager-output"), READY)).isVisible();
        devUi.picture(page, "logs-footer");
    }

    @Test
    void drawsOnlyTheVisibleOnesOfManyLines(DevUi devUi) {
        Page page = devUi.open("logs");
        logs(page).locator(".row").first().waitFor();

        page.evaluate("""
                async () => {
                    const from = name => import(`/q/dev-ui/quarkus-process-manager/process-manager-log-${name}.js`);
                    const { LogLines } = await from('lines');
                    await from('list');
                    const log = new LogLines(100_000);
                    for (let i = 0; i < 60; i++) {
                        const lines = Array.from({ length: 2_000 }, (_, n) => ({ id: 'many', seq: i * 2_000 + n, time: i,
                                err: false, text: `number ${i * 2_000 + n}`, incarnation: 1 }));
                        log.add({ lines, dropped: {} }, Date.now());
                    }
                    const list = document.createElement('process-manager-log-list');
                    list.id = 'many';
                    list.style = 'position: fixed; inset: 0; z-index: 10; background: white;';
                    list.lines = log.shown;
                    document.body.append(list);
                }""");
        Locator list = page.locator("#many");

        assertThat(line(list, "number 119999")).hasAttribute("aria-setsize", "100000");
        list.locator(".scroller").focus();
        page.keyboard().press("Home");
        assertThat(line(list, "number 20000")).hasAttribute("aria-posinset", "1");
        assertThat(list.locator(".row").count()).isLessThan(100);
        list.evaluate("list => list.remove()");
    }

    private static Locator button(Page page, String label) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(label).setExact(true));
    }

    private static Locator logs(Page page) {
        return page.locator("qwc-process-manager-logs");
    }

    /** Chooses an item of the overflow menu. */
    private static void more(Page page, Locator logs, String item) {
        logs.locator("process-manager-log-tools vaadin-menu-bar-button").first().click();
        page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(item).setExact(true)).click();
    }

    private static Locator line(Locator logs, String text) {
        return logs.locator(".row", new Locator.LocatorOptions().setHasText(text)).first();
    }
}
