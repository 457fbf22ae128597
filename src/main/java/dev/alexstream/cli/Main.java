package dev.alexstream.cli;

import dev.alexstream.fetch.HostResolver;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Map;

/** Entry point of the packaged program. Only {@code serve} starts Quarkus; the other commands are plain Java. */
@QuarkusMain
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        HostResolver.rememberNoFailures();
        System.exit(CommandLines.execute(Console.ofProcess(), Settings.of(Map.of()), arguments));
    }
}
