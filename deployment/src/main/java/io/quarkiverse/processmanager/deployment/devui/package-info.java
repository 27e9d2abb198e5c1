/**
 * Adds the pages, the card and the footer tab to the Dev UI, through {@code ProcessManagerDevUiProcessor}. It knows the names
 * of the pages and of the classes of the module runtime-dev, and must not use their code at build time.
 */
package io.quarkiverse.processmanager.deployment.devui;
