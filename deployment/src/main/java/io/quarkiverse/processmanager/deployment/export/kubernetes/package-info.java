/**
 * The processes in the manifests of {@code quarkus-kubernetes}. {@link KubernetesManifests} is a pure function from the plan to the
 * objects; only {@link KubernetesExportProcessor} and {@link ManifestDecorator} know the extension. Nothing but that processor is
 * loaded in an application without the extension.
 */
package io.quarkiverse.processmanager.deployment.export.kubernetes;
