//! The pipeline: text → match form → candidates of every kind → merge → document.
