package io.quarkiverse.processmanager.docs;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.ForProcess;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessHooks;
import io.quarkiverse.processmanager.Registration;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

@ApplicationScoped
public class Events {

    private static final Logger LOG = Logger.getLogger(Events.class);

    // tag::observe[]
    void anything(@Observes ProcessEvent event) {
        LOG.info(event);
    }

    void quotesCrashed(@ObservesAsync @ForProcess("quotes") ProcessEvent.Crashed crash) {
        LOG.warnf("%s, again: %s, in %s", crash.error(), crash.willRestart(), crash.nextDelay());
    }

    void line(@Observes @ForProcess("quotes") ProcessEvent.Output output) {
        LOG.debug(output.line().text());
    }
    // end::observe[]

    @Inject
    @ForProcess("quotes")
    ManagedProcess quotes;

    // tag::on[]
    public Registration stopAtTheThirdCrash() {
        return quotes.on(ProcessEvent.Crashed.class, crash -> {
            if (crash.restartCount() >= 3) {
                quotes.stop();
            }
        });
    }
    // end::on[]

    // tag::streams[]
    public Multi<String> errors() {
        return quotes.output().filter(line -> line.text().contains("ERROR")).map(line -> line.text());
    }

    public Uni<List<ProcessEvent>> nextThree() {
        return quotes.events().select().first(3).collect().asList();
    }
    // end::streams[]

    // tag::builder[]
    public ProcessDefinition worker() {
        return ProcessDefinition.builder("worker").command("node", "worker.js")
                .onStart(started -> LOG.infof("worker has pid %d", started.pid()))
                .onCrash(crash -> LOG.warn(crash.error()))
                .build();
    }
    // end::builder[]

    // tag::hooks[]
    @ForProcess("quotes")
    static class QuotesHooks implements ProcessHooks {

        @Override
        public void onRestart(ProcessEvent.Started started) {
            LOG.infof("quotes has been started again, as %d", started.pid());
        }

        @Override
        public void onStop(ProcessEvent.Stopped stopped) {
            stopped.exit().ifPresent(exit -> LOG.info(exit.describe()));
        }
    }
    // end::hooks[]
}
