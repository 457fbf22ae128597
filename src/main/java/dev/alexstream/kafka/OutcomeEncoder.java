package dev.alexstream.kafka;

import dev.alexstream.message.Classified;
import dev.alexstream.message.InboundRecord;
import dev.alexstream.message.RecordHeader;
import java.util.List;

/** Writes the body and the headers of a result. */
public interface OutcomeEncoder {

    byte[] body(Classified result);

    List<RecordHeader> headers(InboundRecord request);
}
