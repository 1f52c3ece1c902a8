//! Which options lose a difference that a reader could want back.

use super::Normalizer;
use super::options::*;

impl Options {
    /// The options that are on and lossy, in the order of the documentation.
    ///
    /// ```
    /// use rasad::Profile;
    /// assert!(Profile::Clean.options().lossy().is_empty());
    /// assert!(Profile::Search.options().lossy().contains(&"alef"));
    /// ```
    #[must_use]
    pub fn lossy(&self) -> Vec<&'static str> {
        let pattern = |value: Pattern| value != Pattern::Keep;
        let wrapped = |value: Wrapped| value != Wrapped::Keep;
        let all = [
            ("unicode", self.unicode == Unicode::Nfkc),
            ("tashkeel", self.tashkeel != Tashkeel::Keep),
            ("alef", self.alef != Alef::Keep),
            ("hamza", self.hamza != Hamza::Keep),
            ("alef_maksura", self.alef_maksura != AlefMaksura::Keep),
            ("teh_marbuta", self.teh_marbuta != TehMarbuta::Keep),
            ("persian", self.persian != Persian::Keep),
            ("punctuation", self.punctuation != Punctuation::Keep),
            ("repeats", self.repeats.is_some()),
            ("url", pattern(self.url)),
            ("email", pattern(self.email)),
            ("mention", pattern(self.mention)),
            ("hashtag", wrapped(self.hashtag)),
            ("emoji", pattern(self.emoji)),
            ("html", wrapped(self.html)),
        ];
        all.into_iter().filter_map(|(name, on)| on.then_some(name)).collect()
    }
}

impl Normalizer {
    /// The options that are on and lose a difference between letters or words.
    #[must_use]
    pub fn lossy(&self) -> Vec<&'static str> {
        self.options().lossy()
    }
}
