/**
 * Models of other programs: how weights that torchvision, Keras or DL4J published become a model of ours, though their files come from
 * strangers. Numbers and text are read; nothing that a file says is ever run.
 */
package dev.alexstream.model.foreign;
