//! The universal functions by name.

macro_rules! ufuncs {
    ($($(#[$doc:meta])* $variant:ident $name:literal $n_inputs:literal $(= $alias:literal)*;)*) => {
        /// A function that works element by element.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        pub enum Ufunc {
            $($(#[$doc])* $variant,)*
        }

        impl Ufunc {
            /// All of them, in the order of the table.
            pub const ALL: &'static [Ufunc] = &[$(Ufunc::$variant),*];

            /// NumPy's name, as in its `__name__`.
            pub fn name(self) -> &'static str {
                match self {
                    $(Ufunc::$variant => $name,)*
                }
            }

            /// How many arguments it takes: 1 or 2.
            pub fn n_inputs(self) -> usize {
                match self {
                    $(Ufunc::$variant => $n_inputs,)*
                }
            }

            /// The function of a name or of another name for it (`mod`, `abs`, `acos`).
            pub fn from_name(name: &str) -> Option<Ufunc> {
                match name {
                    $($name $(| $alias)* => Some(Ufunc::$variant),)*
                    _ => None,
                }
            }

            /// Its other names.
            pub fn aliases(self) -> &'static [&'static str] {
                match self {
                    $(Ufunc::$variant => &[$($alias),*],)*
                }
            }
        }
    };
}

ufuncs! {
    /// `a + b`; or of bools
    Add "add" 2;
    /// `a - b`; not for bools
    Subtract "subtract" 2;
    /// `a * b`; and of bools
    Multiply "multiply" 2;
    /// `a / b`, always floating
    TrueDivide "divide" 2 = "true_divide";
    /// `a // b`, rounded down
    FloorDivide "floor_divide" 2;
    /// `a % b`, with the sign of `b`
    Remainder "remainder" 2 = "mod";
    /// The remainder with the sign of `a`, as in C
    Fmod "fmod" 2;
    /// `a ** b`
    Power "power" 2 = "pow";
    /// `a ** b` in float64
    FloatPower "float_power" 2;
    /// The greater one; NaN wins
    Maximum "maximum" 2;
    /// The lesser one; NaN wins
    Minimum "minimum" 2;
    /// The greater one; NaN loses
    Fmax "fmax" 2;
    /// The lesser one; NaN loses
    Fmin "fmin" 2;
    /// Length of the hypotenuse
    Hypot "hypot" 2;
    /// The angle of the point (b, a)
    Arctan2 "arctan2" 2 = "atan2";
    /// `a` with the sign of `b`
    Copysign "copysign" 2;
    /// The next float after `a` towards `b`
    Nextafter "nextafter" 2;
    /// `log(exp(a) + exp(b))`
    Logaddexp "logaddexp" 2;
    /// `log2(2**a + 2**b)`
    Logaddexp2 "logaddexp2" 2;
    /// 0, b or 1 where a is below, at or above 0
    Heaviside "heaviside" 2;
    /// `a == b`
    Equal "equal" 2;
    /// `a != b`
    NotEqual "not_equal" 2;
    /// `a < b`
    Less "less" 2;
    /// `a <= b`
    LessEqual "less_equal" 2;
    /// `a > b`
    Greater "greater" 2;
    /// `a >= b`
    GreaterEqual "greater_equal" 2;
    /// Both are true
    LogicalAnd "logical_and" 2;
    /// One is true
    LogicalOr "logical_or" 2;
    /// Just one is true
    LogicalXor "logical_xor" 2;
    /// `a & b`
    BitwiseAnd "bitwise_and" 2;
    /// `a | b`
    BitwiseOr "bitwise_or" 2;
    /// `a ^ b`
    BitwiseXor "bitwise_xor" 2;
    /// `a << b`
    LeftShift "left_shift" 2 = "bitwise_left_shift";
    /// `a >> b`
    RightShift "right_shift" 2 = "bitwise_right_shift";
    /// Greatest common divisor
    Gcd "gcd" 2;
    /// Least common multiple
    Lcm "lcm" 2;

    /// `-a`
    Negative "negative" 1;
    /// `+a`
    Positive "positive" 1;
    /// `abs(a)`
    Absolute "absolute" 1 = "abs";
    /// `abs(a)`, always floating
    Fabs "fabs" 1;
    /// -1, 0 or 1
    Sign "sign" 1;
    /// `a * a`
    Square "square" 1;
    /// `1 / a`; of integers cut to an integer
    Reciprocal "reciprocal" 1;
    /// The number itself: all of ours are real
    Conjugate "conjugate" 1 = "conj";
    /// `~a`
    Invert "invert" 1 = "bitwise_not" = "bitwise_invert";
    /// Whether it is zero
    LogicalNot "logical_not" 1;
    /// Whether it is NaN
    Isnan "isnan" 1;
    /// Whether it is infinite
    Isinf "isinf" 1;
    /// Whether it is neither NaN nor infinite
    Isfinite "isfinite" 1;
    /// Whether its sign bit is set
    Signbit "signbit" 1;
    /// Rounded down
    Floor "floor" 1;
    /// Rounded up
    Ceil "ceil" 1;
    /// Cut towards zero
    Trunc "trunc" 1;
    /// Rounded to the nearest integer, halves to even
    Rint "rint" 1;
    /// Square root
    Sqrt "sqrt" 1;
    /// Cube root
    Cbrt "cbrt" 1;
    /// e to the power
    Exp "exp" 1;
    /// 2 to the power
    Exp2 "exp2" 1;
    /// `exp(a) - 1`, exact near 0
    Expm1 "expm1" 1;
    /// Natural logarithm
    Log "log" 1;
    /// Logarithm to base 2
    Log2 "log2" 1;
    /// Logarithm to base 10
    Log10 "log10" 1;
    /// `log(1 + a)`, exact near 0
    Log1p "log1p" 1;
    /// Sine
    Sin "sin" 1;
    /// Cosine
    Cos "cos" 1;
    /// Tangent
    Tan "tan" 1;
    /// Inverse sine
    Arcsin "arcsin" 1 = "asin";
    /// Inverse cosine
    Arccos "arccos" 1 = "acos";
    /// Inverse tangent
    Arctan "arctan" 1 = "atan";
    /// Hyperbolic sine
    Sinh "sinh" 1;
    /// Hyperbolic cosine
    Cosh "cosh" 1;
    /// Hyperbolic tangent
    Tanh "tanh" 1;
    /// Inverse hyperbolic sine
    Arcsinh "arcsinh" 1 = "asinh";
    /// Inverse hyperbolic cosine
    Arccosh "arccosh" 1 = "acosh";
    /// Inverse hyperbolic tangent
    Arctanh "arctanh" 1 = "atanh";
    /// Degrees to radians
    Deg2rad "deg2rad" 1;
    /// Radians to degrees
    Rad2deg "rad2deg" 1;
    /// Degrees to radians
    Radians "radians" 1;
    /// Radians to degrees
    Degrees "degrees" 1;
    /// Distance to the next float
    Spacing "spacing" 1;
}
