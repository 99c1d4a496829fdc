package org.jobledger.cli;

import java.util.List;
import org.jobledger.cli.text.HumanTime;
import org.jobledger.cli.text.Table;
import org.jobledger.engine.NoSuchJobException;
import org.jobledger.engine.event.RecordedEvent;
import org.jobledger.storage.StorageDriver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code job-events}. */
@Command(
        name = "job-events",
        description = "List everything that has happened to a job.",
        footer = {"", "Example: jobledger job-events 3"})
final class JobEvents extends Verb {

    @Mixin
    private JobArgument job = new JobArgument();

    JobEvents(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() {
        try (StorageDriver driver = session().ledger().inspect()) {
            List<RecordedEvent> events = driver.engine().events(job.id());
            output().table(table(events), events.stream().map(Shapes::event).toList());
        } catch (NoSuchJobException e) {
            throw new CommandException(e.code(), "there is no job " + job.id(), e);
        }
        return ExitStatus.OK;
    }

    private Table table(List<RecordedEvent> events) {
        Table table = Table.of(">Position", ">Epoch", "Time", "Event", "Details");
        for (RecordedEvent event : events) {
            table.row(
                    event.position(),
                    event.epoch(),
                    HumanTime.show(event.at(), session().surroundings().zone()),
                    event.event().type().wireName(),
                    Shapes.details(event));
        }
        return table;
    }
}
