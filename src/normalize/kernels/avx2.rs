//! Kernels for processors with AVX2: 32 bytes of UTF-8, or 32 code points, at a time.
//!
//! A block is transformed whole: characters of U+0600 to U+067F go through a table of 128 cells held in eight registers
//! ([`Lanes`]), ASCII stays, what is dropped is squeezed out with a table of shuffles. Whatever needs a look around is
//! an *event*; the block is written up to the first one, and its place given back to the machine.

use std::arch::x86_64::*;

use super::super::table::{Lanes, Rules};
use super::super::text::{Sink, Source};
use super::scalar::step;
use crate::aligned::Record;
use crate::chars::is_arabic_letter;
use crate::span::Span;

/// Characters or bytes of a block.
const BLOCK: usize = 32;

/// For each mask of 8 bytes to keep, the shuffle that moves them together.
static SQUEEZE: [[u8; 8]; 256] = squeeze();

const fn squeeze() -> [[u8; 8]; 256] {
    let mut out = [[0x80; 8]; 256];
    let mut mask = 0;
    while mask < 256 {
        let (mut from, mut to) = (0, 0);
        while from < 8 {
            if mask >> from & 1 == 1 {
                out[mask][to] = from as u8;
                to += 1;
            }
            from += 1;
        }
        mask += 1;
    }
    out
}

/// Whether this processor runs these kernels.
pub(super) fn available() -> bool {
    is_x86_feature_detected!("avx2") && is_x86_feature_detected!("bmi1") && is_x86_feature_detected!("popcnt")
}

/// The cells as eight registers of 16, each twice.
#[target_feature(enable = "avx2")]
fn rows(lanes: &Lanes) -> [__m256i; 8] {
    let mut rows = [_mm256_setzero_si256(); 8];
    for (row, cells) in rows.iter_mut().zip(lanes.cells.as_chunks::<16>().0) {
        *row = twice(cells);
    }
    rows
}

#[inline]
#[target_feature(enable = "avx2")]
fn twice(cells: &[u8; 16]) -> __m256i {
    // SAFETY: 16 bytes are read from an array of 16; no alignment is asked for.
    _mm256_broadcastsi128_si256(unsafe { _mm_loadu_si128(cells.as_ptr().cast()) })
}

/// The cells of 32 places; places from 128 on give 0.
#[inline]
#[target_feature(enable = "avx2")]
fn cells(rows: &[__m256i; 8], places: __m256i) -> __m256i {
    // A shuffle goes by the low four bits; a place from 128 on gives 0. The three bits above choose among the rows, as
    // the highest bits of their bytes.
    let (four, five, six) =
        (_mm256_slli_epi16::<3>(places), _mm256_slli_epi16::<2>(places), _mm256_slli_epi16::<1>(places));
    let pick = |row: usize| _mm256_shuffle_epi8(rows[row], places);
    let of_two = |row: usize| _mm256_blendv_epi8(pick(row), pick(row + 1), four);
    let of_four = |row: usize| _mm256_blendv_epi8(of_two(row), of_two(row + 2), five);
    _mm256_blendv_epi8(of_four(0), of_four(4), six)
}

#[inline]
#[target_feature(enable = "avx2")]
fn bits(v: __m256i) -> u32 {
    _mm256_movemask_epi8(v) as u32
}

#[inline]
#[target_feature(enable = "avx2")]
fn equal(v: __m256i, byte: u8) -> __m256i {
    _mm256_cmpeq_epi8(v, _mm256_set1_epi8(byte as i8))
}

/// Bytes that are at least `least`.
#[inline]
#[target_feature(enable = "avx2")]
fn at_least(v: __m256i, least: u8) -> __m256i {
    _mm256_cmpeq_epi8(_mm256_max_epu8(v, _mm256_set1_epi8(least as i8)), v)
}

/// The bits below `n`.
#[inline(always)]
fn below(n: u32) -> u32 {
    if n >= 32 { u32::MAX } else { (1 << n) - 1 }
}

/// Bytes from `from` to `to`, both included.
#[inline]
#[target_feature(enable = "avx2")]
fn between(v: __m256i, from: u8, to: u8) -> __m256i {
    let moved = _mm256_sub_epi8(v, _mm256_set1_epi8(from as i8));
    _mm256_cmpeq_epi8(_mm256_min_epu8(moved, _mm256_set1_epi8((to - from) as i8)), moved)
}

