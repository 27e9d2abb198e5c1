/** The commands of processes in the Dev UI and in Dev MCP. */
package io.quarkiverse.processmanager.runtime.dev.ui.command;
