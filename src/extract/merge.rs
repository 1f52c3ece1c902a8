//! Which of several overlapping candidates stand: one policy, tested alone.
//!
//! Certain forms come first (nothing inside an address is a name), then what the user's own lexicon names, then the
//! longest; among equally long ones the surest. A candidate that overlaps a stronger one is dropped whole: cutting it
//! would invent a name that nobody proposed.

use super::candidate::Candidate;

/// The candidates that stand, in the order of the text, without overlap.
pub(crate) fn merge(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    candidates.retain(|c| !c.span.is_empty());
    if candidates.len() < 2 {
        return candidates;
    }
    candidates.sort_by_key(|a| a.span);
    // Overlap never reaches beyond a run of touching spans, so each run is settled by itself: linear for real texts.
    let mut kept = Vec::with_capacity(candidates.len());
    let mut run: Vec<Candidate> = Vec::new();
    let mut end = 0;
    for candidate in candidates {
        if candidate.span.start >= end {
            settle(&mut run, &mut kept);
        }
        end = end.max(candidate.span.end);
        run.push(candidate);
    }
    settle(&mut run, &mut kept);
    kept
}

/// Chooses within one run of overlapping candidates; leaves `run` empty.
fn settle(run: &mut Vec<Candidate>, kept: &mut Vec<Candidate>) {
    if run.len() < 2 {
        kept.append(run);
        return;
    }
    run.sort_by(|a, b| {
        b.rank
            .cmp(&a.rank)
            .then(b.span.len().cmp(&a.span.len()))
            .then(b.score.total_cmp(&a.score))
            .then(a.span.cmp(&b.span))
            .then(a.label.cmp(&b.label))
    });
    let mut chosen: std::collections::BTreeMap<usize, Candidate> = std::collections::BTreeMap::new();
    for candidate in run.drain(..) {
        let before = chosen.range(..candidate.span.end).next_back();
        if before.is_none_or(|(_, other)| other.span.end <= candidate.span.start) {
            chosen.insert(candidate.span.start, candidate);
        }
    }
    kept.extend(chosen.into_values());
}

#[cfg(test)]
mod tests {
    use super::super::candidate::Rank;
    use super::*;
    use crate::entity::{Label, Source};
    use crate::span::Span;
    use proptest::prelude::*;

    fn candidate(start: usize, end: usize, label: Label, rank: Rank, score: f32) -> Candidate {
        Candidate {
            span: Span::new(start, end),
            label,
            rank,
            score,
            source: Source::Rule,
            restore: "",
            entry: None,
            value: None,
        }
    }

    fn labels(candidates: Vec<Candidate>) -> Vec<String> {
        merge(candidates).into_iter().map(|c| c.label.to_string()).collect()
    }

    #[test]
    fn the_longest_wins() {
        let short = candidate(10, 20, Label::Gpe, Rank::Open, 1.0);
        let long = candidate(0, 20, Label::Org, Rank::Open, 0.5);
        assert_eq!(labels(vec![short, long]), ["ORG"]);
    }

    #[test]
    fn the_surest_of_equals_wins() {
        let a = candidate(0, 10, Label::Gpe, Rank::Open, 0.6);
        let b = candidate(0, 10, Label::Per, Rank::Open, 0.9);
        assert_eq!(labels(vec![a, b]), ["PER"]);
    }

    #[test]
    fn a_users_name_wins_over_a_longer_guess_and_an_address_over_both() {
        let guess = candidate(0, 30, Label::Org, Rank::Open, 1.0);
        let user = candidate(0, 10, Label::from("WEAPON"), Rank::User, 1.0);
        let url = candidate(5, 12, Label::Url, Rank::Form, 1.0);
        assert_eq!(labels(vec![guess.clone(), user.clone()]), ["WEAPON"]);
        assert_eq!(labels(vec![guess, user, url]), ["URL"]);
    }

    #[test]
    fn what_the_winner_leaves_free_is_kept() {
        let long = candidate(0, 20, Label::Org, Rank::Open, 1.0);
        let loser = candidate(15, 30, Label::Per, Rank::Open, 1.0);
        let free = candidate(22, 30, Label::Gpe, Rank::Open, 1.0);
        assert_eq!(labels(vec![long, loser, free]), ["ORG", "GPE"]);
    }

    proptest! {
        #[test]
        fn the_outcome_is_sorted_and_flat_and_every_loser_meets_a_winner(
            spans in prop::collection::vec((0usize..60, 1usize..12, 0u8..3), 0..40)
        ) {
            let candidates: Vec<_> = spans
                .iter()
                .map(|&(start, len, rank)| {
                    let rank = [Rank::Open, Rank::User, Rank::Form][rank as usize];
                    candidate(start, start + len, Label::Org, rank, 0.5)
                })
                .collect();
            let kept = merge(candidates.clone());
            for pair in kept.windows(2) {
                prop_assert!(pair[0].span.end <= pair[1].span.start);
            }
            for c in &candidates {
                prop_assert!(kept.iter().any(|k| k.span.overlaps(c.span)));
            }
        }
    }
}