/// So many blocks in a row may end early before the plain kernel is given a turn.
const PATIENCE: u32 = 3;

/// Whether the last character of the output is a blank or a line break, or there is none.
fn blank_before<K: Sink>(out: &K, base: usize) -> bool {
    matches!(out.before(base, out.size()), None | Some((0x20 | 0x0A, _)))
}

/// The masks of a block with characters that the table speaks of, one bit a byte of UTF-8 or a code point, at the first
/// unit of the character.
struct Found {
    drop: u32,
    /// Characters that become ASCII.
    ascii: u32,
    /// Units that are not written.
    gone: u32,
    /// Characters that must be looked at one by one.
    events: u32,
}

/// The masks of a block, of the cells moved down by `shift` bits and of places; letters are `width` units wide. `before`
/// tells the character before the block.
#[inline]
#[target_feature(enable = "avx2")]
fn find(
    rules: &Rules,
    cell: __m256i,
    places: __m256i,
    plain: u32,
    width: u32,
    before: impl Fn() -> Option<u32>,
) -> Found {
    let shift = width - 1;
    let of = |kind: u8| bits(equal(cell, kind)) >> shift;
    let (mut drop, ascii, mut events) = (of(Lanes::DROP), of(Lanes::ASCII), of(Lanes::SLOW));
    let tatweel = of(Lanes::TATWEEL);
    if tatweel != 0 {
        // What follows must be no mark: see the plain kernel.
        let bare = (plain | bits(between(places, 0x21, 0x4A)) >> shift) >> width;
        drop |= tatweel & bare;
        events |= tatweel & !bare;
    }
    let letter_before = || before().and_then(char::from_u32).is_some_and(is_arabic_letter);
    if drop != 0 {
        // After a digit nothing is dropped unseen.
        let ours = !bits(places) & !bits(between(places, 0x60, 0x69));
        let mut safe = ours << 1;
        safe |= u32::from(drop & 1 == 1 && letter_before());
        events |= drop & !safe;
    }
    if rules.lanes.marks {
        let mark = of(Lanes::MARK);
        // What is dropped between two marks does not part them.
        events |= mark & (mark | drop) << width;
        events |= u32::from(mark & 1 == 1 && !letter_before());
    }
    let gone = drop | if width == 2 { drop << 1 | ascii } else { 0 };
    Found { drop, ascii, gone, events }
}

