package dev.alexstream.message;

/**
 * Ends the reading of a record. It never leaves the room: {@link RequestParser} turns it into {@link Rejected}, and its
 * message is the sentence of the dead letter. It has no stack trace, since it is an answer and not a fault.
 */
final class InvalidRequestException extends Exception {

    private static final long serialVersionUID = 1L;

    InvalidRequestException(String sentence) {
        super(sentence, null, false, false);
    }
}
