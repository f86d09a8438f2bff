//! What arithmetic means for each element type: integers wrap, division rounds down and by zero gives 0.

use crate::block::element::Element;

/// Arithmetic of one element type, with NumPy's results in every case.
pub(crate) trait Number: Element {
    fn add(self, other: Self) -> Self;
    fn subtract(self, other: Self) -> Self;
    fn multiply(self, other: Self) -> Self;
    fn floor_divide(self, other: Self) -> Self;
    fn remainder(self, other: Self) -> Self;
    fn fmod(self, other: Self) -> Self;
    /// Integer exponents below zero are checked before the loop runs.
    fn power(self, other: Self) -> Self;
    fn negative(self) -> Self;
    fn absolute(self) -> Self;
    fn sign(self) -> Self;
    fn reciprocal(self) -> Self;

    /// The greater one; NaN wins; of equal ones (0.0 and -0.0) the second.
    #[inline(always)]
    fn maximum(self, other: Self) -> Self {
        if self > other || self.is_nan() { self } else { other }
    }

    /// The lesser one; NaN wins.
    #[inline(always)]
    fn minimum(self, other: Self) -> Self {
        if self < other || self.is_nan() { self } else { other }
    }

    /// The greater one; NaN loses.
    #[inline(always)]
    fn fmax(self, other: Self) -> Self {
        if self > other || other.is_nan() { self } else { other }
    }

    /// The lesser one; NaN loses.
    #[inline(always)]
    fn fmin(self, other: Self) -> Self {
        if self < other || other.is_nan() { self } else { other }
    }
}

/// Integers and bools: bits.
pub(crate) trait Bits: Element + Eq {
    fn and(self, other: Self) -> Self;
    fn or(self, other: Self) -> Self;
    fn xor(self, other: Self) -> Self;
    fn not(self) -> Self;
}

/// Integers: shifts and divisors.
pub(crate) trait Integer: Number + Bits + Ord {
    fn left_shift(self, other: Self) -> Self;
    fn right_shift(self, other: Self) -> Self;
    fn gcd(self, other: Self) -> Self;
    fn lcm(self, other: Self) -> Self;
}

macro_rules! integer {
    ($($integer:ident)*) => {$(
        impl Number for $integer {
            #[inline(always)]
            fn add(self, other: Self) -> Self {
                self.wrapping_add(other)
            }
            #[inline(always)]
            fn subtract(self, other: Self) -> Self {
                self.wrapping_sub(other)
            }
            #[inline(always)]
            fn multiply(self, other: Self) -> Self {
                self.wrapping_mul(other)
            }
            #[inline(always)]
            #[allow(unused_comparisons, reason = "the macro serves unsigned types too")]
            fn floor_divide(self, other: Self) -> Self {
                if other == 0 {
                    return 0;
                }
                let quotient = self.wrapping_div(other);
                let remainder = self.wrapping_rem(other);
                if remainder != 0 && (remainder < 0) != (other < 0) { quotient.wrapping_sub(1) } else { quotient }
            }
            #[inline(always)]
            #[allow(unused_comparisons, reason = "the macro serves unsigned types too")]
            fn remainder(self, other: Self) -> Self {
                if other == 0 {
                    return 0;
                }
                let remainder = self.wrapping_rem(other);
                if remainder != 0 && (remainder < 0) != (other < 0) { remainder.wrapping_add(other) } else { remainder }
            }
            #[inline(always)]
            fn fmod(self, other: Self) -> Self {
                if other == 0 { 0 } else { self.wrapping_rem(other) }
            }
            #[inline(always)]
            fn power(self, other: Self) -> Self {
                let (mut base, mut exponent, mut result) = (self, other as u64, 1);
                while exponent > 0 {
                    if exponent & 1 == 1 {
                        result = <$integer>::wrapping_mul(result, base);
                    }
                    base = base.wrapping_mul(base);
                    exponent >>= 1;
                }
                result
            }
            #[inline(always)]
            fn negative(self) -> Self {
                self.wrapping_neg()
            }
            #[inline(always)]
            #[allow(unused_comparisons, reason = "the macro serves unsigned types too")]
            fn absolute(self) -> Self {
                if self < 0 { self.wrapping_neg() } else { self }
            }
            #[inline(always)]
            #[allow(unused_comparisons, reason = "the macro serves unsigned types too")]
            fn sign(self) -> Self {
                if self > 0 { 1 } else if self < 0 { (0 as $integer).wrapping_sub(1) } else { 0 }
            }
            #[inline(always)]
            fn reciprocal(self) -> Self {
                // NumPy computes 1.0 / x and cuts it; for 0 that is the least value of the type.
                if self == 0 { crate::block::element::Cast::converted(f64::INFINITY) } else { (1 as $integer).wrapping_div(self) }
            }
        }

        impl Bits for $integer {
            #[inline(always)]
            fn and(self, other: Self) -> Self {
                self & other
            }
            #[inline(always)]
            fn or(self, other: Self) -> Self {
                self | other
            }
            #[inline(always)]
            fn xor(self, other: Self) -> Self {
                self ^ other
            }
            #[inline(always)]
            fn not(self) -> Self {
                !self
            }
        }

        impl Integer for $integer {
            #[inline(always)]
            fn left_shift(self, other: Self) -> Self {
                // A shift past the width, and so by a negative number, leaves nothing.
                if (other as u64) < <$integer>::BITS as u64 { self << other } else { 0 }
            }
            #[inline(always)]
            #[allow(unused_comparisons, reason = "the macro serves unsigned types too")]
            fn right_shift(self, other: Self) -> Self {
                if (other as u64) < <$integer>::BITS as u64 {
                    self >> other
                } else if self < 0 {
                    (0 as $integer).wrapping_sub(1)
                } else {
                    0
                }
            }
            fn gcd(self, other: Self) -> Self {
                let (mut greater, mut lesser) = (self.absolute(), other.absolute());
                while lesser != 0 {
                    (greater, lesser) = (lesser, greater.wrapping_rem(lesser));
                }
                greater.absolute()
            }
            fn lcm(self, other: Self) -> Self {
                let divisor = self.gcd(other);
                if divisor == 0 { 0 } else { self.absolute().wrapping_div(divisor).wrapping_mul(other.absolute()) }
            }
        }
    )*};
}

