//! Who is who within a document: the mentions of one person, body or place together.
//!
//! Two mentions are one actor where they have the same identity, the same name (spelling apart), where one is the other's
//! surname, short form or acronym. Two persons with different given names are never one.

use std::collections::HashMap;

use crate::document::Actor;
use crate::entity::{Entity, Label};
use crate::span::Span;

/// The actors of a document, most frequent first, then in the order of the text. `text` is the original.
#[must_use]
pub fn group(text: &str, entities: &[Entity]) -> Vec<Actor> {
    let mentions: Vec<Mention> =
        entities.iter().enumerate().filter(|(_, e)| is_name(&e.label)).map(|(i, e)| Mention::new(i, e)).collect();
    let mut sets = Sets { parent: (0..mentions.len()).collect() };
    let bearers = Bearers::new(&mentions, entities);
    same_identity(&mentions, entities, &mut sets);
    same_name(&mentions, entities, &bearers, &mut sets);
    apposed(text, &mentions, entities, &mut sets);
    short_bodies(&mentions, entities, &mut sets);
    persons(&mentions, entities, &bearers, &mut sets);
    collect(&mentions, entities, &mut sets)
}

/// Whether a label is a name's and not a value's.
fn is_name(label: &Label) -> bool {
    matches!(
        label,
        Label::Per
            | Label::Org
            | Label::Gpe
            | Label::Loc
            | Label::Fac
            | Label::Norp
            | Label::Event
            | Label::Misc
            | Label::Custom(_)
    )
}

/// Labels that may name one thing: a place is a place.
fn kind(label: &Label) -> &str {
    match label {
        Label::Gpe | Label::Loc | Label::Fac => "place",
        other => other.as_str(),
    }
}

struct Mention {
    entity: usize,
    /// The words of the name with spelling differences taken away.
    words: Vec<String>,
}

impl Mention {
    fn new(entity: usize, of: &Entity) -> Self {
        Self { entity, words: words(&of.name) }
    }
}

/// The words of a name for comparison: marks and hamza forms away, ة as ه, `عبد` and the like joined to the next word.
fn words(name: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut join = false;
    for word in name.split(|c: char| !c.is_alphanumeric() && !is_mark(c)) {
        let folded: String = word
            .chars()
            .filter(|&c| !is_mark(c) && c != 'ء')
            .flat_map(|c| match c {
                'أ' | 'إ' | 'آ' | 'ٱ' => 'ا'.to_lowercase(),
                'ى' | 'ی' | 'ئ' => 'ي'.to_lowercase(),
                'ؤ' => 'و'.to_lowercase(),
                'ة' => 'ه'.to_lowercase(),
                'ک' => 'ك'.to_lowercase(),
                other => other.to_lowercase(),
            })
            .collect();
        if folded.is_empty() {
            continue;
        }
        match out.last_mut().filter(|_| join) {
            Some(last) => last.push_str(&folded),
            None => out.push(folded),
        }
        join = matches!(out.last().map(String::as_str), Some("عبد" | "ابو" | "ابا" | "ابي" | "ال"));
    }
    out
}

/// Tatweel and the marks above and below letters.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{0640}' | '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{0610}'..='\u{061A}' | '\u{06D6}'..='\u{06ED}')
}

/// Sets of mentions that are one thing.
struct Sets {
    parent: Vec<usize>,
}

impl Sets {
    fn find(&mut self, mut i: usize) -> usize {
        while self.parent[i] != i {
            self.parent[i] = self.parent[self.parent[i]];
            i = self.parent[i];
        }
        i
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.find(a), self.find(b));
        // The earlier mention leads.
        self.parent[a.max(b)] = a.min(b);
    }
}

fn id(entity: &Entity) -> Option<&str> {
    entity.id.as_deref().filter(|id| !id.is_empty())
}

fn same_identity(mentions: &[Mention], entities: &[Entity], sets: &mut Sets) {
    let mut first = HashMap::new();
    for (i, mention) in mentions.iter().enumerate() {
        let entity = &entities[mention.entity];
        if let Some(id) = id(entity) {
            let leader = *first.entry((id, kind(&entity.label))).or_insert(i);
            sets.join(leader, i);
        }
    }
}

/// Whether two mentions are known to be different things.
fn differ(a: &Entity, b: &Entity) -> bool {
    matches!((id(a), id(b)), (Some(a), Some(b)) if a != b) || kind(&a.label) != kind(&b.label)
}

