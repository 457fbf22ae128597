/** Object stores: how objects of S3 and its kin are named, reached, signed for and written so that nobody's work is overwritten. */
package dev.alexstream.s3;
