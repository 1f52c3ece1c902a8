//! Kernels for processors with AVX2: 32 bytes of UTF-8, or 32 code points, at a time.
//!
//! A block is transformed whole: characters of U+0600 to U+067F go through a table of 128 cells held in eight registers
//! ([`Lanes`]), ASCII stays, what is dropped is squeezed out with a table of shuffles. Whatever needs a look around is
//! an *event*; the block is written up to the first one, and its place given back to the machine.

use std::arch::x86_64::*;

use super::super::table::{Lanes, Rules};
use super::super::text::{Sink, Source};
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
        // SAFETY: 16 bytes are read from an array of 16; no alignment is asked for.
        *row = _mm256_broadcastsi128_si256(unsafe { _mm_loadu_si128(cells.as_ptr().cast()) });
    }
    rows
}

/// The cells of 32 places; places from 128 on give 0.
#[inline]
#[target_feature(enable = "avx2")]
fn cells(rows: &[__m256i; 8], places: __m256i) -> __m256i {
    let mut out = _mm256_setzero_si256();
    let mut rest = places;
    for row in rows {
        // Only 0 to 15 stay below 128 here, and a shuffle by 128 or more gives 0.
        let picked = _mm256_shuffle_epi8(*row, _mm256_adds_epu8(rest, _mm256_set1_epi8(0x70)));
        out = _mm256_or_si256(out, picked);
        rest = _mm256_sub_epi8(rest, _mm256_set1_epi8(16));
    }
    out
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

/// What stands before a block, as far as it matters.
#[derive(Clone, Copy)]
struct Before {
    /// A blank, a line break, or nothing.
    blank: bool,
    /// A letter or mark of Arabic after which characters may be dropped.
    safe: bool,
    /// A mark, or something not looked at.
    mark: bool,
}

impl Before {
    fn of(last: Option<u32>) -> Self {
        let letter = last.and_then(char::from_u32).is_some_and(is_arabic_letter);
        Self { blank: matches!(last, None | Some(0x20 | 0x0A)), safe: letter, mark: !letter }
    }
}

/// The masks of a block, one bit a byte of UTF-8 or a code point.
struct Found {
    /// First units of dropped characters, of those that become ASCII.
    drop: u32,
    digit: u32,
    /// Units that are not written.
    gone: u32,
    /// First units of characters that the machine must see.
    events: u32,
}

/// Events of blanks and dropped characters, common to both forms of text. `width` is that of the letters in units;
/// masks are of first units but for `safe`, which is of last ones.
#[inline(always)]
fn around(rules: &Rules, before: Before, blank: u32, control: u32, drop: u32, mark: u32, safe: u32, width: u32) -> u32 {
    let mut events = drop & !(safe << 1 | u32::from(before.safe));
    if rules.tidy {
        events |= control | blank & (blank << 1 | u32::from(before.blank));
    }
    if rules.lanes.marks {
        events |= mark & (mark << width | u32::from(before.mark));
    }
    events
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
    let mut before = Before::of(out.before(base, out.len()).map(|(code, _)| code));
    out.reserve(stop.saturating_sub(at) + BLOCK);
    // SAFETY: below, only whole characters are written: characters of the source as they are, characters of U+0600 to
    // U+067F with other bits (the table keeps them in that range), and characters of ASCII.
    let buffer = unsafe { out.as_mut_vec() };
    let rows = rows(&rules.lanes);
    // SAFETY: 16 bytes are read from an array of 16.
    let ascii = _mm256_broadcastsi128_si256(unsafe { _mm_loadu_si128(rules.lanes.ascii.as_ptr().cast()) });
    let zero = _mm256_setzero_si256();
    while at < stop {
        let left = stop - at;
        let block = if left >= BLOCK {
            // SAFETY: `at + 32 <= stop <= bytes.len()`.
            unsafe { _mm256_loadu_si256(bytes.as_ptr().add(at).cast()) }
        } else {
            let mut padded = [0_u8; BLOCK];
            padded[..left].copy_from_slice(&bytes[at..stop]);
            // SAFETY: 32 bytes are read from an array of 32.
            unsafe { _mm256_loadu_si256(padded.as_ptr().cast()) }
        };
        // The byte before each byte; `at` is the start of a character.
        let low_half = _mm256_permute2x128_si256::<0x08>(block, block);
        let previous = _mm256_alignr_epi8::<15>(block, low_half);
        let trail = equal(_mm256_and_si256(previous, _mm256_set1_epi8(0xFE_u8 as i8)), 0xD8);
        let six = _mm256_and_si256(block, _mm256_set1_epi8(0x3F));
        let seventh = _mm256_and_si256(_mm256_slli_epi16::<6>(previous), _mm256_set1_epi8(0x40));
        let places = _mm256_or_si256(_mm256_or_si256(six, seventh), _mm256_xor_si256(trail, _mm256_set1_epi8(-1)));
        let cell = cells(&rows, places);

        let lead = at_least(block, 0xC0);
        let ours = equal(_mm256_and_si256(block, _mm256_set1_epi8(0xFE_u8 as i8)), 0xD8);
        let special = bits(cell);
        let trail_bits = bits(trail);
        let mut others = bits(_mm256_andnot_si256(ours, lead));
        // A character that does not end in this block belongs to the next one.
        let cut = bits(lead) & 1 << 31 | bits(at_least(block, 0xE0)) & 3 << 30 | bits(at_least(block, 0xF0)) & 7 << 29;
        let whole = cut.trailing_zeros().min(left as u32);

        let mut found = Found { drop: 0, digit: 0, gone: 0, events: 0 };
        let mut mark = 0;
        let mut written = block;
        if special != 0 {
            found.drop = bits(equal(cell, Lanes::DROP)) >> 1;
            found.digit = bits(equal(cell, Lanes::ASCII)) >> 1;
            mark = bits(equal(cell, Lanes::MARK)) >> 1;
            found.events = bits(equal(cell, Lanes::SLOW)) >> 1;
            found.gone = found.drop | found.drop << 1 | found.digit;
            if found.digit != 0 {
                let value = _mm256_shuffle_epi8(ascii, _mm256_and_si256(block, _mm256_set1_epi8(0x0F)));
                written = _mm256_blendv_epi8(written, value, equal(cell, Lanes::ASCII));
            }
        }
        // Plain cells turn bits over: six in the trail, the seventh in the lead before it.
        let turned = _mm256_and_si256(cell, _mm256_cmpgt_epi8(cell, zero));
        let high_half = _mm256_permute2x128_si256::<0x81>(turned, turned);
        let next = _mm256_alignr_epi8::<1>(high_half, turned);
        let lead_bit = _mm256_and_si256(_mm256_srli_epi16::<6>(next), _mm256_set1_epi8(1));
        written = _mm256_xor_si256(written, _mm256_and_si256(turned, _mm256_set1_epi8(0x3F)));
        written = _mm256_xor_si256(written, lead_bit);

        let blank = bits(equal(block, 0x20));
        let control = bits(_mm256_cmpeq_epi8(_mm256_min_epu8(block, _mm256_set1_epi8(0x1F)), block));
        // A digit of U+0660 to U+0669 is a trail after which nothing may be dropped unseen.
        let digits = {
            let from = _mm256_sub_epi8(places, _mm256_set1_epi8(0x60));
            bits(_mm256_cmpeq_epi8(_mm256_min_epu8(from, _mm256_set1_epi8(9)), from))
        };
        let safe = trail_bits & !digits;
        found.events |= around(rules, before, blank, control, found.drop, mark, safe, 2);
        while others != 0 {
            let first = others.trailing_zeros();
            others &= others - 1;
            if first >= whole {
                break;
            }
            let code = source.decode(at + first as usize).map_or(0, |(code, _)| code);
            if !rules.table.get(code).is_keep() {
                found.events |= 1 << first;
                break;
            }
        }

        let end = found.events.trailing_zeros().min(whole);
        let length = buffer.len();
        if R::ON && found.gone != 0 {
            report(&found, end, at, length, record);
        }
        let keep = !found.gone & below(end);
        // SAFETY: at most as many bytes are written as the source has from the first `at` on, and a block more; that
        // much was reserved. `set_len` covers bytes just written.
        unsafe {
            let target = buffer.as_mut_ptr().add(length);
            if keep == below(end) {
                _mm256_storeu_si256(target.cast(), written);
            } else {
                squeeze_bytes(written, keep, target);
            }
            buffer.set_len(length + keep.count_ones() as usize);
        }
        at += end as usize;
        if end < whole || end == 0 {
            return at;
        }
        let last = 1_u32 << (end - 1);
        before = Before { blank: blank & last != 0, safe: safe & last != 0, mark: mark << 1 & last != 0 };
    }
    at
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

/// Reports dropped marks and digits of a block before `end`.
fn report<R: Record>(found: &Found, end: u32, at: usize, length: usize, record: &mut R) {
    let mut left = (found.drop | found.digit) & below(end);
    while left != 0 {
        let first = left.trailing_zeros();
        left &= left - 1;
        let out = length + (!found.gone & below(first)).count_ones() as usize;
        let source = Span::new(at + first as usize, at + first as usize + 2);
        if found.digit >> first & 1 == 1 {
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
    let mut before = Before::of(out.before(base, out.len()).map(|(code, _)| code));
    out.reserve(stop.saturating_sub(at) + BLOCK);
    let rows = rows(&rules.lanes);
    // SAFETY: 16 bytes are read from an array of 16.
    let to_ascii = _mm256_broadcastsi128_si256(unsafe { _mm_loadu_si128(rules.lanes.ascii.as_ptr().cast()) });
    let zero = _mm256_setzero_si256();
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
        let ours_bits = bits(ours);
        let mut others = !(ours_bits | bits(ascii));

        let mut found = Found { drop: 0, digit: 0, gone: 0, events: 0 };
        let mut mark = 0;
        let turned = _mm256_and_si256(cell, _mm256_cmpgt_epi8(cell, zero));
        let mut low_out = _mm256_xor_si256(low, turned);
        let mut high_out = high;
        if bits(cell) != 0 {
            let digit = equal(cell, Lanes::ASCII);
            found.drop = bits(equal(cell, Lanes::DROP));
            found.gone = found.drop;
            found.digit = bits(digit);
            mark = bits(equal(cell, Lanes::MARK));
            found.events = bits(equal(cell, Lanes::SLOW));
            let value = _mm256_shuffle_epi8(to_ascii, _mm256_and_si256(low, _mm256_set1_epi8(0x0F)));
            low_out = _mm256_blendv_epi8(low_out, value, digit);
            high_out = _mm256_andnot_si256(digit, high_out);
        }
        let blank = bits(_mm256_and_si256(equal(low, 0x20), ascii));
        let control =
            bits(_mm256_and_si256(_mm256_cmpeq_epi8(_mm256_min_epu8(low, _mm256_set1_epi8(0x1F)), low), ascii));
        let digits = {
            let from = _mm256_sub_epi8(places, _mm256_set1_epi8(0x60));
            bits(_mm256_cmpeq_epi8(_mm256_min_epu8(from, _mm256_set1_epi8(9)), from))
        };
        let safe = ours_bits & !digits;
        found.events |= around(rules, before, blank, control, found.drop, mark, safe, 1);
        let whole = left.min(BLOCK) as u32;
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
        let spread = |a, b| (_mm256_permute4x64_epi64::<0xD8>(a), _mm256_permute4x64_epi64::<0xD8>(b));
        let (l, h) = spread(low_out, high_out);
        let parts = [_mm256_unpacklo_epi8(l, h), _mm256_unpackhi_epi8(l, h)];
        // SAFETY: at most as many units are written as the source has from the first `at` on, and a block more; that
        // much was reserved. `set_len` covers units just written.
        unsafe {
            let mut target = out.as_mut_ptr().add(length);
            if keep == below(end) {
                _mm256_storeu_si256(target.cast(), parts[0]);
                _mm256_storeu_si256(target.add(16).cast(), parts[1]);
            } else {
                for (half, part) in parts.into_iter().enumerate() {
                    for (i, units) in
                        [_mm256_castsi256_si128(part), _mm256_extracti128_si256::<1>(part)].into_iter().enumerate()
                    {
                        let mask = (keep >> (16 * half + 8 * i)) as usize & 0xFF;
                        // Each byte of the shuffle becomes the two of its unit.
                        let picked = _mm_loadl_epi64(SQUEEZE[mask].as_ptr().cast());
                        let twice = _mm_unpacklo_epi8(picked, picked);
                        let shuffle = _mm_add_epi8(_mm_add_epi8(twice, twice), _mm_set1_epi16(0x0100));
                        _mm_storeu_si128(target.cast(), _mm_shuffle_epi8(units, shuffle));
                        target = target.add(mask.count_ones() as usize);
                    }
                }
            }
            out.set_len(length + keep.count_ones() as usize);
        }
        at += end as usize;
        if end < whole || end == 0 {
            return at;
        }
        let last = 1_u32 << (end - 1);
        before = Before { blank: blank & last != 0, safe: safe & last != 0, mark: mark & last != 0 };
    }
    at
}
