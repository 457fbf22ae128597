package dev.alexstream.cli;

import dev.alexstream.training.Recipe;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A published recipe by its name. */
final class RecipeConverter implements ITypeConverter<Recipe> {

    @Override
    public Recipe convert(String text) {
        return Recipe.published().stream()
                .filter(recipe -> recipe.word().equals(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is none of "
                        + Recipe.published().stream().map(Recipe::word).toList()));
    }
}
