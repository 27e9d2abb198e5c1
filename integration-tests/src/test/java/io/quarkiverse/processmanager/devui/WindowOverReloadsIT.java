package io.quarkiverse.processmanager.devui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.quarkiverse.processmanager.devui.ProcessesTable.badge;
import static io.quarkiverse.processmanager.devui.ProcessesTable.button;
import static io.quarkiverse.processmanager.devui.ProcessesTable.cell;
import static io.quarkiverse.processmanager.devui.ProcessesTable.row;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;

/**
 * The page of the processes while the application changes, cannot start or cannot be compiled. After such a test the next one
 * loads the Dev UI again, so this class is the last one of its package.
 */
@ExtendWith(DevUi.class)
class WindowOverReloadsIT {

    /** The application keeps running, and so does the page. */
    @Test
    void survivesSourcesThatDoNotCompile(DevUi devUi) throws IOException {
        Page page = devUi.open("processes");
        assertThat(cell(page, "clock", "phase")).hasText("Running");
        Path source = devUi.file("src/main/java/io/quarkiverse/processmanager/demo/Clock.java");
        String good = Files.readString(source);
        devUi.expectErrors();

        try {
            Files.writeString(source, good + "\nnothing that compiles\n");
            devUi.reloadInVain();
            button(page, "Stop clock").click();
            assertThat(cell(page, "clock", "phase")).hasText("Stopped");
        } finally {
            Files.writeString(source, good);
            devUi.reload();
        }

        button(page, "Start clock").click();
        assertThat(cell(page, "clock", "phase")).hasText("Running");
    }

    @Test
    void groupsByPatternAndMarksWhatIsDown(DevUi devUi) throws IOException {
        Path properties = devUi.file("src/main/resources/application.properties");
        String good = Files.readString(properties);
        devUi.expectErrors();

        try {
            Files.writeString(properties, good + """

                    quarkus.processes.idle.pattern=worker
                    quarkus.processes.idle.command=sleep 1000
                    quarkus.processes.lame.pattern=worker
                    quarkus.processes.lame.command=false
                    quarkus.processes.lame.restart.policy=never
                    """);
            devUi.reload();
            Page page = devUi.open("processes");
            assertThat(page.locator(".group")).hasCount(0);
            button(page, "by pattern").click();
            Locator group = page.locator(".group").filter(new Locator.FilterOptions().setHasText("worker"));
            assertThat(group).containsText("1 down, 1 running");
            group.click();
            assertThat(row(page, "idle")).not().isVisible();
            button(page, "by pattern").click();
            assertThat(row(page, "idle")).isVisible();
            assertThat(group).hasCount(0);

            Locator badge = badge(devUi.load("extensions", 1400, ColorScheme.LIGHT));
            assertThat(badge).hasText("1 down, 5 running, 1 done");
            assertThat(badge).hasAttribute("level", "error");
        } finally {
            Files.writeString(properties, good);
            devUi.reload();
        }
    }

    /** A refused definition ends the application, which the Dev UI does not report. */
    @Test
    void reconnectsAfterAFailedStart(DevUi devUi) throws IOException {
        Page page = devUi.open("processes");
        assertThat(cell(page, "redis", "phase")).hasText("Running");
        row(page, "redis").click();
        Locator setting = page.locator("qwc-process-manager-details tr:has(code:text-is('restart.max'))");
        assertThat(setting).containsText("5");
        Path properties = devUi.file("src/main/resources/application.properties");
        String good = Files.readString(properties);
        devUi.expectErrors();

        try {
            Files.writeString(properties, good + "\nquarkus.processes.broken.depends-on=missing\n");
            devUi.reloadInVain();
            assertThat(page.getByText("does not answer")).isVisible();
            assertThat(button(page, "Stop redis")).isDisabled();

            Files.writeString(properties, good + "\nquarkus.processes.late.command=sleep 1000\n"
                    + "quarkus.processes.redis.restart.max=17\n");
            devUi.reload();
            assertThat(setting).containsText("17");
            assertThat(cell(page, "late", "phase")).hasText("Running");
            assertThat(page.getByText("does not answer")).hasCount(0);
        } finally {
            Files.writeString(properties, good);
            devUi.reload();
        }

        assertThat(row(page, "late")).not().isVisible();
    }
}
