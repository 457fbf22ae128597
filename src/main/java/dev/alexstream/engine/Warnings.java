package dev.alexstream.engine;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** What is to be said of this machine: once in a process, however many models are opened. */
final class Warnings {

    private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

    private Warnings() {}

    static void once(Logger log, String warning) {
        if (SAID.add(warning)) {
            log.warn(warning);
        }
    }
}