/// # Safety
///
/// The processor must have the features of [`available`].
#[target_feature(enable = "avx2,bmi1,popcnt")]
pub(super) unsafe fn utf8<R: Record>(
    rules: &Rules,
    source: &str,
    mut at: usize,
    stop: usize,
    out: &mut String,
    base: usize,
    record: &mut R,
) -> usize {
    let bytes = source.as_bytes();
    let stop = stop.min(bytes.len());
    let (rows, to_ascii) = (rows(&rules.lanes), twice(&rules.lanes.ascii));
    let (tidy, zero) = (rules.tidy, _mm256_setzero_si256());
    let mut after_blank = u32::from(blank_before(out, base));
    let mut short = 0;
    out.reserve(stop.saturating_sub(at) + BLOCK);
    while at < stop {
        let left = stop - at;
        // The block, and the byte before each byte; `at` is the start of a character.
        let (block, previous, mut whole) = if left >= BLOCK && at > 0 {
            // SAFETY: `0 < at` and `at + 32 <= stop <= bytes.len()`.
            let (block, previous, last) = unsafe {
                let from = bytes.as_ptr().add(at);
                // The next step waits for this byte: it is read by itself, not taken out of the register.
                let last = from.add(BLOCK - 1).read_volatile();
                (_mm256_loadu_si256(from.cast()), _mm256_loadu_si256(from.sub(1).cast()), last)
            };
            // A letter of two bytes that does not end in this block belongs to the next one.
            (block, previous, BLOCK as u32 - u32::from(last >= 0xC0))
        } else {
            let mut padded = [0_u8; BLOCK + 1];
            let size = left.min(BLOCK);
            padded[1..=size].copy_from_slice(&bytes[at..at + size]);
            let from = padded.as_ptr();
            // SAFETY: 32 bytes are read from an array of 33, from the first and from the second.
            let (block, previous) =
                unsafe { (_mm256_loadu_si256(from.add(1).cast()), _mm256_loadu_si256(from.cast())) };
            (block, previous, size as u32 - u32::from(padded[BLOCK] >= 0xC0))
        };
        // D8 and D9 become the two least values of all.
        let foreign = _mm256_cmpgt_epi8(_mm256_sub_epi8(previous, _mm256_set1_epi8(0x58)), _mm256_set1_epi8(-127));
        let six = _mm256_and_si256(block, _mm256_set1_epi8(0x3F));
        let seventh = _mm256_and_si256(_mm256_slli_epi16::<6>(previous), _mm256_set1_epi8(0x40));
        let places = _mm256_or_si256(_mm256_or_si256(six, seventh), foreign);
        let cell = cells(&rows, places);

        // Plain cells turn bits over: six in the trail, the seventh in the lead before it.
        let turned = _mm256_max_epi8(cell, zero);
        let high_half = _mm256_permute2x128_si256::<0x81>(turned, turned);
        let next = _mm256_alignr_epi8::<1>(high_half, turned);
        let lead_bit = _mm256_and_si256(_mm256_srli_epi16::<6>(next), _mm256_set1_epi8(1));
        let trail_bits = _mm256_and_si256(turned, _mm256_set1_epi8(0x3F));
        let mut written = _mm256_xor_si256(block, _mm256_xor_si256(trail_bits, lead_bit));

        let high = bits(block);
        let lead = high & bits(_mm256_slli_epi16::<1>(block));
        let mut others = lead & bits(foreign) >> 1;
        let special = bits(cell);
        let mut found = Found { drop: 0, ascii: 0, gone: 0, events: 0 };
        let mut blank = 0;
        if tidy {
            blank = bits(equal(block, 0x20));
            let control = bits(_mm256_cmpeq_epi8(_mm256_min_epu8(block, _mm256_set1_epi8(0x1F)), block));
            if control != 0 {
                let line = bits(equal(block, 0x0A));
                found.events = control & !line;
                blank |= line;
            }
            found.events |= blank & (blank << 1 | after_blank);
        }
        if (special | others | found.events) == 0 && rules.repeats == 0 {
            // The usual case. What follows must not wait for the masks, which a branch sees to.
            // SAFETY: see below.
            unsafe {
                let buffer = out.as_mut_vec();
                let length = buffer.len();
                _mm256_storeu_si256(buffer.as_mut_ptr().add(length).cast(), written);
                buffer.set_len(length + whole as usize);
            }
            at += whole as usize;
            after_blank = blank >> (whole - 1) & 1;
            short = 0;
            continue;
        }
        if special != 0 {
            let events = found.events;
            found = find(rules, cell, places, !high & below(left as u32), 2, || {
                out.before(base, out.len()).map(|(code, _)| code)
            });
            found.events |= events;
            if found.ascii != 0 {
                let value = _mm256_shuffle_epi8(to_ascii, _mm256_and_si256(block, _mm256_set1_epi8(0x0F)));
                written = _mm256_blendv_epi8(written, value, equal(cell, Lanes::ASCII));
            }
        }
        while others != 0 {
            let first = others.trailing_zeros();
            others &= others - 1;
            if first >= whole {
                break;
            }
            let (code, units) = source.decode(at + first as usize).unwrap_or((0, 1));
            if first + units as u32 > BLOCK as u32 {
                whole = first;
                break;
            }
            if !rules.table.get(code).is_keep() || rules.repeats > 0 {
                found.events |= 1 << first;
                break;
            }
        }

        let end = found.events.trailing_zeros().min(whole);
        let length = out.len();
        let keep = !found.gone & below(end);
        // SAFETY: only whole characters are written: characters of the source as they are, characters of U+0600 to
        // U+067F with other bits (the table keeps them in that range), and characters of ASCII. At most as many bytes
        // are written as the source has from `at` on, and a block more; that much is reserved. `set_len` covers bytes
        // just written.
        unsafe {
            let buffer = out.as_mut_vec();
            let target = buffer.as_mut_ptr().add(length);
            if found.gone == 0 {
                _mm256_storeu_si256(target.cast(), written);
            } else {
                squeeze_bytes(written, keep, target);
            }
            let size = keep.count_ones() as usize;
            if rules.repeats > 0
                && (length < 2 * MOST || runs_of_bytes(target, rules.repeats) & below(size as u32) != 0)
            {
                return at;
            }
            buffer.set_len(length + size);
        }
        if R::ON && found.gone != 0 {
            report(&found, end, at, length, record);
        }
        at += end as usize;
        if end == whole {
            after_blank = blank >> (end - 1) & 1;
            short = 0;
            continue;
        }
        short += 1;
        if short > PATIENCE || at >= stop {
            return at;
        }
        let Some(next) = step(rules, source, at, out, base, record) else { return at };
        at = next;
        after_blank = u32::from(blank_before(out, base));
        out.reserve(stop.saturating_sub(at) + BLOCK);
    }
    at
}