fn same_name(mentions: &[Mention], entities: &[Entity], bearers: &Bearers<'_>, sets: &mut Sets) {
    let mut first: HashMap<(&str, &[String]), usize> = HashMap::new();
    for (i, mention) in mentions.iter().enumerate() {
        let entity = &entities[mention.entity];
        // A surname that several may bear is looked at mention by mention.
        if entity.label == Label::Per && !bearers.of(&mention.words).is_empty() {
            continue;
        }
        let leader = *first.entry((kind(&entity.label), &mention.words)).or_insert(i);
        if !differ(&entities[mentions[leader].entity], entity) {
            sets.join(leader, i);
        }
    }
}

/// `حلف شمال الأطلسي (الناتو)`, `شركة أبوظبي للخدمات الصحية "صحة"`: the second names the same body.
fn apposed(text: &str, mentions: &[Mention], entities: &[Entity], sets: &mut Sets) {
    for i in 1..mentions.len() {
        let (a, b) = (&entities[mentions[i - 1].entity], &entities[mentions[i].entity]);
        if a.label != Label::Org || b.label != Label::Org || differ(a, b) {
            continue;
        }
        let between = Span::new(a.span.end, b.span.start).slice(text).unwrap_or("").trim_start();
        let after = text.get(b.span.end..).unwrap_or("").trim_start();
        let bracketed = matches!(between, "(" | "(\"" | "(«")
            && (after.starts_with(')') || after.starts_with("\")") || after.starts_with("»)"));
        let quoted =
            matches!(between, "\"" | "«" | "“") && after.starts_with(['"', '»', '”']) && mentions[i].words.len() <= 2;
        if bracketed || quoted && mentions[i - 1].words.len() > mentions[i].words.len() {
            sets.join(i - 1, i);
        }
    }
}

/// Head nouns that may be left out of a body's name.
fn is_head(word: &str) -> bool {
    matches!(
        word,
        "تنظيم"
            | "جماعه"
            | "حركه"
            | "حزب"
            | "شركه"
            | "صحيفه"
            | "وكاله"
            | "قناه"
            | "موقع"
            | "موسسه"
            | "جريده"
            | "مجله"
            | "شبكه"
            | "اذاعه"
            | "ميليشيا"
            | "ميليشيات"
            | "مليشيا"
            | "مليشيات"
            | "نادي"
            | "فريق"
            | "مجموعه"
            | "منظمه"
            | "جبهه"
            | "مدينه"
            | "محافظه"
            | "ولايه"
            | "جمهوريه"
            | "دوله"
    )
}

/// `حركة النهضة` and `النهضة`.
fn short_bodies(mentions: &[Mention], entities: &[Entity], sets: &mut Sets) {
    let mut first: HashMap<(&str, &[String]), usize> = HashMap::new();
    for (i, mention) in mentions.iter().enumerate() {
        let entity = &entities[mention.entity];
        if !matches!(kind(&entity.label), "ORG" | "place") {
            continue;
        }
        let rest = match mention.words.split_first() {
            Some((head, rest)) if is_head(head) && !rest.is_empty() => rest,
            _ => &mention.words[..],
        };
        let leader = *first.entry((kind(&entity.label), rest)).or_insert(i);
        if !differ(&entities[mentions[leader].entity], entity) {
            sets.join(leader, i);
        }
    }
}

/// Persons by the last one or two words of their names: who may be meant by a bare surname.
struct Bearers<'m> {
    by_suffix: HashMap<&'m [String], Vec<usize>>,
}

impl<'m> Bearers<'m> {
    fn new(mentions: &'m [Mention], entities: &[Entity]) -> Self {
        let mut by_suffix: HashMap<&[String], Vec<usize>> = HashMap::new();
        for (i, mention) in mentions.iter().enumerate() {
            if entities[mention.entity].label != Label::Per {
                continue;
            }
            for len in 1..mention.words.len().min(3) {
                by_suffix.entry(&mention.words[mention.words.len() - len..]).or_default().push(i);
            }
        }
        Self { by_suffix }
    }

    /// Mentions of fuller names that end with these words, in the order of the text.
    fn of(&self, words: &[String]) -> &[usize] {
        self.by_suffix.get(words).map_or(&[], Vec::as_slice)
    }
}

