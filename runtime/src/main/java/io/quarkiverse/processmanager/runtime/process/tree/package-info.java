/**
 * Finds the members of process trees and stops them: scans the processes of the machine, sends the stop signal, kills, and
 * reports when nothing is left. {@link io.quarkiverse.processmanager.runtime.process.tree.TreeTerminator} is the door; {@link
 * io.quarkiverse.processmanager.runtime.process.tree.ProcessTree} is one tree. It must not know how a process was started, what
 * it writes, or when its grace period expires: the supervisor decides that.
 */
package io.quarkiverse.processmanager.runtime.process.tree;
