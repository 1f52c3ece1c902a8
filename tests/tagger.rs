//! The tagger end to end: training is deterministic, files read back or are refused, tags are always valid BIO.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use rasad::extract::{NameTagger, train_names};
use rasad::lexicon::{Lexicon, Record};
use rasad::tagger::corpus::Labelled;
use rasad::tagger::data::{Tagged, conll, marked};
use rasad::tagger::scheme::{Reading, Scheme};
use rasad::tagger::{Tags, TrainOptions};

/// Sentences in the manner of news, written for this test.
const CORPUS: &str = "\
وصل O
الوزير O
سامر B-PER
الحلواني I-PER
إلى O
مدينة O
رهوة B-GPE
. O

قال O
سامر B-PER
الحلواني I-PER
إن O
بلدية B-ORG
رهوة I-ORG
تعمل O
. O

زار O
وفد O
شركة B-ORG
نسيم I-ORG
مدينة O
دالية B-GPE
أمس O
. O

وأكد O
الرئيس O
نبيل B-PER
عوض I-PER
في O
دالية B-GPE
أن O
العمل O
مستمر O
. O
";

fn corpus() -> Vec<Labelled> {
    let documents = conll(&CORPUS.repeat(6), Reading::Checked(Some(Scheme::Iob2))).unwrap();
    documents.iter().map(|d| Labelled::from_words(d)).collect()
}

fn trained(seed: u64) -> NameTagger {
    let lexicon = Lexicon::from_records([Record::new("دالية", "GPE"), Record::new("شركة نسيم", "ORG")]).unwrap();
    let mut options = TrainOptions::default();
    options.seed = seed;
    options.epochs = 6;
    options.average_from = 2;
    let stop = AtomicBool::new(false);
    train_names(&corpus(), &[], None, &Arc::new(lexicon), &options, &stop, &mut |_| {}).unwrap()
}

fn words(text: &str) -> Vec<String> {
    text.split(' ').map(str::to_owned).collect()
}

#[test]
fn the_same_data_and_seed_give_the_same_bytes() {
    let first = trained(3).to_bytes().unwrap();
    assert_eq!(first, trained(3).to_bytes().unwrap());
    assert_ne!(first, trained(4).to_bytes().unwrap());
}

#[test]
fn it_learns_its_own_sentences_and_comes_back_from_a_file() {
    let tagger = trained(1);
    assert_eq!(tagger.tagger().labels(), ["GPE", "ORG", "PER"]);
    let report = tagger.evaluate(&corpus(), &|label| Some(label.to_owned()));
    assert!(report.total().f1() > 0.95, "{report}");
    let again = NameTagger::from_bytes(tagger.to_bytes().unwrap()).unwrap();
    let document = [vec![words("وصل الوزير سامر الحلواني إلى مدينة دالية ."), words("زار وفد شركة نسيم مدينة رهوة .")]];
    assert_eq!(tagger.tag_documents(&document), again.tag_documents(&document));
    assert_eq!(again.to_bytes().unwrap(), tagger.to_bytes().unwrap());
}

#[test]
fn stopping_gives_the_model_so_far() {
    let stop = AtomicBool::new(true);
    let tagger = train_names(&corpus(), &[], None, &Arc::default(), &TrainOptions::default(), &stop, &mut |_| {});
    assert_eq!(tagger.unwrap().tagger().labels().len(), 3);
}

#[test]
fn a_development_set_is_reported() {
    let mut scores = Vec::new();
    let stop = AtomicBool::new(false);
    let mut options = TrainOptions::default();
    options.patience = 2;
    let dev = corpus();
    train_names(&corpus(), &[], Some(&dev), &Arc::default(), &options, &stop, &mut |p| scores.extend(p.f1)).unwrap();
    assert!(!scores.is_empty() && scores.len() < options.epochs, "training goes on: {scores:?}");
}

#[test]
fn another_scheme_lends_what_it_shares() {
    let text = CORPUS.replace("GPE", "LOC").replace("PER", "PERS");
    let other: Vec<Labelled> =
        conll(&text, Reading::Checked(Some(Scheme::Iob2))).unwrap().iter().map(|d| Labelled::from_words(d)).collect();
    let stop = AtomicBool::new(false);
    let auxiliary = [("other".to_owned(), other)];
    let tagger =
        train_names(&corpus(), &auxiliary, None, &Arc::default(), &TrainOptions::default(), &stop, &mut |_| {})
            .unwrap();
    assert_eq!(tagger.tagger().labels(), ["GPE", "ORG", "PER"], "labels are those of the main data");
}

