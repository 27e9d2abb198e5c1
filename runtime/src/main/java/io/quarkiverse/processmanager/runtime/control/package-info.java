/**
 * Answers the requests of other processes of the same user over a Unix domain socket: which processes the application has, how
 * they are, what they write, and commands for them. The door is {@link io.quarkiverse.processmanager.runtime.control.ControlSocket}.
 * It is an adapter: it sees the public API and the views.
 */
package io.quarkiverse.processmanager.runtime.control;
