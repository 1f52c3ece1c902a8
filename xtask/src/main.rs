//! Developer commands: `cargo run -p xtask -- <command>`.
//!
//! Each command is a file of its own; this one only chooses.

mod chars;
mod data;
mod evaluate;
mod gold;
mod golden;
mod marks;
mod model;
mod outofdomain;
mod read;
mod score;
mod score_quotes;
mod snapshot;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (command, args) = args.split_first().map_or(("", &[][..]), |(first, rest)| (first.as_str(), rest));
    let done = match command {
        "chars" => chars::run().map_err(|error| error.to_string()),
        "data" => data::run().map_err(|error| error.to_string()),
        "evaluate" => evaluate::run(),
        "golden" => golden::run(args),
        "lab" => model::lab::run(args),
        "outofdomain" => outofdomain::run(args),
        "read" => read::run(args),
        "score" => evaluate::folder(args),
        "score-quotes" => score_quotes::run(args),
        _ => {
            eprintln!("xtask: unknown command {command:?}; see xtask/src/main.rs for those there are");
            std::process::exit(2);
        }
    };
    if let Err(error) = done {
        eprintln!("xtask {command}: {error}");
        std::process::exit(1);
    }
}
