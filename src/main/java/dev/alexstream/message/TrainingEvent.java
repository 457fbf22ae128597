package dev.alexstream.message;

import java.util.Optional;

/** What stands on the label topic besides labels: that a training run is asked for, and how one that was asked for ended. */
public sealed interface TrainingEvent {

    /**
     * Someone asks for a run upon all labels that were on the topic before.
     *
     * @param id of the request, by which its answer is found
     */
    record Requested(String id) implements TrainingEvent {}

    /**
     * A trainer has carried a request out.
     *
     * @param request its id; empty if the event does not say
     * @param report empty if the event's body is none that is known
     */
    record Ended(String request, Optional<TrainingReport> report) implements TrainingEvent {}
}
