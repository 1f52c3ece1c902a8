//! The learned tagger: a linear-chain CRF over integer features.
