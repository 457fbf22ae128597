package dev.alexstream.kafka;

import org.jboss.logging.Logger;

/**
 * Under the consumer protocol a thread of the client changes the assignment, so a partition can be gone between asking what is assigned
 * and using it. The next turn of the loop sees the new assignment.
 */
final class AssignmentRace {

    private static final Logger LOG = Logger.getLogger(AssignmentRace.class);

    private AssignmentRace() {}

    /** @return false when a partition was no longer assigned */
    static boolean tolerate(Runnable call) {
        try {
            call.run();
            return true;
        } catch (IllegalStateException gone) {
            LOG.debugf("The assignment has just changed: %s", gone.getMessage());
            return false;
        }
    }
}
