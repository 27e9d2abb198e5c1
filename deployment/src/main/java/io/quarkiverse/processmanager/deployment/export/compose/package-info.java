/** Writes a {@code compose.yaml}: a pure function from the plan of a deployment to a document of the Compose specification. */
package io.quarkiverse.processmanager.deployment.export.compose;
