package dev.alexstream.cli;

import dev.alexstream.kafka.Audit;
import dev.alexstream.kafka.AuditReport;
import dev.alexstream.kafka.KafkaSetupException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = {
            "Matches requests with results and dead letters, up to the committed offsets. Waits until no transaction is open.",
            "Exit code 1 when something was lost, duplicated or out of order."
        })
final class AuditCommand implements Callable<Integer> {

    /** Longer than a transaction of a dead worker stays open. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Console console;
    private final Settings settings;

    @Option(
            names = "--isolation",
            paramLabel = "read_committed|read_uncommitted",
            defaultValue = "read_committed",
            description = "Whose view of the topics is audited (default: read_committed).")
    private TailCommand.Isolation isolation;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private OutputOptions output;

    AuditCommand(Console console, Settings settings) {
        this.console = console;
        this.settings = settings;
    }

    @Override
    public Integer call() {
        Settings connected = settings.connectedTo(kafka.bootstrapServers());
        kafka.connect(settings).close();
        AuditReport report = run(connected, IsolationLevel.valueOf(isolation.name()));
        console.line(output.json() ? AuditLines.json(report) : AuditLines.table(report));
        return report.clean() ? ExitCode.DONE : ExitCode.FAILED;
    }

    /** @throws CommandFailure when there is no final answer */
    static AuditReport run(Settings connected, IsolationLevel isolation) {
        try {
            var audit = new Audit(
                    connected.clientProperties(),
                    connected.topics(),
                    connected.worker().groupId());
            return audit.run(isolation, PATIENCE);
        } catch (KafkaSetupException e) {
            throw new CommandFailure(e.getMessage(), e);
        } catch (KafkaException e) {
            throw KafkaFailures.during("the audit", e);
        }
    }
}
