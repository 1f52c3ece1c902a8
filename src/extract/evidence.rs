//! What the lexicon finds, as the tagger takes it. Tagger and lexicon do not know each other; they meet here.

use crate::lexicon::Lexicon;
use crate::segment::View;
use crate::tagger::{Evidence, Hit};

/// How many things of one name are told apart.
const HOMONYMS: usize = 4;

/// The evidence of a lexicon for a text.
///
/// ```
/// use rasad::extract::evidence;
/// use rasad::lexicon::{Lexicon, Record};
/// use rasad::segment::{View, sentences, tokens};
/// let lexicon = Lexicon::from_records([Record::new("القاهرة", "GPE")]).unwrap();
/// let text = "وصل إلى القاهرة";
/// let tokens = tokens(text);
/// let view = View { text, tokens: &tokens, sentences: &sentences(text, &tokens) };
/// assert_eq!(evidence(&lexicon, &view).hits()[0].first, 2);
/// ```
#[must_use]
pub fn evidence(lexicon: &Lexicon, view: &View<'_>) -> Evidence {
    of_mentions(lexicon, view, &lexicon.scan(view))
}

/// The same from mentions that have been found already.
pub(crate) fn of_mentions(lexicon: &Lexicon, view: &View<'_>, mentions: &[crate::lexicon::Mention]) -> Evidence {
    let mut hits = Vec::with_capacity(mentions.len());
    for mention in mentions {
        let first = view.tokens.get(mention.tokens.0 as usize).map_or(0, |t| t.span.start);
        let proclitics = mention.span.start.saturating_sub(first).min(255) as u8;
        for entry in lexicon.alternatives(mention.entry).take(HOMONYMS) {
            let (label, class) = lexicon.label(entry);
            let name = if class.is_empty() { label } else { class };
            hits.push(Hit {
                first: mention.tokens.0,
                end: mention.tokens.1,
                class: Hit::class_of(name),
                kind: kind(label, name),
                trust: mention.trust,
                proclitics,
            });
        }
    }
    Evidence::new(hits)
}

/// A coarse class as one bit.
fn kind(label: &str, class: &str) -> u16 {
    let bit = match class {
        "LOC.city" => 0,
        "LOC.country" => 1,
        "LOC.admin1" | "LOC.admin2" | "LOC.admin3" | "LOC.district" => 2,
        "ORG.sports" => 5,
        "ORG.media" => 6,
        "ORG.armed_group" | "ORG.military" => 7,
        "ORG.government" | "ORG.igo" | "ORG.party" => 8,
        _ => match label {
            "GPE" => 2,
            "LOC" => 3,
            "FAC" => 4,
            "ORG" => 9,
            "PER" => 10,
            "NORP" => 11,
            "EVENT" => 12,
            "MISC" => 13,
            _ => 14,
        },
    };
    1 << bit
}
