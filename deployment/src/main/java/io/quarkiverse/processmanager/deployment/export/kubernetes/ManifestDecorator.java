package io.quarkiverse.processmanager.deployment.export.kubernetes;

import io.dekorate.kubernetes.decorator.ApplicationContainerDecorator;
import io.dekorate.kubernetes.decorator.Decorator;
import io.dekorate.kubernetes.decorator.NamedResourceDecorator;
import io.dekorate.kubernetes.decorator.ResourceProvidingDecorator;
import io.fabric8.kubernetes.api.model.KubernetesListBuilder;

/**
 * Adds a document to the manifests that the extension generates. It runs last: the decorators of the extension for all containers,
 * such as the one that renames the container of the application, are for that container only. The only class that knows Dekorate.
 */
final class ManifestDecorator extends Decorator<KubernetesListBuilder> {

    private final ManifestWriter writer;

    ManifestDecorator(ManifestWriter writer) {
        this.writer = writer;
    }

    @Override
    public void visit(KubernetesListBuilder list) {
        list.withItems(writer.add(list.buildItems()));
    }

    @Override
    @SuppressWarnings("unchecked")
    public Class<? extends Decorator>[] after() {
        return new Class[] { ResourceProvidingDecorator.class, NamedResourceDecorator.class,
                ApplicationContainerDecorator.class };
    }
}
