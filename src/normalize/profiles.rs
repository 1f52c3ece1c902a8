//! Named sets of options.

use std::collections::BTreeMap;
use std::num::NonZeroU8;

use super::options::*;
use crate::chars::MarkClass;
use crate::error::{Error, Result};

/// A named set of options.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Profile {
    /// For reading: nothing that carries meaning changes.
    Clean,
    /// What lexicon, tagger, values and quotes see.
    Match,
    /// For search: everything that writers vary is folded.
    Search,
    /// For posts in social media: stretched letters, addresses, hashtags and HTML are dealt with.
    Social,
    /// As Lucene's ArabicNormalizer.
    Lucene,
}

impl Profile {
    /// All profiles.
    pub const ALL: &'static [Self] = &[Self::Clean, Self::Match, Self::Search, Self::Social, Self::Lucene];

    /// The profile's name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Clean => "clean",
            Self::Match => "match",
            Self::Search => "search",
            Self::Social => "social",
            Self::Lucene => "lucene",
        }
    }

    /// The profile of that name.
    ///
    /// ```
    /// use rasad::Profile;
    /// assert_eq!(Profile::named("search"), Ok(Profile::Search));
    /// assert!(Profile::named("find").is_err());
    /// ```
    pub fn named(name: &str) -> Result<Self> {
        Self::ALL.iter().copied().find(|profile| profile.name() == name).ok_or_else(|| {
            let names: Vec<_> = Self::ALL.iter().map(|profile| format!("\"{}\"", profile.name())).collect();
            Error::argument(format!("there is no profile {name:?}; there are {}", names.join(", ")))
        })
    }

    /// The profile's options.
    #[must_use]
    pub fn options(self) -> Options {
        let clean = Options {
            unicode: Unicode::Nfc,
            presentation_forms: PresentationForms::Letters,
            invisible: Removal::Remove,
            tatweel: Removal::Remove,
            tashkeel: Tashkeel::Keep,
            alef: Alef::Keep,
            hamza: Hamza::Keep,
            alef_maksura: AlefMaksura::Keep,
            teh_marbuta: TehMarbuta::Keep,
            persian: Persian::Keep,
            digits: Digits::Keep,
            punctuation: Punctuation::Keep,
            repeats: None,
            whitespace: Whitespace::Tidy,
            url: Pattern::Keep,
            email: Pattern::Keep,
            mention: Pattern::Keep,
            hashtag: Wrapped::Keep,
            emoji: Pattern::Keep,
            html: Wrapped::Keep,
            masks: BTreeMap::new(),
        };
        match self {
            Self::Clean => clean,
            Self::Match => Options {
                tashkeel: Tashkeel::Remove,
                alef: Alef::Fold,
                alef_maksura: AlefMaksura::Yeh,
                persian: Persian::Lookalikes,
                digits: Digits::Ascii,
                whitespace: Whitespace::Keep,
                ..clean
            },
            Self::Search => Options {
                tashkeel: Tashkeel::Remove,
                alef: Alef::Fold,
                hamza: Hamza::Fold,
                alef_maksura: AlefMaksura::Yeh,
                teh_marbuta: TehMarbuta::Heh,
                persian: Persian::All,
                digits: Digits::Ascii,
                punctuation: Punctuation::Ascii,
                ..clean
            },
            Self::Social => Options {
                tashkeel: Tashkeel::Remove,
                persian: Persian::Lookalikes,
                digits: Digits::Ascii,
                repeats: NonZeroU8::new(2),
                url: Pattern::Mask,
                email: Pattern::Mask,
                mention: Pattern::Mask,
                hashtag: Wrapped::Unwrap,
                html: Wrapped::Unwrap,
                ..clean
            },
            Self::Lucene => Options {
                unicode: Unicode::None,
                presentation_forms: PresentationForms::Keep,
                invisible: Removal::Keep,
                tashkeel: Tashkeel::Classes(vec![
                    MarkClass::Harakat,
                    MarkClass::Tanween,
                    MarkClass::Shadda,
                    MarkClass::Sukun,
                ]),
                alef: Alef::Basic,
                alef_maksura: AlefMaksura::Yeh,
                teh_marbuta: TehMarbuta::Heh,
                whitespace: Whitespace::Keep,
                ..clean
            },
        }
    }
}
