package io.quarkiverse.processmanager.devui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;

@ExtendWith(DevUi.class)
class GraphPageIT {

    @Test
    void drawsTheApplicationItsProcessesAndTheirDependencies(DevUi devUi) {
        Page page = devUi.open("graph");

        for (String id : new String[] { "redis", "seed", "quotes", "worker", "clock" }) {
            assertThat(box(page, id)).isVisible();
        }
        assertThat(page.locator(".box.application")).containsText("Application, running");
        assertThat(state(page, "Running")).hasCount(4);
        assertThat(state(page, "Done")).hasCount(1);
        assertThat(box(page, "quotes").locator(".why")).containsText("healthy after");
        assertThat(page.locator(".condition.met").filter(new Locator.FilterOptions().setHasText("completed"))).hasCount(1);
        assertThat(page.locator(".condition.met").filter(new Locator.FilterOptions().setHasText("healthy"))).hasCount(3);

        Locator scale = page.locator(".scale");
        String fit = scale.textContent();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Zoom in (+)")).click();
        assertThat(scale).not().hasText(fit);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Fit (0)")).click();
        assertThat(scale).hasText(fit);
        devUi.picture(page, "graph");
    }

    @Test
    void keyboardReachesEachBox(DevUi devUi) {
        Page page = devUi.open("graph");
        Locator worker = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("worker: "));

        assertThat(worker).hasAttribute("aria-label",
                Pattern.compile("worker: Running.* Needs quotes healthy, seed completed\\."));
        worker.focus();
        page.keyboard().press("Enter");
        assertThat(menuItem(page, "Stop")).isVisible();
    }

    @Test
    void actsOnAClickAndShowsThePhasesLive(DevUi devUi) {
        Page page = devUi.open("graph", 1400, ColorScheme.DARK);
        assertThat(state(page, "Running")).hasCount(4);

        box(page, "clock").click();
        menuItem(page, "Stop").click();
        assertThat(state(page, "Stopped")).isVisible();

        box(page, "clock").click();
        menuItem(page, "Start").click();
        assertThat(state(page, "Running")).hasCount(4);

        box(page, "clock").click();
        menuItem(page, "Details").click();
        assertThat(page.locator("qwc-process-manager-details")).containsText("clock.sh");
    }

    private static Locator box(Page page, String id) {
        return page.locator(".box[data-process='" + id + "']");
    }

    /** The states of the processes, without that of the application. */
    private static Locator state(Page page, String word) {
        return page.locator(".box[data-process] .state").filter(new Locator.FilterOptions().setHasText(word));
    }

    private static Locator menuItem(Page page, String name) {
        return page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