integer! { i8 i16 i32 i64 u8 u16 u32 u64 }

impl Bits for bool {
    #[inline(always)]
    fn and(self, other: Self) -> Self {
        self & other
    }
    #[inline(always)]
    fn or(self, other: Self) -> Self {
        self | other
    }
    #[inline(always)]
    fn xor(self, other: Self) -> Self {
        self ^ other
    }
    #[inline(always)]
    fn not(self) -> Self {
        !self
    }
}

/// Bools are added by "or" and multiplied by "and"; what NumPy forbids for them is refused before a loop runs.
impl Number for bool {
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        self | other
    }
    #[inline(always)]
    fn subtract(self, other: Self) -> Self {
        self ^ other
    }
    #[inline(always)]
    fn multiply(self, other: Self) -> Self {
        self & other
    }
    #[inline(always)]
    fn floor_divide(self, other: Self) -> Self {
        self & other
    }
    #[inline(always)]
    fn remainder(self, _other: Self) -> Self {
        false
    }
    #[inline(always)]
    fn fmod(self, _other: Self) -> Self {
        false
    }
    #[inline(always)]
    fn power(self, other: Self) -> Self {
        self | !other
    }
    #[inline(always)]
    fn negative(self) -> Self {
        self
    }
    #[inline(always)]
    fn absolute(self) -> Self {
        self
    }
    #[inline(always)]
    fn sign(self) -> Self {
        self
    }
    #[inline(always)]
    fn reciprocal(self) -> Self {
        self
    }
}

/// Floats: the functions of the C library.
pub(crate) trait Float: Number + std::ops::Neg<Output = Self> {
    const INFINITY: Self;
    const NAN: Self;
    const PI: Self;
    const LN_2: Self;
    const DEGREES_180: Self;
    fn divide(self, other: Self) -> Self;
    fn is_finite(self) -> bool;
    fn is_infinite(self) -> bool;
    fn is_sign_negative(self) -> bool;
    fn floor(self) -> Self;
    fn ceil(self) -> Self;
    fn trunc(self) -> Self;
    fn round_ties_even(self) -> Self;
    fn sqrt(self) -> Self;
    fn cbrt(self) -> Self;
    fn exp(self) -> Self;
    fn exp2(self) -> Self;
    fn exp_m1(self) -> Self;
    fn ln(self) -> Self;
    fn log2(self) -> Self;
    fn log10(self) -> Self;
    fn ln_1p(self) -> Self;
    fn sin(self) -> Self;
    fn cos(self) -> Self;
    fn tan(self) -> Self;
    fn asin(self) -> Self;
    fn acos(self) -> Self;
    fn atan(self) -> Self;
    fn sinh(self) -> Self;
    fn cosh(self) -> Self;
    fn tanh(self) -> Self;
    fn asinh(self) -> Self;
    fn acosh(self) -> Self;
    fn atanh(self) -> Self;
    fn atan2(self, other: Self) -> Self;
    fn hypot(self, other: Self) -> Self;
    fn copysign(self, other: Self) -> Self;
    fn next_after(self, towards: Self) -> Self;

