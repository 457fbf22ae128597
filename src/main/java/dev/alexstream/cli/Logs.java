package dev.alexstream.cli;

import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jboss.logmanager.handlers.ConsoleHandler;

/** Logging of the commands that run without Quarkus: to standard error, warnings only unless asked for more. */
final class Logs {

    private static final String BRIEF = "%d{HH:mm:ss.SSS} %-5p %c{1}: %s%n";
    private static final String WITH_STACK = "%d{HH:mm:ss.SSS} %-5p %c{1}: %s%e%n";

    /** Kept here because the log manager of the JDK forgets the levels of loggers that nobody holds. */
    private static final List<Logger> CHATTY =
            List.of(Logger.getLogger("org.apache.kafka"), Logger.getLogger("kafka"), Logger.getLogger("state.change"));

    /** The one thing that only the broker notices: its disk is full or broken. */
    private static final Logger DISKS = Logger.getLogger("org.apache.kafka.storage.internals.log.LogDirFailureChannel");

    private static final Logger ROOT = Logger.getLogger("");

    private Logs() {}

    /** @param verbosity 0 warnings, and of Kafka nothing, as the command reports its failures itself; 1 information; 2 everything */
    static void toStandardError(int verbosity) {
        for (Handler handler : ROOT.getHandlers()) {
            ROOT.removeHandler(handler);
        }
        ROOT.addHandler(standardError(verbosity));
        ROOT.setLevel(verbosity == 0 ? Level.WARNING : verbosity == 1 ? Level.INFO : Level.FINE);
        Level ofKafka = verbosity == 0 ? Level.OFF : verbosity == 1 ? Level.WARNING : Level.FINE;
        CHATTY.forEach(logger -> logger.setLevel(ofKafka));
        DISKS.setLevel(verbosity == 0 ? Level.SEVERE : ofKafka);
    }

    private static Handler standardError(int verbosity) {
        var formatter = new PatternFormatter(verbosity == 0 ? BRIEF : WITH_STACK);
        return new ConsoleHandler(ConsoleHandler.Target.SYSTEM_ERR, formatter);
    }
}
