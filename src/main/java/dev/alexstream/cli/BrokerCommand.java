package dev.alexstream.cli;

import dev.alexstream.CompilerThreads;
import dev.alexstream.devbroker.BrokerStartException;
import dev.alexstream.devbroker.EmbeddedBroker;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "broker",
        mixinStandardHelpOptions = true,
        description =
                "Runs the embedded Kafka broker alone, on the loopback address, until Ctrl-C. Prints its address.")
final class BrokerCommand implements Callable<Integer> {

    private final Console console;
    private final Settings settings;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "9092",
            description = "0 takes a free one (default: 9092).")
    private int port;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Where topics are kept (default: the folder 'broker' below alexstream.data-dir).")
    private Path dataDir;

    @Mixin
    private OutputOptions output;

    BrokerCommand(Console console, Settings settings) {
        this.console = console;
        this.settings = settings;
    }

    @Override
    public Integer call() {
        if (port < 0 || port > 65_535) {
            throw new ParameterException(spec.commandLine(), "--port " + port + " is not between 0 and 65535");
        }
        CompilerThreads.giveWay();
        Path folder = (dataDir == null ? settings.brokerDataDir() : dataDir)
                .toAbsolutePath()
                .normalize();
        CountDownLatch stop = new CountDownLatch(1);
        return StopSignal.during(stop::countDown, () -> run(folder, stop));
    }

    private int run(Path folder, CountDownLatch stop) {
        try (EmbeddedBroker broker = EmbeddedBroker.start(port, folder)) {
            announce(broker.bootstrapServers(), folder);
            stop.await();
        } catch (BrokerStartException e) {
            throw new CommandFailure(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.DONE;
    }

    private void announce(String bootstrapServers, Path folder) {
        if (output.json()) {
            var line =
                    JsonLine.object().put("bootstrap_servers", bootstrapServers).put("data_dir", folder.toString());
            console.line(JsonLine.of(line));
        } else {
            console.line(bootstrapServers);
        }
        console.note("broker is ready; its data is in " + folder + "; Ctrl-C stops it");
    }
}
