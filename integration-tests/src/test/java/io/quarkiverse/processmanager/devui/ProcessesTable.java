package io.quarkiverse.processmanager.devui;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** Finds the parts of the page of the processes. */
final class ProcessesTable {

    private ProcessesTable() {
    }

    /** The label of the card, on the page of all extensions. */
    static Locator badge(Page page) {
        return page.locator("qwc-extension-link[namespace=quarkus-process-manager] qui-badge");
    }

    static Locator row(Page page, String name) {
        return page.locator(".name:visible").getByText(name, new Locator.GetByTextOptions().setExact(true));
    }

    static Locator button(Page page, String label) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(label).setExact(true));
    }

    /**
     * The cell of a process in a column. The grid draws its cells in any order, so attributes of their content identify them.
     */
    static Locator cell(Page page, String name, String column) {
        return page.locator("[data-process='" + name + "'][data-column='" + column + "']:visible");
    }
}
