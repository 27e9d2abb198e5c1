/**
 * The commands of a process that a user runs on request: their definitions, their builders and their runs. No parameter and no result
 * is null unless its annotation says so.
 */
@NullMarked
package io.quarkiverse.processmanager.command;

import org.jspecify.annotations.NullMarked;
