//! What the match form hides and the original shows: addresses as they were typed, the hamza of د.إ and د.أ, أحد after و.

use crate::chars::is_invisible;
use crate::entity::Label;

/// The value of a rule, read again beside its surface in the original text; `None` where the surface shows that it is
/// no value after all.
///
/// Addresses and account names are given as they were typed (a web address is not the same without its hamza), a
/// hashtag as its words. The match form writes د.إ (AED) and د.أ (JOD) alike: the original tells them apart, and where
/// it has no hamza either the currency stays `XXX`. وأحد (and one of) is not واحد (one).
///
/// ```
/// use rasad::Label;
/// use rasad::values::written;
/// assert_eq!(written(&Label::Money, "XXX 20", "20 د.أ").as_deref(), Some("JOD 20"));
/// assert_eq!(written(&Label::Hashtag, "غزه", "#غزة_الآن").as_deref(), Some("غزة الآن"));
/// assert_eq!(written(&Label::Number, "1", "وأحد"), None);
/// ```
#[must_use]
pub fn written(label: &Label, value: &str, surface: &str) -> Option<String> {
    match label {
        Label::Url | Label::Email | Label::Handle => Some(surface.chars().filter(|c| !is_invisible(*c)).collect()),
        Label::Hashtag => {
            let words = surface.trim_start_matches(['#', '＃']).split('_').filter(|w| !w.is_empty());
            let words = words.collect::<Vec<_>>().join(" ");
            Some(words.chars().filter(|c| !is_invisible(*c)).collect())
        }
        Label::Money => Some(match value.strip_prefix("XXX ").and_then(|amount| Some((hamza(surface)?, amount))) {
            Some((code, amount)) => format!("{code} {amount}"),
            None => value.to_owned(),
        }),
        Label::Number if value == "1" && surface.contains("أحد") => None,
        _ => Some(value.to_owned()),
    }
}

/// The currency of a د with its hamza: إ of the Emirates, أ of Jordan.
fn hamza(surface: &str) -> Option<&'static str> {
    let mut letters = surface.chars().filter(|c| c.is_alphabetic());
    while let Some(c) = letters.next() {
        if c == 'د' {
            return match letters.next()? {
                'إ' => Some("AED"),
                'أ' => Some("JOD"),
                _ => None,
            };
        }
    }
    None
}
