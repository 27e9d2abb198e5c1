/** The commands of a process that a user runs on request: their definitions, their builders and their runs. */
@NullMarked
package io.quarkiverse.processmanager.command;

import org.jspecify.annotations.NullMarked;
