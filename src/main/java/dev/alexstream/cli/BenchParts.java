package dev.alexstream.cli;

import dev.alexstream.bench.ProcessUse;
import dev.alexstream.bench.WorkerWork;
import java.nio.file.Path;
import java.util.Optional;

/** The broker and the worker of a measured pipeline. Whatever was started ends with {@link #close}. */
interface BenchParts extends AutoCloseable {

    /**
     * What they have used and done so far.
     *
     * @param broker empty where it is no process of its own
     * @param worker empty where it is no process of its own
     */
    record Reading(WorkerWork work, Optional<ProcessUse> broker, Optional<ProcessUse> worker) {}

    /** @return its address, when it takes requests */
    String startBroker(Path folder);

    /** Returns when the model is compiled and the group is joined. */
    void startWorker(Settings settings);

    Reading read();

    @Override
    void close();

    /** Processes of their own when the program is packaged; threads of this process when it runs from its classes. */
    static BenchParts here(Path folder, Console console) {
        Optional<Path> jar = ChildProcess.packagedJar();
        if (jar.isEmpty()) {
            console.note(
                    "The program is not packaged: broker and worker run in this process, and what each of them uses"
                            + " cannot be told.");
        }
        return jar.<BenchParts>map(path -> new SeparateParts(path, folder)).orElseGet(ThreadedParts::new);
    }
}
