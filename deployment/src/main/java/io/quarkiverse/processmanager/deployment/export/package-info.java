/**
 * The base of the deployments on other engines: what a writer for Compose, systemd or Kubernetes needs to know of each
 * process. A build step makes an {@link io.quarkiverse.processmanager.deployment.export.ExportPlan} for the place where the
 * processes will run; a writer is a pure function from it to a document. No writer receives a secret: a text has the name of
 * a secret in its place.
 */
package io.quarkiverse.processmanager.deployment.export;
