/**
 * Reads the definitions of other tools: a {@code Procfile}, and the {@code process-compose.yaml} of process-compose. The door is
 * {@link io.quarkiverse.processmanager.terminal.foreign.ForeignFile}. Each setting of such a file becomes a property or a note;
 * none is dropped. It knows YAML and JDK types only, no mapping and no definition.
 */
package io.quarkiverse.processmanager.terminal.foreign;