    /// The distance to the next float away from zero, with the sign of the number.
    fn spacing(self) -> Self {
        if !self.is_finite() {
            return Self::NAN;
        }
        let towards = if self < Self::default() { -Self::INFINITY } else { Self::INFINITY };
        self.next_after(towards).subtract(self)
    }

    /// `log(exp(self) + exp(other))` without overflow.
    fn log_add_exp(self, other: Self) -> Self {
        if self == other {
            return self.add(Self::LN_2);
        }
        let difference = self.subtract(other);
        if difference > Self::default() {
            self.add((-difference).exp().ln_1p())
        } else if difference <= Self::default() {
            other.add(difference.exp().ln_1p())
        } else {
            difference
        }
    }

    /// `log2(2**self + 2**other)` without overflow.
    fn log_add_exp2(self, other: Self) -> Self {
        if self == other {
            return self.add(Self::ONE);
        }
        let log2_1p = |value: Self| value.ln_1p().divide(Self::LN_2);
        let difference = self.subtract(other);
        if difference > Self::default() {
            self.add(log2_1p((-difference).exp2()))
        } else if difference <= Self::default() {
            other.add(log2_1p(difference.exp2()))
        } else {
            difference
        }
    }

    /// 0, `other` or 1 where `self` is below, at or above 0.
    fn heaviside(self, other: Self) -> Self {
        if self.is_nan() {
            self
        } else if self == Self::default() {
            other
        } else if self < Self::default() {
            Self::default()
        } else {
            Self::ONE
        }
    }
}

macro_rules! float {
    ($float:ident) => {
        impl Number for $float {
            #[inline(always)]
            fn add(self, other: Self) -> Self {
                self + other
            }
            #[inline(always)]
            fn subtract(self, other: Self) -> Self {
                self - other
            }
            #[inline(always)]
            fn multiply(self, other: Self) -> Self {
                self * other
            }
            fn floor_divide(self, other: Self) -> Self {
                if other == 0.0 {
                    return self / other;
                }
                let remainder = self % other;
                let mut quotient = (self - remainder) / other;
                if remainder != 0.0 && (remainder < 0.0) != (other < 0.0) {
                    quotient -= 1.0;
                }
                if quotient == 0.0 {
                    return (0.0 as $float).copysign(self / other);
                }
                // The division above may be off by a rounding error; the quotient is a whole number.
                let floor = quotient.floor();
                if quotient - floor > 0.5 { floor + 1.0 } else { floor }
            }
            fn remainder(self, other: Self) -> Self {
                let remainder = self % other;
                if remainder == 0.0 {
                    return (0.0 as $float).copysign(other);
                }
                if (remainder < 0.0) != (other < 0.0) { remainder + other } else { remainder }
            }
            #[inline(always)]
            fn fmod(self, other: Self) -> Self {
                self % other
            }
            #[inline(always)]
            fn power(self, other: Self) -> Self {
                if other == 2.0 { self * self } else { self.powf(other) }
            }
            #[inline(always)]
            fn negative(self) -> Self {
                -self
            }
            #[inline(always)]
            fn absolute(self) -> Self {
                self.abs()
            }
            #[inline(always)]
            fn sign(self) -> Self {
                if self > 0.0 { 1.0 } else if self < 0.0 { -1.0 } else { self + 0.0 }
            }
            #[inline(always)]
            fn reciprocal(self) -> Self {
                1.0 / self
            }
        }

        impl Float for $float {
            const INFINITY: Self = $float::INFINITY;
            const NAN: Self = $float::NAN;
            const PI: Self = std::$float::consts::PI;
            const LN_2: Self = std::$float::consts::LN_2;
            const DEGREES_180: Self = 180.0;

            #[inline(always)]
            fn divide(self, other: Self) -> Self {
                self / other
            }
            fn next_after(self, towards: Self) -> Self {
                if self.is_nan() || towards.is_nan() {
                    $float::NAN
                } else if self == towards {
                    towards
                } else if self < towards {
                    self.next_up()
                } else {
                    self.next_down()
                }
            }
            float!(forward $float: is_finite is_infinite is_sign_negative -> bool);
            float!(forward $float: floor ceil trunc round_ties_even sqrt cbrt exp exp2 exp_m1 ln log2 log10 ln_1p
                sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh -> Self);
            float!(forward2 $float: atan2 hypot copysign);
        }
    };
    (forward $float:ident: $($function:ident)* -> $result:ty) => {$(
        #[inline(always)]
        fn $function(self) -> $result {
            $float::$function(self)
        }
    )*};
    (forward2 $float:ident: $($function:ident)*) => {$(
        #[inline(always)]
        fn $function(self, other: Self) -> Self {
            $float::$function(self, other)
        }
    )*};
}

float!(f32);
float!(f64);
