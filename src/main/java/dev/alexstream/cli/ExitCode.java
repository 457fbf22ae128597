package dev.alexstream.cli;

/** What the process says to the shell when a command ends. */
final class ExitCode {

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int WRONG_USAGE = 2;
    /** Done, but some images were rejected or skipped. */
    static final int SOME_REJECTED = 3;

    private ExitCode() {}
}
