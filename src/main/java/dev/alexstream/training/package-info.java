/** Learning: how labelled photographs become weights, and how good those weights are. */
package dev.alexstream.training;
