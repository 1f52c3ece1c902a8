//! HTML: tags, comments, scripts and styles, and entities by number or name.
//!
//! `unwrap` drops tags and decodes entities; a tag that ends a line or block leaves a line break, so that words do not
//! run together. `remove` drops both, `mask` puts a text for each. What only looks like a tag (`3 < 5`) stays.

use super::Edit;
use crate::normalize::options::Wrapped;
use crate::span::Span;

const BLOCKS: [&str; 24] = [
    "address",
    "article",
    "blockquote",
    "br",
    "div",
    "dd",
    "dl",
    "dt",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "ol",
    "p",
    "section",
    "table",
    "tr",
];

/// Named entities that texts on the web use.
const NAMED: [(&str, &str); 60] = [
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", "\u{A0}"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("sbquo", "‚"),
    ("bdquo", "„"),
    ("lsaquo", "‹"),
    ("rsaquo", "›"),
    ("hellip", "…"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("minus", "−"),
    ("bull", "•"),
    ("middot", "·"),
    ("copy", "©"),
    ("reg", "®"),
    ("trade", "™"),
    ("deg", "°"),
    ("plusmn", "±"),
    ("times", "×"),
    ("divide", "÷"),
    ("frac12", "½"),
    ("frac14", "¼"),
    ("frac34", "¾"),
    ("sup2", "²"),
    ("sup3", "³"),
    ("permil", "‰"),
    ("euro", "€"),
    ("pound", "£"),
    ("yen", "¥"),
    ("cent", "¢"),
    ("sect", "§"),
    ("para", "¶"),
    ("larr", "←"),
    ("rarr", "→"),
    ("uarr", "↑"),
    ("darr", "↓"),
    ("shy", "\u{AD}"),
    ("zwnj", "\u{200C}"),
    ("zwj", "\u{200D}"),
    ("lrm", "\u{200E}"),
    ("rlm", "\u{200F}"),
    ("ensp", "\u{2002}"),
    ("emsp", "\u{2003}"),
    ("thinsp", "\u{2009}"),
    ("eacute", "é"),
    ("egrave", "è"),
    ("agrave", "à"),
    ("ccedil", "ç"),
    ("ouml", "ö"),
    ("uuml", "ü"),
    ("auml", "ä"),
];

pub(super) fn edits(text: &str, what: Wrapped, mask: &str) -> Vec<Edit> {
    let mut out = Vec::new();
    let mut at = 0;
    let last = Last::of(text);
    while let Some(found) = text.get(at..).and_then(|rest| memchr::memchr2(b'<', b'&', rest.as_bytes())) {
        at += found;
        let rest = text.get(at..).unwrap_or("");
        let hit = if rest.starts_with('<') { tag(rest, &last.from(at)) } else { entity(rest) };
        let Some((length, unwrapped)) = hit else {
            at += 1;
            continue;
        };
        let replacement = match what {
            Wrapped::Mask => mask.to_owned(),
            Wrapped::Remove if rest.starts_with('&') => String::new(),
            _ => unwrapped,
        };
        out.push(Edit { span: Span::new(at, at + length), text: replacement.into() });
        at += length;
    }
    out
}

/// Whether what ends a tag, a comment, a script or a style is still to come. Searches that would find nothing are not
/// begun, which keeps hostile text linear.
#[derive(Clone, Copy)]
struct Last {
    tag: usize,
    comment: usize,
    script: usize,
    style: usize,
}

impl Last {
    fn of(text: &str) -> Self {
        let last = |ending: &str| {
            let at = |at: &usize| {
                text.as_bytes().get(*at..at + ending.len()).is_some_and(|b| b.eq_ignore_ascii_case(ending.as_bytes()))
            };
            memchr::memrchr_iter(ending.as_bytes().first().copied().unwrap_or(0), text.as_bytes())
                .find(at)
                .map_or(0, |at| at + 1)
        };
        match memchr::memrchr(b'<', text.as_bytes()) {
            Some(_) => Self { tag: last(">"), comment: last("-->"), script: last("</script"), style: last("</style") },
            None => Self { tag: 0, comment: 0, script: 0, style: 0 },
        }
    }

    /// How far they are from `at`.
    fn from(&self, at: usize) -> Self {
        let far = |end: usize| end.saturating_sub(at);
        Self { tag: far(self.tag), comment: far(self.comment), script: far(self.script), style: far(self.style) }
    }
}

/// The length of the tag at the start of `rest`, and what it leaves.
fn tag(rest: &str, last: &Last) -> Option<(usize, String)> {
    if last.tag == 0 {
        return None;
    }
    if rest.starts_with("<!--") {
        return (last.comment > 4).then(|| rest.find("-->")).flatten().map(|end| (end + 3, String::new()));
    }
    let body = rest.get(1..)?.trim_start_matches('/');
    let named = body.starts_with(|c: char| c.is_ascii_alphabetic()) || rest.starts_with("<!") || rest.starts_with("<?");
    if !named {
        return None;
    }
    // A tag is short; `>` inside quotation marks does not end it.
    let mut quote = None;
    let mut end = None;
    for (i, b) in rest.bytes().enumerate().take(4096) {
        match (quote, b) {
            (None, b'>') => {
                end = Some(i + 1);
                break;
            }
            (_, b'<') if i > 0 => break,
            (None, b'"' | b'\'') => quote = Some(b),
            (Some(q), _) if q == b => quote = None,
            _ => {}
        }
    }
    let end = end.or_else(|| {
        rest.bytes().take(4096).skip(1).take_while(|b| *b != b'<').position(|b| b == b'>').map(|i| i + 2)
    })?;
    let length = body.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(body.len());
    let name = body.get(..length)?.to_ascii_lowercase();
    let opening = !rest.starts_with("</");
    let closes = if name == "script" { last.script } else { last.style };
    if opening && matches!(name.as_str(), "script" | "style") && closes > end {
        let inside = rest.get(end..)?;
        let closing = format!("</{name}");
        let at = |at: &usize| {
            inside.as_bytes().get(*at..at + closing.len()).is_some_and(|b| b.eq_ignore_ascii_case(closing.as_bytes()))
        };
        if let Some(close) = memchr::memchr_iter(b'<', inside.as_bytes()).find(at) {
            let after = inside.get(close..)?.find('>').map_or(inside.len(), |i| close + i + 1);
            return Some((end + after, String::new()));
        }
    }
    let blank = match name.as_str() {
        "td" | "th" => " ",
        name if BLOCKS.contains(&name) => "\n",
        _ => "",
    };
    Some((end, blank.to_owned()))
}

/// The length of the entity at the start of `rest`, and its character.
fn entity(rest: &str) -> Option<(usize, String)> {
    let end = rest.bytes().take(12).position(|b| b == b';')?;
    let name = rest.get(1..end)?;
    let text = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|c| !c.is_control() || c.is_whitespace())?.to_string()
        }
        None => NAMED.iter().find(|(known, _)| *known == name)?.1.to_owned(),
    };
    Some((end + 1, text))
}