/// Of what was written before a block, so many characters are looked at.
const MOST: usize = 2;

/// Bytes at which a character may be one too many of its kind: equal to the one before it, and, where two may stand in a
/// row, to the one before that.
///
/// # Safety
///
/// 32 bytes at `target` and four before it must be readable.
#[inline]
#[target_feature(enable = "avx2")]
unsafe fn runs_of_bytes(target: *const u8, repeats: u8) -> u32 {
    // SAFETY: as above.
    let load = |back: usize| unsafe { _mm256_loadu_si256(target.sub(back).cast()) };
    let now = load(0);
    let mut one = _mm256_cmpeq_epi8(now, load(1));
    let mut two = _mm256_cmpeq_epi8(now, load(2));
    if repeats > 1 {
        one = _mm256_and_si256(one, two);
        two = _mm256_and_si256(two, _mm256_cmpeq_epi8(now, load(4)));
    }
    // Letters of ASCII come after 0x40. A letter of two bytes is equal in both; its lead is from 0xC0 on.
    let letter = _mm256_cmpgt_epi8(now, _mm256_set1_epi8(0x40));
    let two = bits(two);
    bits(_mm256_and_si256(one, letter)) | two & two >> 1 & bits(at_least(now, 0xC0))
}

/// Writes the bytes whose bits are set, close together.
///
/// # Safety
///
/// 32 bytes must be writable at `target`.
#[inline]
#[target_feature(enable = "avx2,popcnt")]
unsafe fn squeeze_bytes(bytes: __m256i, keep: u32, mut target: *mut u8) {
    let halves = [_mm256_castsi256_si128(bytes), _mm256_extracti128_si256::<1>(bytes)];
    for (half, bytes) in halves.into_iter().enumerate() {
        for quarter in 0..2 {
            let mask = (keep >> (16 * half + 8 * quarter)) as usize & 0xFF;
            let part = if quarter == 0 { bytes } else { _mm_unpackhi_epi64(bytes, bytes) };
            // SAFETY: the mask is below 256; 8 bytes are written, at most 8 more for each 8 before.
            unsafe {
                let shuffle = _mm_loadl_epi64(SQUEEZE[mask].as_ptr().cast());
                _mm_storel_epi64(target.cast(), _mm_shuffle_epi8(part, shuffle));
                target = target.add(mask.count_ones() as usize);
            }
        }
    }
}

/// Reports dropped marks and what became ASCII in a block before `end`.
fn report<R: Record>(found: &Found, end: u32, at: usize, length: usize, record: &mut R) {
    let mut left = (found.drop | found.ascii) & below(end);
    while left != 0 {
        let first = left.trailing_zeros();
        left &= left - 1;
        let out = length + (!found.gone & below(first)).count_ones() as usize;
        let source = Span::new(at + first as usize, at + first as usize + 2);
        if found.ascii >> first & 1 == 1 {
            record.replace(source, Span::new(out, out + 1));
        } else {
            record.drop(source, out, true);
        }
    }
}

