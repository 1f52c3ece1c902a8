//! The lexicon: cases on the built-in lists, lists of users, hostile files.

use proptest::prelude::*;
use rasad::lexicon::{Countries, KIND, Lexicon, NameWord, Record, compile, link};
use serde_json::Value;

fn builtin() -> Option<Lexicon> {
    match Lexicon::builtin(true) {
        Ok(lexicon) => Some(lexicon),
        Err(error) => {
            eprintln!("skipped: {error}");
            None
        }
    }
}

fn found(lexicon: &Lexicon, text: &str) -> Vec<String> {
    lexicon.find(text).iter().map(|f| format!("{} {}", lexicon.label(f.entry).0, &text[f.span.range()])).collect()
}

#[test]
fn the_cases_hold() {
    let Some(lexicon) = builtin() else { return };
    let cases: Vec<Value> = serde_json::from_str(include_str!("cases/lexicon.json")).expect("lexicon.json is JSON");
    let strings = |list: &Value| -> Vec<String> {
        list.as_array().map(|l| l.iter().filter_map(|s| s.as_str().map(str::to_owned)).collect()).unwrap_or_default()
    };
    let mut wrong = Vec::new();
    for case in cases {
        let text = case["text"].as_str().expect("text");
        let actual = found(&lexicon, text);
        let expected = strings(&case["finds"]);
        let banned = strings(&case["not"]);
        let hit = actual.iter().any(|name| banned.iter().any(|label| name.starts_with(&format!("{label} "))));
        if (!expected.is_empty() && actual != expected) || hit {
            wrong.push(format!(
                "{}\n  text: {text}\n  expected: {expected:?} not {banned:?}\n  actual:   {actual:?}",
                case["why"]
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_built_in_file_is_sound() {
    if builtin().is_none() {
        return;
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/compiled/lexicon.blob");
    assert!(rasad::blob::Blob::load(path, KIND).expect("opens").verify());
}

#[test]
fn one_name_of_several_places_gives_all_the_likeliest_first() {
    let Some(lexicon) = builtin() else { return };
    let found = lexicon.find("وصل إلى طرابلس");
    let countries: Vec<_> = lexicon
        .alternatives(found[0].entry)
        .filter_map(|id| lexicon.entry(id))
        .map(|entry| entry.country.to_owned())
        .collect();
    assert_eq!(countries.first().map(String::as_str), Some("LY"));
    assert!(countries.iter().any(|country| country == "LB"), "{countries:?}");
}

fn meant(lexicon: &Lexicon, text: &str, name: &str, label: &str) -> Option<String> {
    let tokens = rasad::segment::tokens(text);
    let sentences = rasad::segment::sentences(text, &tokens);
    let view = rasad::segment::View { text, tokens: &tokens, sentences: &sentences };
    let found = lexicon.find(text);
    let countries = Countries::of(lexicon, &view, found.iter().map(|f| f.entry));
    let mention = found.iter().find(|f| &text[f.span.range()] == name)?;
    link(lexicon, mention.entry, label, &countries)
        .and_then(|id| lexicon.entry(id))
        .map(|entry| format!("{} {}", entry.country, entry.id))
}

#[test]
fn the_document_says_which_homonym_is_meant() {
    let Some(lexicon) = builtin() else { return };
    let says = |text: &str, name: &str| meant(&lexicon, text, name, "GPE").unwrap_or_default();
    assert_eq!(says("اشتباكات في طرابلس", "طرابلس"), "LY geonames:2210247");
    assert_eq!(says("اشتباكات في طرابلس شمال لبنان، والجيش اللبناني ينتشر", "طرابلس"), "LB geonames:266826");
    assert_eq!(says("وصل من بنغازي إلى طرابلس وقال مسؤول ليبي", "طرابلس"), "LY geonames:2210247");
    assert!(says("غادر إلى جنوب السودان", "جنوب السودان").starts_with("SS "));
    assert!(says("غادر إلى السودان", "السودان").starts_with("SD "));
    assert_eq!(meant(&lexicon, "في طرابلس", "طرابلس", "PER"), None);
}

#[test]
fn aliases_lead_to_one_thing() {
    let Some(lexicon) = builtin() else { return };
    let things: Vec<_> = ["تمبوكتو", "تمبكتو"]
        .iter()
        .map(|name| lexicon.find(name)[0].entry)
        .map(|id| (lexicon.thing(id), lexicon.entry(id).unwrap().canonical))
        .collect();
    assert_eq!(things[0], things[1]);
    assert!(things[0].0.is_some());
}

#[test]
fn curated_names_can_be_left_out() {
    if builtin().is_none() {
        return;
    }
    let plain = Lexicon::builtin(false).unwrap();
    assert!(found(&plain, "إرم نيوز").is_empty());
    assert_eq!(found(&plain, "باريس"), ["GPE باريس"]);
    assert!(plain.len() < Lexicon::builtin(true).unwrap().len());
}

#[test]
fn words_of_names_are_known() {
    let Some(lexicon) = builtin() else { return };
    let given = lexicon.name_word("محمد").unwrap();
    assert!(given.given > given.surname);
    let surname = lexicon.name_word("المصري").unwrap();
    assert!(surname.surname > surname.given);
    assert!(lexicon.name_word("الشرع").unwrap().ambiguous);
    assert_eq!(lexicon.name_word("الطاولة"), None);
}

#[test]
fn lists_of_users_go_to_bytes_and_back_and_join() {
    let ours = Lexicon::from_records([
        Record { class: "WEAPON.drone".into(), ..Record::new("بيرقدار تي بي 2", "WEAPON") },
        Record {
            canonical: "جمهورية مالي".into(), id: "wikidata:Q912".into(), ..Record::new("مالي", "GPE")
        },
    ])
    .unwrap();
    let theirs = Lexicon::from_records([Record::new("مالي", "COUNTRY"), Record::new("عبدالله غول", "PERSON")]).unwrap();
    let both = &ours | &theirs;
    assert_eq!(both.len(), 4);
    let text = "قصفت بيرقدار تي بي 2 مواقع في مالي، كما قال عبد الله غول";
    assert_eq!(found(&both, text), ["WEAPON بيرقدار تي بي 2", "COUNTRY مالي", "PERSON عبد الله غول"]);
    let again = Lexicon::from_bytes(both.to_bytes().unwrap()).unwrap();
    assert_eq!(again.len(), 4);
    assert_eq!(again.to_bytes().unwrap(), both.to_bytes().unwrap());
    let entry = ours.find("مالي")[0].entry;
    assert_eq!(ours.entry(entry).unwrap().canonical, "جمهورية مالي");
}

#[test]
fn bad_records_name_their_row() {
    let error = Lexicon::from_records([Record::new("مالي", "GPE"), Record::new("…", "GPE")]).unwrap_err();
    assert_eq!(error.row(), Some(1));
    let error = Lexicon::from_records([Record::new("مالي", " ")]).unwrap_err();
    assert!(error.to_string().contains("label"), "{error}");
    let far = Record { coordinates: Some((95.0, 0.0)), ..Record::new("مالي", "GPE") };
    assert!(Lexicon::from_records([far]).unwrap_err().to_string().contains("coordinates"));
}

#[test]
fn the_same_records_give_the_same_bytes() {
    let records: Vec<Record> = (0..500).map(|n| Record::new(format!("اسم رقم {n}"), "X")).collect();
    let word = |w: &str| (w.to_owned(), NameWord { given: 3, surname: 0, either: 0, ambiguous: false, foreign: false });
    let words = [word("محمد"), word("علي")];
    assert_eq!(compile(&records, &words, "a").unwrap(), compile(&records, &words, "a").unwrap());
}

fn small() -> Vec<u8> {
    let record = Record { english: "Mali".into(), country: "ML".into(), ..Record::new("مالي", "GPE") };
    let known = NameWord { given: 9, surname: 1, either: 0, ambiguous: true, foreign: false };
    compile(&[record, Record::new("بوركينا فاسو", "GPE")], &[("سعيد".into(), known)], "small").unwrap()
}

fn use_all(lexicon: &Lexicon) {
    let text = "مالي وبوركينا فاسو وبوركينافاسو سعيد";
    for found in lexicon.find(text) {
        let _ =
            (lexicon.entry(found.entry), lexicon.alternatives(found.entry).take(9).count(), &text[found.span.range()]);
    }
    let _ = (lexicon.entries().count(), lexicon.name_word("سعيد"), lexicon.to_bytes());
}

proptest! {
    #[test]
    fn damaged_files_give_a_lexicon_or_an_error(at in 0usize..2000, value in 0u8.., mend in any::<bool>()) {
        let mut bytes = small();
        let at = at % bytes.len();
        bytes[at] = value;
        if mend {
            let sum = xxhash_rust::xxh3::xxh3_64(&bytes[32..]);
            bytes[24..32].copy_from_slice(&sum.to_le_bytes());
        }
        if let Ok(lexicon) = Lexicon::from_bytes(bytes) {
            use_all(&lexicon);
        }
    }

    #[test]
    fn any_text_gives_spans_that_slice_it(text in "[\\PC\n]{0,40}|(مالي|بوركينا|فاسو|و|لل|[ـً \"-]|سعيد){0,12}") {
        let lexicon = Lexicon::from_bytes(small()).unwrap();
        for found in lexicon.find(&text) {
            prop_assert!(text.get(found.span.range()).is_some_and(|name| !name.is_empty()));
        }
    }

    #[test]
    fn every_listed_name_is_found_in_a_sentence(name in "[ء-غف-ي]{2,9}( [ء-غف-ي]{2,9}){0,3}") {
        let lexicon = Lexicon::from_records([Record::new(name.clone(), "X")]).unwrap();
        let text = format!("قال, {name}, أمس");
        let names: Vec<_> = lexicon.find(&text).iter().map(|f| &text[f.span.range()]).collect();
        prop_assert_eq!(names, [name.as_str()]);
    }
}
