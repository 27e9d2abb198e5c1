/**
 * The full-screen monitor. {@link io.quarkiverse.processmanager.terminal.monitor.Monitor} is the door, and its loop the only thread
 * that touches the model. {@code Model} is what is shown, {@code KeyRules} and {@code PromptRules} change it, the classes whose
 * names end with {@code View} draw it into the buffer of TamboUI, and {@code Link} talks to the application. The room {@code draw}
 * has what the views draw with, the room {@code log} the lines of output.
 */
package io.quarkiverse.processmanager.terminal.monitor;
