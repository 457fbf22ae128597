package dev.alexstream.cli;

import dev.alexstream.ServedWorker;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.util.Map;
import org.jboss.logging.Logger;

/** What Quarkus runs for {@code serve}: health and metrics are up before the worker starts, so a slow start can be watched. */
public class ServeApplication implements QuarkusApplication {

    private static final Logger LOG = Logger.getLogger(ServeApplication.class);

    private final ServedWorker worker;

    ServeApplication(ServedWorker worker) {
        this.worker = worker;
    }

    @Override
    public int run(String... arguments) {
        try {
            worker.start(Map.of());
        } catch (RuntimeException e) {
            LOG.error(e.getMessage());
            LOG.debug("why the worker did not start", e);
            return ExitCode.FAILED;
        }
        Quarkus.waitForExit();
        return ExitCode.DONE;
    }
}
