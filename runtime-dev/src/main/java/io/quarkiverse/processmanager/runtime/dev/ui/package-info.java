/**
 * The server side of the Dev UI pages and of the Dev MCP tools.
 * {@link io.quarkiverse.processmanager.runtime.dev.ui.ProcessesJsonRpc} serves the pages, and
 * {@link io.quarkiverse.processmanager.runtime.dev.ui.ProcessTools} serves coding agents. The package uses only the public API,
 * {@code runtime.rules} and {@code runtime.views}; it must not know the engine or the configuration mappings.
 */
package io.quarkiverse.processmanager.runtime.dev.ui;
