package dev.alexstream.message;

/**
 * The request becomes a dead letter.
 *
 * @param code for programs
 * @param reason a sentence for a person; never a response body, a credential or a signed URL
 */
public record Rejected(ErrorCode code, String reason) implements Outcome {}
