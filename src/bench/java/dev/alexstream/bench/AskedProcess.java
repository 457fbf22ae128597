package dev.alexstream.bench;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Java program in a process of its own, with as many threads as there are processors, asked over its standard streams. */
public final class AskedProcess implements AutoCloseable {

    private static final long SECONDS_TO_END = 20;

    private final String name;
    private final Process process;
    private final DataOutputStream questions;
    private final DataInputStream answers;

    private AskedProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        this.questions = new DataOutputStream(process.getOutputStream());
        this.answers = new DataInputStream(process.getInputStream());
    }

    /** What is said and heard in one go. */
    @FunctionalInterface
    public interface Conversation<T> {

        T hold(DataOutputStream questions, DataInputStream answers) throws IOException;
    }

    /**
     * Its notes go to standard error of this process.
     *
     * @param name for messages
     * @param environment variables besides those of this process
     * @param launch class path and other options of the JVM besides those of this one, main class, arguments
     */
    public static AskedProcess start(String name, Map<String, String> environment, List<String> launch) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(launch);
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("OMP_NUM_THREADS", threads());
        builder.environment().putAll(environment);
        try {
            return new AskedProcess(name, builder.start());
        } catch (IOException e) {
            throw new BenchException(name + " does not start: " + e.getMessage());
        }
    }

    /** One for each processor. */
    static String threads() {
        return Integer.toString(Runtime.getRuntime().availableProcessors());
    }

    /** @throws BenchException when the process ends instead of answering */
    public <T> T ask(Conversation<T> conversation) {
        try {
            return conversation.hold(questions, answers);
        } catch (IOException e) {
            throw new BenchException("the process of " + name + " has ended; what it said stands above");
        }
    }

    @Override
    public void close() {
        try {
            questions.close();
            process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (IOException ended) {
            // nobody to be told
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
