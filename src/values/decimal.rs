//! Exact decimals: a number never changes its value.

use std::fmt;

/// An exact decimal: `mantissa × 10^-scale`, without trailing zeros.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    mantissa: i128,
    scale: u32,
}

const MAX_SCALE: u32 = 30;

impl Decimal {
    /// Zero.
    pub const ZERO: Self = Self { mantissa: 0, scale: 0 };

    /// A whole number.
    #[must_use]
    pub const fn int(value: u64) -> Self {
        Self { mantissa: value as i128, scale: 0 }
    }

    /// `mantissa × 10^-scale`.
    #[must_use]
    pub fn new(mantissa: i128, scale: u32) -> Self {
        let (mut mantissa, mut scale) = (mantissa, scale);
        while scale > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            scale -= 1;
        }
        Self { mantissa, scale }
    }

    /// A fraction; where it has no exact decimal, rounded to six places.
    #[must_use]
    pub fn fraction(numerator: u64, denominator: u64) -> Option<Self> {
        let (n, d) = (i128::from(numerator), i128::from(denominator));
        if d == 0 {
            return None;
        }
        let mut power = 1i128;
        for scale in 0..=6 {
            if (n * power) % d == 0 {
                return Some(Self::new(n * power / d, scale));
            }
            power *= 10;
        }
        let power = 1_000_000;
        Some(Self::new((n * power * 2 + d) / (2 * d), 6))
    }

    /// Digits with at most one point, and an optional sign.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let mut mantissa = 0i128;
        let mut scale = None;
        let mut seen = false;
        for c in digits.bytes() {
            match c {
                b'0'..=b'9' => {
                    seen = true;
                    mantissa = mantissa.checked_mul(10)?.checked_add(i128::from(c - b'0'))?;
                    if let Some(scale) = &mut scale {
                        *scale += 1;
                    }
                }
                b'.' if scale.is_none() => scale = Some(0),
                _ => return None,
            }
        }
        let scale = scale.unwrap_or(0);
        if !seen || scale > MAX_SCALE {
            return None;
        }
        Some(Self::new(if negative { -mantissa } else { mantissa }, scale))
    }

    /// The sum, or `None` where it does not fit.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        let a = self.mantissa.checked_mul(10i128.checked_pow(scale - self.scale)?)?;
        let b = other.mantissa.checked_mul(10i128.checked_pow(scale - other.scale)?)?;
        Some(Self::new(a.checked_add(b)?, scale))
    }

    /// The product, or `None` where it does not fit.
    #[must_use]
    pub fn times(self, other: Self) -> Option<Self> {
        let scale = self.scale + other.scale;
        if scale > MAX_SCALE {
            return None;
        }
        Some(Self::new(self.mantissa.checked_mul(other.mantissa)?, scale))
    }

    /// Ten to a power times this, or `None` where it does not fit.
    #[must_use]
    pub fn shift(self, exponent: i32) -> Option<Self> {
        if exponent >= 0 {
            let power = 10i128.checked_pow(u32::try_from(exponent).ok()?)?;
            self.times(Self { mantissa: power, scale: 0 })
        } else {
            let scale = self.scale.checked_add(exponent.unsigned_abs())?;
            (scale <= MAX_SCALE).then(|| Self::new(self.mantissa, scale))
        }
    }

    /// The same with the other sign.
    #[must_use]
    pub fn negated(self) -> Self {
        Self { mantissa: -self.mantissa, scale: self.scale }
    }

    /// The greatest whole number not above it (for positive numbers).
    #[must_use]
    pub fn floor(self) -> Self {
        let power = 10i128.checked_pow(self.scale).unwrap_or(i128::MAX);
        Self { mantissa: self.mantissa.div_euclid(power), scale: 0 }
    }

    /// The whole number that it is up to the rounding of a third.
    pub(super) fn whole_if_near(self) -> Self {
        let near = Self { mantissa: self.floor().mantissa + 1, scale: 0 };
        let Some(gap) = near.plus(self.negated()) else { return self };
        let small = Self { mantissa: 1, scale: 3 };
        let rest = self.plus(self.floor().negated());
        if gap < small {
            near
        } else if rest.is_some_and(|r| r < small) {
            self.floor()
        } else {
            self
        }
    }

    /// Whether it is no multiple of `unit`.
    #[must_use]
    pub(super) fn div_rem_is_fraction(self, unit: u64) -> bool {
        self.scale > 0 || self.mantissa % i128::from(unit.max(1)) != 0
    }

    /// The whole number it is, if it is one and not negative.
    #[must_use]
    pub fn as_int(self) -> Option<u64> {
        if self.scale == 0 { u64::try_from(self.mantissa).ok() } else { None }
    }

    /// The nearest floating-point number.
    #[must_use]
    pub fn as_f64(self) -> f64 {
        self.to_string().parse().unwrap_or(f64::NAN)
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        let scale = self.scale.max(other.scale);
        let a = self.mantissa.checked_mul(10i128.checked_pow(scale - self.scale)?)?;
        let b = other.mantissa.checked_mul(10i128.checked_pow(scale - other.scale)?)?;
        Some(a.cmp(&b))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.scale == 0 {
            return write!(f, "{}", self.mantissa);
        }
        let digits = format!("{:0>width$}", self.mantissa.unsigned_abs(), width = self.scale as usize + 1);
        let (whole, part) = digits.split_at(digits.len() - self.scale as usize);
        let sign = if self.mantissa < 0 { "-" } else { "" };
        write!(f, "{sign}{whole}.{part}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_come_back_without_trailing_zeros() {
        for (text, shown) in [("3.50", "3.5"), ("007", "7"), ("-0.05", "-0.05"), ("1000", "1000")] {
            assert_eq!(Decimal::parse(text).map(|d| d.to_string()).as_deref(), Some(shown));
        }
    }

    #[test]
    fn fractions_without_an_exact_decimal_are_rounded() {
        let shown = |n, d| Decimal::fraction(n, d).map(|d| d.to_string()).unwrap_or_default();
        assert_eq!([shown(5, 8), shown(1, 3), shown(2, 3)], ["0.625", "0.333333", "0.666667"]);
    }

    #[test]
    fn what_does_not_fit_is_none_and_not_wrong() {
        assert_eq!(Decimal::parse(&"9".repeat(40)), None);
        let big = Decimal::parse(&"9".repeat(38)).unwrap();
        assert_eq!(big.times(big), None);
    }
}