#[test]
fn how_far_models_hold_back_is_estimated_with_the_auxiliary_data() {
    // Auxiliary data that marks half of the names: the model learns from it to hold back, more than its folds do.
    let text = CORPUS.replace("شركة B-ORG", "شركة O").replace("نسيم I-ORG", "نسيم O").replace("دالية B-GPE", "دالية O");
    let other = conll(&text.repeat(12), Reading::Lenient).unwrap();
    let auxiliary = [("other".to_owned(), other.iter().map(|d| Labelled::from_words(d)).collect::<Vec<_>>())];
    let bytes = |lean: Option<f32>| {
        let mut options = TrainOptions::default();
        options.epochs = 6;
        options.lean = lean;
        let stop = AtomicBool::new(false);
        let made = train_names(&corpus(), &auxiliary, None, &Arc::default(), &options, &stop, &mut |_| {}).unwrap();
        let mut found = 0;
        made.evaluate(&corpus(), &|label| Some(label.to_owned())).labels().for_each(|(_, c)| found += c.right);
        (made.to_bytes().unwrap(), found)
    };
    let (estimated, right) = bytes(None);
    assert_eq!(estimated, bytes(None).0, "estimated, and still the same bytes");
    assert!(right >= bytes(Some(0.0)).1);
}

#[test]
fn data_without_labels_is_refused() {
    let words = words("لا أسماء هنا");
    let tags = vec!["O".to_owned(); 3];
    let documents = [Labelled::from_words(&[Tagged { words, tags }])];
    let stop = AtomicBool::new(false);
    let error = train_names(&documents, &[], None, &Arc::default(), &TrainOptions::default(), &stop, &mut |_| {});
    assert!(error.unwrap_err().to_string().contains("no word of the training data has a label"));
}

#[test]
fn damaged_files_give_an_error_or_a_tagger_that_works() {
    let good = trained(1).to_bytes().unwrap();
    for cut in [0, 7, 39, good.len() / 3, good.len() - 1] {
        assert!(NameTagger::from_bytes(good[..cut].to_vec()).is_err());
    }
    // The checksum is mended after the damage, so that the checks behind it are reached.
    let step = good.len() / 400 + 1;
    for at in (32..good.len()).step_by(step) {
        let mut bytes = good.clone();
        bytes[at] ^= 0x5A;
        let sum = xxhash_rust::xxh3::xxh3_64(&bytes[32..]);
        bytes[24..32].copy_from_slice(&sum.to_le_bytes());
        if let Ok(tagger) = NameTagger::from_bytes(bytes) {
            let tags = tagger.tag_documents(&[vec![words("وصل سامر الحلواني إلى دالية .")]]);
            assert_eq!(tags[0][0].len(), 6);
        }
    }
}

#[test]
fn odd_words_keep_their_number() {
    let tagger = trained(1);
    let odd = ["", " ", "\u{640}", "\u{200F}", "(", "((سامر))", "a b", "\n", "😀", "سامر\nالحلواني", "١٢٬٣"];
    let sentence: Vec<String> = odd.iter().map(|&w| w.to_owned()).collect();
    let tags = tagger.tag_documents(&[vec![sentence, vec![], words("دالية")]]);
    assert_eq!(tags[0].iter().map(Vec::len).collect::<Vec<_>>(), [odd.len(), 0, 1]);
}

#[test]
fn marks_and_words_agree_on_names() {
    let m = marked("وصل الوزير [[PER:سامر الحلواني]] إلى [[GPE:دالية]].").unwrap();
    let d = Labelled::from_marked(&m);
    let names: Vec<_> = d.names_by_token().into_iter().map(|(l, (a, b))| (l, b - a)).collect();
    assert_eq!(names, [("PER".to_owned(), 2), ("GPE".to_owned(), 1)]);
}

proptest::proptest! {
    #[test]
    fn tags_are_valid_bio(picks in proptest::collection::vec(0usize..30, 0..60)) {
        static TAGGER: std::sync::OnceLock<NameTagger> = std::sync::OnceLock::new();
        let tagger = TAGGER.get_or_init(|| trained(1));
        let pool: Vec<&str> = CORPUS.split_whitespace().step_by(2).collect();
        let sentence: Vec<String> = picks.iter().map(|&p| pool[p % pool.len()].to_owned()).collect();
        let count = sentence.len();
        let tags = tagger.tag_documents(&[vec![sentence]]);
        let tags = &tags[0][0];
        assert_eq!(tags.len(), count);
        let number = |name: &String| (0..7u8).find(|&t| tagger.tagger().tag_name(t) == *name).unwrap();
        let mut previous = None;
        for tag in tags.iter().map(number) {
            assert!(Tags::allowed(previous, tag), "{tags:?}");
            previous = Some(tag);
        }
    }
}
