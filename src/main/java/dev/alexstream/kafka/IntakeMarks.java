package dev.alexstream.kafka;

/** Closes above the bounds and opens again below half of both. What is read in between is at most one poll. */
final class IntakeMarks {

    private final int maxRecords;
    private final long maxBytes;
    private boolean open = true;

    IntakeMarks(int maxRecords, long maxBytes) {
        this.maxRecords = maxRecords;
        this.maxBytes = maxBytes;
    }

    boolean admit(int records, long bytes) {
        if (records >= maxRecords || bytes >= maxBytes) {
            open = false;
        } else if (records <= maxRecords / 2 && bytes <= maxBytes / 2) {
            open = true;
        }
        return open;
    }
}
