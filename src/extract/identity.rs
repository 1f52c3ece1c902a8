//! Which known thing each name is: by the entry it was found by, or by the entry that stands at the same place.

use std::collections::HashMap;
use std::sync::Arc;

use super::candidate::Candidate;
use crate::entity::{Entity, Label};
use crate::lexicon::{self, Countries, EntryId, Lexicon, Mention};
use crate::segment::View;
use crate::span::Span;

/// The entry that each candidate stands for, or `None` where no list knows it.
pub(crate) fn link(
    lexicon: &Lexicon,
    view: &View<'_>,
    mentions: &[Mention],
    candidates: &[Candidate],
) -> Vec<Option<EntryId>> {
    let by_span: HashMap<Span, EntryId> = mentions.iter().rev().map(|m| (m.span, m.entry)).collect();
    let entry =
        |c: &Candidate| c.entry.or_else(|| if is_name(&c.label) { by_span.get(&c.span).copied() } else { None });
    let entries: Vec<Option<EntryId>> = candidates.iter().map(entry).collect();
    let countries = Countries::of(lexicon, view, entries.iter().copied().flatten());
    let meant = |(entry, c): (&Option<EntryId>, &Candidate)| {
        entry.and_then(|entry| lexicon::link(lexicon, entry, c.label.as_str(), &countries))
    };
    entries.iter().zip(candidates).map(meant).collect()
}

/// Writes what is known of `entry` into an entity.
pub(crate) fn describe(lexicon: &Lexicon, entry: EntryId, entity: &mut Entity) {
    let Some(known) = lexicon.entry(entry) else { return };
    let text = |s: &str| (!s.is_empty()).then(|| Arc::from(s));
    entity.id = text(known.id);
    // Names of persons from open lists are folded at their source (محمد ادريس): the text knows better how to write them.
    let folded = !known.curated && lexicon::key(known.canonical) == lexicon::key(&entity.name);
    entity.canonical = text(if folded { &entity.name } else { known.canonical });
    entity.english = text(known.english);
    entity.country = text(known.country);
    entity.coordinates = known.coordinates;
}

/// The country that a body's name tells by its adjective: الجيش المالي, وزارة الخارجية الروسية.
pub(crate) fn country_of_name(name: &str) -> Option<Arc<str>> {
    let mut words = name.split(' ').skip(1);
    words.find_map(|word| {
        let fold = |c: char| match c {
            'أ' | 'إ' | 'آ' => 'ا',
            'ى' => 'ي',
            c => c,
        };
        let nisba = lexicon::nisba(&word.chars().map(fold).collect::<String>())?;
        (nisba.country.len() == 2).then(|| Arc::from(nisba.country))
    })
}

fn is_name(label: &Label) -> bool {
    use Label::{Event, Fac, Gpe, Loc, Misc, Norp, Org, Per};
    matches!(label, Per | Org | Gpe | Loc | Fac | Norp | Event | Misc)
}
