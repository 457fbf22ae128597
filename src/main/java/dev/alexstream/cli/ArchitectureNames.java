package dev.alexstream.cli;

import dev.alexstream.network.AlexNets;
import java.util.Iterator;

/** What {@code --architecture} takes, for the help and for completion. */
final class ArchitectureNames implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
        return AlexNets.NAMES.iterator();
    }
}
