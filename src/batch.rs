//! Many texts at once, in parallel, results in the order of the input.
