package dev.alexstream.cli;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Entry point of the packaged program. */
@QuarkusMain
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        Quarkus.run(args);
    }
}
