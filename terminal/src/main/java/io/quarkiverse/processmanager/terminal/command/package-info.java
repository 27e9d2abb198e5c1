/**
 * What the commands of the command line and of the console of dev mode do with an application, beyond one question and the form of
 * its answer. Both pass in the application and where to print.
 */
package io.quarkiverse.processmanager.terminal.command;
