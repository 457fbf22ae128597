package dev.alexstream.message;

/** Why a request was rejected. A closed set: it is a metric label and part of the dead-letter contract. */
public enum ErrorCode {
    /** The record is none of the request forms, or one of its fields is invalid. */
    SCHEMA,
    /** Unknown URI scheme, or a source that this build cannot read. */
    UNSUPPORTED_SOURCE,
    /** Source not enabled, or its host, address, port, bucket or path is not allowed; HTTP 401 and 403. */
    FETCH_FORBIDDEN,
    /** HTTP 404 and 410, no such file or key, or an unknown host name. */
    FETCH_NOT_FOUND,
    /** No connection or no complete answer within the limits, after retries. */
    FETCH_TIMEOUT,
    /** Any other failed answer, after retries. */
    FETCH_FAILED,
    /** More bytes than allowed. */
    TOO_LARGE,
    /** The magic number belongs to no supported image format. */
    UNSUPPORTED_FORMAT,
    /** A side, or the product of both, is above the limit. */
    TOO_MANY_PIXELS,
    /** The decoder reports missing data. */
    TRUNCATED,
    /** Any other undecodable image. */
    DECODE_FAILED,
    /** The engine failed for this image alone. */
    INFERENCE_FAILED,
    /** The image was in flight at two crashes of the process. */
    CRASH_SUSPECT,
    /** The request's deadline has passed. */
    EXPIRED
}