/// Full names with their short forms; a surname with the nearest person before it who bears it.
fn persons(mentions: &[Mention], entities: &[Entity], bearers: &Bearers<'_>, sets: &mut Sets) {
    let entity = |i: usize| &entities[mentions[i].entity];
    // One mention of each full name is enough to compare; names that share no first word are different persons.
    let mut by_first: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut by_last: HashMap<&str, Vec<usize>> = HashMap::new();
    for i in 0..mentions.len() {
        let words = &mentions[i].words;
        let (Some(first), Some(last)) = (words.first(), words.last()) else { continue };
        if words.len() < 2 || entity(i).label != Label::Per {
            continue;
        }
        for list in [by_first.entry(first).or_default(), by_last.entry(last).or_default()] {
            // A long list of one given name is compared with its first members only.
            for &other in list.iter().take(32) {
                if !differ(entity(i), entity(other)) && same_person(words, &mentions[other].words) {
                    sets.join(i, other);
                }
            }
            if !list.iter().take(32).any(|&other| mentions[other].words == *words) {
                list.push(i);
            }
        }
    }
    // Several persons of one surname: the nearest before; none before: the only one after, else nobody.
    let mut alone: HashMap<&[String], usize> = HashMap::new();
    for i in 0..mentions.len() {
        let words = &mentions[i].words[..];
        let full = bearers.of(words);
        if full.is_empty() || entity(i).label != Label::Per {
            continue;
        }
        let before = full.partition_point(|&j| j < i);
        let nearest = full[..before].iter().rev().take(8).copied().find(|&j| !differ(entity(i), entity(j)));
        let chosen = nearest.or_else(|| {
            let first = *full.get(before)?;
            let one = full[before..].iter().take(32).all(|&j| sets.find(j) == sets.find(first));
            (one && !differ(entity(i), entity(first))).then_some(first)
        });
        match chosen {
            Some(j) => sets.join(i, j),
            None => {
                let leader = *alone.entry(words).or_insert(i);
                if !differ(entity(leader), entity(i)) {
                    sets.join(leader, i);
                }
            }
        }
    }
}

/// Whether two full names are one person's: the same in another spelling, or one with fewer of the words in between.
fn same_person(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.len() == long.len() {
        // The same but for one long word in another spelling.
        let unlike: Vec<_> = short.iter().zip(long).filter(|(x, y)| x != y).collect();
        return unlike.len() <= 1 && unlike.iter().all(|(x, y)| respelled(x, y));
    }
    let mut words = long.iter();
    let inside = short.iter().all(|word| words.any(|w| w == word));
    inside && short.first() == long.first() && (short.last() == long.last() || long.starts_with(short))
}

/// Whether two long words differ by one vowel letter or by letters that write the same foreign sound.
fn respelled(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().min(b.len()) < 6 || a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let vowel = |c: char| matches!(c, 'ا' | 'و' | 'ي' | 'ه');
    let same_sound = |x: char, y: char| {
        let class = |c: char| match c {
            'غ' | 'ج' | 'ق' | 'ك' | 'گ' => 1,
            'ت' | 'ط' => 2,
            'س' | 'ص' | 'ز' => 3,
            'د' | 'ض' => 4,
            'ف' | 'ڤ' => 5,
            'ب' | 'پ' => 6,
            _ => 0,
        };
        x == y || class(x) != 0 && class(x) == class(y) || vowel(x) && vowel(y)
    };
    let start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (ra, rb) = (&a[start..], &b[start..]);
    if ra.len() == rb.len() {
        return ra.first().zip(rb.first()).is_none_or(|(x, y)| same_sound(*x, *y) && ra[1..] == rb[1..]);
    }
    let (longer, shorter) = if ra.len() > rb.len() { (ra, rb) } else { (rb, ra) };
    vowel(longer[0]) && &longer[1..] == shorter
}

fn collect(mentions: &[Mention], entities: &[Entity], sets: &mut Sets) -> Vec<Actor> {
    let mut slots: Vec<Option<usize>> = vec![None; mentions.len()];
    let mut actors: Vec<Actor> = Vec::new();
    for (i, mention) in mentions.iter().enumerate() {
        let root = sets.find(i);
        let entity = &entities[mention.entity];
        let slot = *slots[root].get_or_insert_with(|| {
            actors.push(Actor { name: String::new(), label: entity.label.clone(), id: None, mentions: Vec::new() });
            actors.len() - 1
        });
        let actor = &mut actors[slot];
        actor.mentions.push(mention.entity);
        if actor.id.is_none() {
            actor.id = entity.id.clone().filter(|id| !id.is_empty());
        }
    }
    for actor in &mut actors {
        let canonical = actor.mentions.iter().find_map(|&m| entities[m].canonical.as_deref().filter(|c| !c.is_empty()));
        // The fullest name; of two equally long the first.
        let fullest = actor.mentions.iter().map(|&m| entities[m].name.as_str()).rev().max_by_key(|n| n.chars().count());
        actor.name = canonical.or(fullest).unwrap_or("").to_owned();
    }
    actors.sort_by_key(|a| (std::cmp::Reverse(a.mentions.len()), a.mentions.first().copied()));
    actors
}
