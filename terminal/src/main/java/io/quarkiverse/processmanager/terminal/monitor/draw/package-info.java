/** How text becomes cells of the screen: colours, widths of characters, and the pen that writes a line. */
package io.quarkiverse.processmanager.terminal.monitor.draw;
