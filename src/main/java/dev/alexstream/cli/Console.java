package dev.alexstream.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;

/**
 * Where a command speaks: data goes out, in UTF-8 whatever the locale, one line at a time; notes for a person go to standard error.
 */
public final class Console {

    private final PrintStream out;
    private final PrintStream err;
    private final InputStream in;
    private final boolean terminal;

    /** @param terminal a person sits there: progress bars make sense */
    public Console(OutputStream out, OutputStream err, InputStream in, boolean terminal) {
        this.out = new PrintStream(out, false, StandardCharsets.UTF_8);
        this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
        this.in = in;
        this.terminal = terminal;
    }

    /** The console of this process. */
    public static Console ofProcess() {
        return new Console(
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                new FileInputStream(FileDescriptor.in),
                isTerminal(System.console()));
    }

    /** One line of data. */
    public void line(String text) {
        line(text.getBytes(StandardCharsets.UTF_8));
    }

    /** One line of data, given as its bytes in UTF-8. */
    public synchronized void line(byte[] text) {
        out.write(text, 0, text.length);
        out.write('\n');
        if (out.checkError()) {
            throw new OutputClosed();
        }
    }

    /** One line for a person. */
    public synchronized void note(String text) {
        err.print(text + "\n");
        err.flush();
    }

    InputStream in() {
        return in;
    }

    public PrintStream out() {
        return out;
    }

    public PrintStream err() {
        return err;
    }

    public boolean terminal() {
        return terminal;
    }

    /** Since Java 22 there may be a console without a terminal; before, there is none. */
    private static boolean isTerminal(java.io.Console console) {
        if (console == null) {
            return false;
        }
        try {
            Method isTerminal = java.io.Console.class.getMethod("isTerminal");
            return (boolean) isTerminal.invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
