package dev.alexstream.image;

/** Why bytes did not become pixels. */
public enum ImageFailure {
    /** More bytes than the limit. */
    TOO_LARGE,
    /** The magic number belongs to no supported format. */
    UNSUPPORTED_FORMAT,
    /** A side or the product of both sides is above the limit, or zero. */
    TOO_MANY_PIXELS,
    /** Data is missing. */
    TRUNCATED,
    /** Anything else that the decoder could not read. */
    UNDECODABLE
}
