/**
 * The files of the output: the log file that the engine writes, and the file that a process writes directly. {@link
 * io.quarkiverse.processmanager.runtime.process.output.file.LogFileWriter} is the entry for the first, {@link
 * io.quarkiverse.processmanager.runtime.process.output.file.OutputFiles} for the second.
 */
package io.quarkiverse.processmanager.runtime.process.output.file;
