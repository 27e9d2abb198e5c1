package io.quarkiverse.processmanager.runtime.cdi;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;

import io.quarkiverse.processmanager.ProcessHooks;
import io.quarkiverse.processmanager.runtime.listeners.Listeners;
import io.quarkus.arc.Arc;
import io.quarkus.arc.InjectableBean;

/** Subscribes the beans that are {@link ProcessHooks}. The first call of a hook creates its bean. */
final class HookBeans {

    private HookBeans() {
    }

    static void subscribe(Listeners listeners, NamedProcesses names) {
        for (Bean<?> bean : Arc.container().beanManager().getBeans(ProcessHooks.class, Any.Literal.INSTANCE)) {
            listeners.hooks("a hook in " + bean.getBeanClass().getName(),
                    CdiQualifiers.processesOf(bean.getQualifiers(), names),
                    () -> hooks((InjectableBean<?>) bean));
        }
    }

    private static ProcessHooks hooks(InjectableBean<?> bean) {
        return (ProcessHooks) Arc.container().instance(bean).get();
    }
}