/// # Safety
///
/// The processor must have the features of [`available`].
#[target_feature(enable = "avx2,bmi1,popcnt")]
pub(super) unsafe fn units(
    rules: &Rules,
    source: &[u32],
    mut at: usize,
    stop: usize,
    out: &mut Vec<u16>,
    base: usize,
) -> usize {
    let stop = stop.min(source.len());
    let (rows, to_ascii) = (rows(&rules.lanes), twice(&rules.lanes.ascii));
    let (tidy, zero) = (rules.tidy, _mm256_setzero_si256());
    let mut after_blank = u32::from(blank_before(out, base));
    let mut short = 0;
    out.reserve(stop.saturating_sub(at) + BLOCK);
    while at < stop {
        let left = stop - at;
        let mut padded = [0_u32; BLOCK];
        let codes = if left >= BLOCK {
            // SAFETY: `at + 32 <= stop <= source.len()`.
            unsafe { source.as_ptr().add(at) }
        } else {
            padded[..left].copy_from_slice(&source[at..stop]);
            padded.as_ptr()
        };
        // SAFETY: 32 code points are readable at `codes`.
        let load = |i: usize| unsafe { _mm256_loadu_si256(codes.add(8 * i).cast()) };
        // Code points beyond U+FFFF become U+FFFF here, which is none of ours.
        let pack = |a, b| _mm256_permute4x64_epi64::<0xD8>(_mm256_packus_epi32(a, b));
        let (first, second) = (pack(load(0), load(1)), pack(load(2), load(3)));
        let low_byte = _mm256_set1_epi16(0xFF);
        let join = |a, b| _mm256_permute4x64_epi64::<0xD8>(_mm256_packus_epi16(a, b));
        let low = join(_mm256_and_si256(first, low_byte), _mm256_and_si256(second, low_byte));
        let high = join(_mm256_srli_epi16::<8>(first), _mm256_srli_epi16::<8>(second));

        let below_half = _mm256_cmpgt_epi8(low, _mm256_set1_epi8(-1));
        let ours = _mm256_and_si256(equal(high, 6), below_half);
        let ascii = _mm256_and_si256(equal(high, 0), below_half);
        let places = _mm256_or_si256(low, _mm256_xor_si256(ours, _mm256_set1_epi8(-1)));
        let cell = cells(&rows, places);
        let mut others = !bits(_mm256_or_si256(ours, ascii));

        let mut low_out = _mm256_xor_si256(low, _mm256_max_epi8(cell, zero));
        let mut high_out = high;
        let mut found = Found { drop: 0, ascii: 0, gone: 0, events: 0 };
        let mut blank = 0;
        if tidy {
            blank = bits(_mm256_and_si256(equal(low, 0x20), ascii));
            let control = _mm256_cmpeq_epi8(_mm256_min_epu8(low, _mm256_set1_epi8(0x1F)), low);
            let control = bits(_mm256_and_si256(control, ascii));
            if control != 0 {
                let line = bits(equal(low, 0x0A)) & control;
                found.events = control & !line;
                blank |= line;
            }
            found.events |= blank & (blank << 1 | after_blank);
        }
        let special = bits(cell);
        let whole = left.min(BLOCK) as u32;
        if (special | others | found.events) == 0 && rules.repeats == 0 {
            let parts = wide(low_out, high_out);
            // SAFETY: see below.
            unsafe {
                let length = out.len();
                let start = out.as_mut_ptr().add(length);
                _mm256_storeu_si256(start.cast(), parts[0]);
                _mm256_storeu_si256(start.add(16).cast(), parts[1]);
                out.set_len(length + whole as usize);
            }
            at += whole as usize;
            after_blank = blank >> (whole - 1) & 1;
            short = 0;
            continue;
        }
        if special != 0 {
            let events = found.events;
            found = find(rules, cell, places, bits(ascii), 1, || out.before(base, out.len()).map(|(code, _)| code));
            found.events |= events;
            let value = _mm256_shuffle_epi8(to_ascii, _mm256_and_si256(low, _mm256_set1_epi8(0x0F)));
            let to_ascii = equal(cell, Lanes::ASCII);
            low_out = _mm256_blendv_epi8(low_out, value, to_ascii);
            high_out = _mm256_andnot_si256(to_ascii, high_out);
        }
        while others != 0 {
            let first = others.trailing_zeros();
            others &= others - 1;
            if first >= whole {
                break;
            }
            let code = source.get(at + first as usize).copied().unwrap_or(0);
            if code > 0xFFFF || !rules.table.get(code).is_keep() {
                found.events |= 1 << first;
                break;
            }
        }

        let end = found.events.trailing_zeros().min(whole);
        let keep = !found.gone & below(end);
        let length = out.len();
        let parts = wide(low_out, high_out);
        // SAFETY: at most as many units are written as the source has from `at` on, and a block more; that much is
        // reserved. `set_len` covers units just written.
        unsafe {
            let start = out.as_mut_ptr().add(length);
            if found.gone == 0 {
                _mm256_storeu_si256(start.cast(), parts[0]);
                _mm256_storeu_si256(start.add(16).cast(), parts[1]);
            } else {
                squeeze_units(parts, keep, start);
            }
            let size = keep.count_ones();
            if rules.repeats > 0 && (length < MOST || runs_of_units(start, rules.repeats) & below(size) != 0) {
                return at;
            }
            out.set_len(length + size as usize);
        }
        at += end as usize;
        if end == whole {
            after_blank = blank >> (end - 1) & 1;
            short = 0;
            continue;
        }
        short += 1;
        if short > PATIENCE || at >= stop {
            return at;
        }
        let Some(next) = step(rules, source, at, out, base, &mut ()) else { return at };
        at = next;
        after_blank = u32::from(blank_before(out, base));
        out.reserve(stop.saturating_sub(at) + BLOCK);
    }
    at
}

