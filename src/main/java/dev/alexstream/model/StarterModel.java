package dev.alexstream.model;

import java.io.FileNotFoundException;
import java.io.InputStream;

/** The model that comes with the program: {@code flowers17}. */
public final class StarterModel {

    private static final String FOLDER = "/models/flowers17/";

    private StarterModel() {}

    /**
     * @throws ModelException if it was tampered with
     */
    public static LoadedModel load() {
        return ModelFiles.read(
                file -> {
                    InputStream in = StarterModel.class.getResourceAsStream(FOLDER + file);
                    if (in == null) {
                        throw new FileNotFoundException(FOLDER + file + " is not on the class path");
                    }
                    return in;
                },
                "flowers17 of this program");
    }
}
