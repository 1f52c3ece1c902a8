//! What a character of Arabic script is.
