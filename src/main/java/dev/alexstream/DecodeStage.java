package dev.alexstream;

import dev.alexstream.image.DecodeResult;
import dev.alexstream.image.DecodeResult.Decoded;
import dev.alexstream.image.DecodeResult.Undecodable;
import dev.alexstream.image.ImageDecoder;
import dev.alexstream.image.ImageGeometry;
import dev.alexstream.image.ImageMetrics;
import dev.alexstream.message.Classified.ImageFacts;
import dev.alexstream.training.ImageErrorCodes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.jboss.logging.Logger;

/** Turns a task's bytes into pixels as the model wants them that serves now, or into its rejection. */
final class DecodeStage {

    private static final Logger LOG = Logger.getLogger(DecodeStage.class);

    private final ImageDecoder decoder;
    private final ServingModels models;
    private final ImageMetrics metrics;
    private final Ticks ticks;

    DecodeStage(ImageDecoder decoder, ServingModels models, ImageMetrics metrics, Ticks ticks) {
        this.decoder = decoder;
        this.models = models;
        this.metrics = metrics;
        this.ticks = ticks;
    }

    void decode(ImageTask task, byte[] encoded) {
        decode(task, task.model(models), encoded);
        if (task.hasPixels()) {
            task.shadow(models).ifPresent(shadow -> decodeShadow(task, shadow, encoded));
        }
    }

    private void decode(ImageTask task, LeasedModel model, byte[] encoded) {
        long started = ticks.nano().getAsLong();
        DecodeResult result = decoder.decode(encoded, model.served().geometry());
        if (result instanceof Decoded decoded) {
            ImageFacts facts = facts(encoded, decoded);
            task.decoded(decoded.pixels(), facts, started, ticks.nano().getAsLong());
        } else if (result instanceof Undecodable undecodable) {
            task.reject(ImageErrorCodes.of(undecodable.failure()), undecodable.reason());
        }
        metrics.decoded(Duration.ofNanos(ticks.nano().getAsLong() - started));
    }

    /** A shadow that fails is left out. */
    private void decodeShadow(ImageTask task, ImageTask shadow, byte[] encoded) {
        ImageGeometry wanted = shadow.model().served().geometry();
        if (wanted.equals(task.model().served().geometry())) {
            shadow.decodedLike(task);
            return;
        }
        try {
            decode(shadow, shadow.model(), encoded);
        } catch (RuntimeException e) {
            LOG.debugf("an image could not be prepared for the challenger: %s", e.getMessage());
            shadow.abandon();
        }
    }

    private static ImageFacts facts(byte[] encoded, Decoded decoded) {
        return new ImageFacts(sha256(encoded), decoded.format(), decoded.width(), decoded.height(), encoded.length);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
