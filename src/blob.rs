//! Compiled files: magic, kind, format version, identity, checksum, sections.
