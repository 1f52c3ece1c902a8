//! Tells the compiler which compiled data files are there, so that a fresh checkout builds without them.

use std::path::Path;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    for name in ["lexicon", "model"] {
        let file = format!("data/compiled/{name}.blob");
        println!("cargo::rustc-check-cfg=cfg(rasad_has_{name})");
        println!("cargo::rerun-if-changed={file}");
        if Path::new(&file).exists() {
            println!("cargo::rustc-cfg=rasad_has_{name}");
        }
    }
}