/// The units of which these are the halves.
#[inline]
#[target_feature(enable = "avx2")]
fn wide(low: __m256i, high: __m256i) -> [__m256i; 2] {
    let (low, high) = (_mm256_permute4x64_epi64::<0xD8>(low), _mm256_permute4x64_epi64::<0xD8>(high));
    [_mm256_unpacklo_epi8(low, high), _mm256_unpackhi_epi8(low, high)]
}

/// Units at which a character may be one too many of its kind; see [`runs_of_bytes`].
///
/// # Safety
///
/// 32 units at `target` and two before it must be readable.
#[inline]
#[target_feature(enable = "avx2")]
unsafe fn runs_of_units(target: *const u16, repeats: u8) -> u32 {
    let half = |from: usize| {
        // SAFETY: as above.
        let load = |back: usize| unsafe { _mm256_loadu_si256(target.add(from).sub(back).cast()) };
        let now = load(0);
        let mut same = _mm256_cmpeq_epi16(now, load(1));
        if repeats > 1 {
            same = _mm256_and_si256(same, _mm256_cmpeq_epi16(now, load(2)));
        }
        // Unsigned: letters come after 0x40.
        let letter = _mm256_cmpeq_epi16(_mm256_max_epu16(now, _mm256_set1_epi16(0x41)), now);
        _mm256_and_si256(same, letter)
    };
    bits(_mm256_permute4x64_epi64::<0xD8>(_mm256_packs_epi16(half(0), half(16))))
}

/// Writes the units whose bits are set, close together.
///
/// # Safety
///
/// 32 units must be writable at `target`.
#[inline]
#[target_feature(enable = "avx2,popcnt")]
unsafe fn squeeze_units(parts: [__m256i; 2], keep: u32, mut target: *mut u16) {
    for (half, part) in parts.into_iter().enumerate() {
        for (i, units) in [_mm256_castsi256_si128(part), _mm256_extracti128_si256::<1>(part)].into_iter().enumerate() {
            let mask = (keep >> (16 * half + 8 * i)) as usize & 0xFF;
            // SAFETY: the mask is below 256; 8 units are written, at most 8 more for each 8 before.
            unsafe {
                // Each byte of the shuffle becomes the two of its unit.
                let picked = _mm_loadl_epi64(SQUEEZE[mask].as_ptr().cast());
                let twice = _mm_unpacklo_epi8(picked, picked);
                let shuffle = _mm_add_epi8(_mm_add_epi8(twice, twice), _mm_set1_epi16(0x0100));
                _mm_storeu_si128(target.cast(), _mm_shuffle_epi8(units, shuffle));
                target = target.add(mask.count_ones() as usize);
            }
        }
    }
}
