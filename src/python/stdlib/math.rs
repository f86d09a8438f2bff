//! `math`: Python's functions of floats and of integers, with CPython's errors.

#[rustpython_vm::pymodule(name = "math")]
pub(super) mod functions {
    use malachite_bigint::{BigInt, Sign};
    use num_integer::Integer;
    use num_traits::{One, Signed, ToPrimitive, Zero};
    use rustpython_vm::builtins::{PyBaseExceptionRef, PyFloat, PyInt, PyIntRef};
    use rustpython_vm::function::{ArgIntoFloat, OptionalArg, PosArgs};
    use rustpython_vm::{AsObject, PyObject, PyObjectRef, PyResult, TryFromObject, VirtualMachine};

    use crate::python::host::stop;

    #[pyattr(name = "pi")]
    const PI: f64 = std::f64::consts::PI;
    #[pyattr(name = "e")]
    const E: f64 = std::f64::consts::E;
    #[pyattr(name = "tau")]
    const TAU: f64 = std::f64::consts::TAU;
    #[pyattr(name = "inf")]
    const INF: f64 = f64::INFINITY;
    #[pyattr(name = "nan")]
    const NAN: f64 = f64::NAN;

    fn domain_error(vm: &VirtualMachine) -> PyBaseExceptionRef {
        vm.new_value_error("math domain error")
    }

    fn range_error(vm: &VirtualMachine) -> PyBaseExceptionRef {
        vm.new_overflow_error("math range error")
    }

    /// Applies `f`. As C's functions: NaN from a number is a domain error, infinity from a finite one a range error, or
    /// a domain error where the function has a pole instead of growing too large.
    fn apply(x: ArgIntoFloat, f: impl Fn(f64) -> f64, can_overflow: bool, vm: &VirtualMachine) -> PyResult<f64> {
        apply_to(x.into_float(), f, can_overflow, vm)
    }

    fn apply_to(x: f64, f: impl Fn(f64) -> f64, can_overflow: bool, vm: &VirtualMachine) -> PyResult<f64> {
        let y = f(x);
        if y.is_nan() && !x.is_nan() {
            return Err(domain_error(vm));
        }
        if y.is_infinite() && x.is_finite() {
            return Err(if can_overflow { range_error(vm) } else { domain_error(vm) });
        }
        Ok(y)
    }

    #[pyfunction]
    fn acos(x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        apply(x, f64::acos, false, vm)
    }

    #[pyfunction]
    fn acosh(x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        apply(x, f64::acosh, true, vm)
    }

    #[pyfunction]
    fn asin(x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        apply(x, f64::asin, false, vm)
    }

    #[pyfunction]
    fn asinh(x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        apply(x, f64::asinh, true, vm)
    }

    #[pyfunction]
    fn atan(x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        apply(x, f64::atan, false, vm)
    }

    #[pyfunction]
    fn atanh(x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        apply(x, f64::atanh, false, vm)
    }

    #[pyfunction]
    fn cbrt(x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        apply(x, f64::cbrt, false, vm)
    }

    #[pyfunction]
    fn cos(x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        apply(x, f64::cos, false, vm)
    }

    #[pyfunction]
    fn cosh(x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        apply(x, f64::cosh, true, vm)
    }

    #[pyfunction]
    fn degrees(x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        apply(x, f64::to_degrees, true, vm)
    }

    #[pyfunction]
    fn erf(x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        apply(x, libm::erf, false, vm)
    }

    #[pyfunction]
    fn erfc(x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        apply(x, libm::erfc, false, vm)
    }

    #[pyfunction]
    fn exp(x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        apply(x, f64::exp, true, vm)
    }

    #[pyfunction]
    fn exp2(x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        apply(x, f64::exp2, true, vm)
    }

    #[pyfunction]
    fn expm1(x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        apply(x, f64::exp_m1, true, vm)
    }

    #[pyfunction]
    fn fabs(x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        apply(x, f64::abs, false, vm)
    }

    #[pyfunction]
    fn log1p(x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        apply(x, f64::ln_1p, false, vm)
    }

    #[pyfunction]
    fn radians(x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        apply(x, f64::to_radians, false, vm)
    }

    #[pyfunction]
    fn sin(x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        apply(x, f64::sin, false, vm)
    }

    #[pyfunction]
    fn sinh(x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        apply(x, f64::sinh, true, vm)
    }

    #[pyfunction]
    fn sqrt(x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        apply(x, f64::sqrt, false, vm)
    }

    #[pyfunction]
    fn tan(x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        apply(x, f64::tan, false, vm)
    }

    #[pyfunction]
    fn tanh(x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        apply(x, f64::tanh, false, vm)
    }

    #[pyfunction]
    fn gamma(x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        let value = x.into_float();
        if value == f64::NEG_INFINITY || (value <= 0.0 && value == value.floor()) {
            return Err(domain_error(vm));
        }
        apply_to(value, libm::tgamma, true, vm)
    }

    #[pyfunction]
    fn lgamma(x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        let value = x.into_float();
        if value.is_finite() && value <= 0.0 && value == value.floor() {
            return Err(domain_error(vm));
        }
        apply_to(value, libm::lgamma, true, vm)
    }

    #[pyfunction]
    fn atan2(y: ArgIntoFloat, x: ArgIntoFloat) -> f64 {
        y.into_float().atan2(x.into_float())
    }

    #[pyfunction]
    fn copysign(x: ArgIntoFloat, y: ArgIntoFloat) -> f64 {
        x.into_float().copysign(y.into_float())
    }

    #[pyfunction]
    fn fma(x: ArgIntoFloat, y: ArgIntoFloat, z: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        let (x, y, z) = (x.into_float(), y.into_float(), z.into_float());
        let result = x.mul_add(y, z);
        if result.is_nan() && !x.is_nan() && !y.is_nan() && !z.is_nan() {
            return Err(vm.new_value_error("invalid operation in fma"));
        }
        if result.is_infinite() && x.is_finite() && y.is_finite() && z.is_finite() {
            return Err(vm.new_overflow_error("overflow in fma"));
        }
        Ok(result)
    }

    #[pyfunction]
    fn fmod(x: ArgIntoFloat, y: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        let (x, y) = (x.into_float(), y.into_float());
        let result = x % y;
        if result.is_nan() && !x.is_nan() && !y.is_nan() { Err(domain_error(vm)) } else { Ok(result) }
    }

    #[pyfunction]
    fn remainder(x: ArgIntoFloat, y: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        let (x, y) = (x.into_float(), y.into_float());
        let result = libm::remquo(x, y).0;
        if result.is_nan() && !x.is_nan() && !y.is_nan() { Err(domain_error(vm)) } else { Ok(result) }
    }

    #[pyfunction]
    fn pow(x: ArgIntoFloat, y: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        let (x, y) = (x.into_float(), y.into_float());
        let result = x.powf(y);
        if !x.is_finite() || !y.is_finite() {
            return Ok(result);
        }
        if result.is_nan() || (x == 0.0 && result.is_infinite()) {
            return Err(domain_error(vm));
        }
        if result.is_infinite() { Err(range_error(vm)) } else { Ok(result) }
    }

    #[pyfunction]
    fn modf(x: ArgIntoFloat) -> (f64, f64) {
        let x = x.into_float();
        let fraction = if x.is_infinite() { 0.0f64.copysign(x) } else { (x - x.trunc()).copysign(x) };
        (fraction, x.trunc())
    }

    #[pyfunction]
    fn frexp(x: ArgIntoFloat) -> (f64, i32) {
        let x = x.into_float();
        if x.is_finite() { libm::frexp(x) } else { (x, 0) }
    }

    #[pyfunction]
    fn ldexp(x: ArgIntoFloat, exponent: PyIntRef, vm: &VirtualMachine) -> PyResult<f64> {
        let x = x.into_float();
        let exponent = exponent.as_bigint();
        let limit = if exponent.is_negative() { i32::MIN } else { i32::MAX };
        let result = libm::ldexp(x, exponent.to_i32().unwrap_or(limit));
        if result.is_infinite() && x.is_finite() { Err(range_error(vm)) } else { Ok(result) }
    }

    #[pyfunction]
    fn nextafter(x: ArgIntoFloat, y: ArgIntoFloat) -> f64 {
        libm::nextafter(x.into_float(), y.into_float())
    }

    #[pyfunction]
    fn ulp(x: ArgIntoFloat) -> f64 {
        let x = x.into_float().abs();
        if !x.is_finite() {
            return x;
        }
        let up = x.next_up();
        if up.is_infinite() { x - x.next_down() } else { up - x }
    }

    #[pyfunction]
    fn isnan(x: ArgIntoFloat) -> bool {
        x.into_float().is_nan()
    }

    #[pyfunction]
    fn isinf(x: ArgIntoFloat) -> bool {
        x.into_float().is_infinite()
    }

    #[pyfunction]
    fn isfinite(x: ArgIntoFloat) -> bool {
        x.into_float().is_finite()
    }

    #[derive(rustpython_vm::FromArgs)]
    struct IsCloseArgs {
        #[pyarg(positional)]
        a: ArgIntoFloat,
        #[pyarg(positional)]
        b: ArgIntoFloat,
        #[pyarg(named, optional)]
        rel_tol: OptionalArg<ArgIntoFloat>,
        #[pyarg(named, optional)]
        abs_tol: OptionalArg<ArgIntoFloat>,
    }

    #[pyfunction]
    fn isclose(args: IsCloseArgs, vm: &VirtualMachine) -> PyResult<bool> {
        let (a, b) = (args.a.into_float(), args.b.into_float());
        let rel_tol = args.rel_tol.into_option().map_or(1e-9, ArgIntoFloat::into_float);
        let abs_tol = args.abs_tol.into_option().map_or(0.0, ArgIntoFloat::into_float);
        if rel_tol < 0.0 || abs_tol < 0.0 {
            return Err(vm.new_value_error("tolerances must be non-negative"));
        }
        if a == b {
            return Ok(true);
        }
        if a.is_infinite() || b.is_infinite() {
            return Ok(false);
        }
        let difference = (b - a).abs();
        Ok(difference <= (rel_tol * b).abs() || difference <= (rel_tol * a).abs() || difference <= abs_tol)
    }

    /// `log2` of an integer of any size, or a logarithm of a float.
    fn logarithm(x: &PyObject, f: impl Fn(f64) -> f64, vm: &VirtualMachine) -> PyResult<f64> {
        if let Some(x) = x.downcast_ref::<PyInt>() {
            let x = x.as_bigint();
            if !x.is_positive() {
                return Err(vm.new_value_error("expected a positive input"));
            }
            // Too large for a float: x = m * 2**shift
            let shift = x.bits().saturating_sub(1000);
            let mantissa = (x >> shift).to_f64().unwrap_or(f64::INFINITY);
            return Ok(if shift == 0 { f(mantissa) } else { f(mantissa) + shift as f64 * f(2.0) });
        }
        let x = ArgIntoFloat::try_from_object(vm, x.to_owned())?.into_float();
        if x.is_nan() {
            return Ok(x);
        }
        if x <= 0.0 {
            return Err(vm.new_value_error(format!("expected a positive input, got {}", float_repr(x))));
        }
        Ok(f(x))
    }

    fn float_repr(x: f64) -> String {
        if x == x.trunc() && x.abs() < 1e16 { format!("{x:.1}") } else { format!("{x:?}") }
    }

    #[pyfunction]
    fn log(x: PyObjectRef, base: OptionalArg<PyObjectRef>, vm: &VirtualMachine) -> PyResult<f64> {
        let numerator = logarithm(&x, f64::ln, vm)?;
        let Some(base) = base.into_option() else { return Ok(numerator) };
        let denominator = logarithm(&base, f64::ln, vm)?;
        if denominator == 0.0 {
            return Err(vm.new_zero_division_error("division by zero"));
        }
        Ok(numerator / denominator)
    }

    #[pyfunction]
    fn log2(x: PyObjectRef, vm: &VirtualMachine) -> PyResult<f64> {
        logarithm(&x, f64::log2, vm)
    }

    #[pyfunction]
    fn log10(x: PyObjectRef, vm: &VirtualMachine) -> PyResult<f64> {
        logarithm(&x, f64::log10, vm)
    }

    /// `floor`, `ceil` and `trunc`: what the type says, or the rounded float.
    fn round_with(x: PyObjectRef, name: &'static str, f: fn(f64) -> f64, vm: &VirtualMachine) -> PyResult {
        if !x.downcastable::<PyFloat>()
            && let Some(method) = vm.get_attribute_opt(x.class().as_object(), name)?
        {
            return method.call((x,), vm);
        }
        let x = f(ArgIntoFloat::try_from_object(vm, x)?.into_float());
        if x.is_nan() {
            return Err(vm.new_value_error("cannot convert float NaN to integer"));
        }
        if x.is_infinite() {
            return Err(vm.new_overflow_error("cannot convert float infinity to integer"));
        }
        Ok(vm.ctx.new_int(bigint_from_float(x)).into())
    }

    /// The integer that a finite, integral float is.
    fn bigint_from_float(x: f64) -> BigInt {
        let (mantissa, exponent) = libm::frexp(x);
        if exponent <= 62 {
            return BigInt::from(x as i64);
        }
        BigInt::from((mantissa * (1u64 << 53) as f64) as i64) << (exponent - 53) as u32
    }

    #[pyfunction]
    fn floor(x: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        round_with(x, "__floor__", f64::floor, vm)
    }

    #[pyfunction]
    fn ceil(x: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        round_with(x, "__ceil__", f64::ceil, vm)
    }

    #[pyfunction]
    fn trunc(x: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        if x.downcastable::<PyFloat>() {
            return round_with(x, "__trunc__", f64::trunc, vm);
        }
        match vm.get_attribute_opt(x.class().as_object(), "__trunc__")? {
            Some(method) => method.call((x,), vm),
            None => Err(vm.new_type_error(format!("type {} doesn't define __trunc__ method", x.class().name()))),
        }
    }

    fn floats(values: PyObjectRef, vm: &VirtualMachine) -> PyResult<Vec<f64>> {
        let values: Vec<ArgIntoFloat> = values.try_to_value(vm)?;
        Ok(values.into_iter().map(ArgIntoFloat::into_float).collect())
    }

    /// The length of a vector without overflow on the way.
    fn norm(values: &[f64]) -> f64 {
        if values.iter().any(|x| x.is_infinite()) {
            return f64::INFINITY;
        }
        let largest = values.iter().fold(0.0f64, |largest, x| if x.is_nan() { *x } else { largest.max(x.abs()) });
        if largest == 0.0 || largest.is_nan() || values.iter().any(|x| x.is_nan()) {
            return if values.iter().any(|x| x.is_nan()) { f64::NAN } else { 0.0 };
        }
        if let [x, y] = values {
            return x.hypot(*y);
        }
        largest * exact_sum(values.iter().map(|x| (x / largest) * (x / largest))).sqrt()
    }

    #[pyfunction]
    fn hypot(coordinates: PosArgs<ArgIntoFloat>) -> f64 {
        let values: Vec<f64> = coordinates.into_iter().map(ArgIntoFloat::into_float).collect();
        norm(&values)
    }

    #[pyfunction]
    fn dist(p: PyObjectRef, q: PyObjectRef, vm: &VirtualMachine) -> PyResult<f64> {
        let (p, q) = (floats(p, vm)?, floats(q, vm)?);
        if p.len() != q.len() {
            return Err(vm.new_value_error("both points must have the same number of dimensions"));
        }
        let differences: Vec<f64> = p.iter().zip(&q).map(|(p, q)| p - q).collect();
        Ok(norm(&differences))
    }

    /// The sum, rounded once (Shewchuk's partial sums).
    fn exact_sum(values: impl Iterator<Item = f64>) -> f64 {
        let mut partials: Vec<f64> = Vec::new();
        for mut x in values {
            let mut kept = 0;
            for idx in 0..partials.len() {
                let mut y = partials[idx];
                if x.abs() < y.abs() {
                    std::mem::swap(&mut x, &mut y);
                }
                let high = x + y;
                let low = y - (high - x);
                if low != 0.0 {
                    partials[kept] = low;
                    kept += 1;
                }
                x = high;
            }
            partials.truncate(kept);
            partials.push(x);
        }
        let Some(mut high) = partials.pop() else { return 0.0 };
        let mut low = 0.0;
        while let Some(y) = partials.pop() {
            let x = high;
            high = x + y;
            low = y - (high - x);
            if low != 0.0 {
                break;
            }
        }
        // Half-way cases round to even by the sign of what is left.
        if let Some(next) = partials.last()
            && ((low < 0.0 && *next < 0.0) || (low > 0.0 && *next > 0.0))
        {
            let y = low * 2.0;
            let x = high + y;
            if y == x - high {
                high = x;
            }
        }
        high
    }

    #[pyfunction]
    fn fsum(values: PyObjectRef, vm: &VirtualMachine) -> PyResult<f64> {
        let values = floats(values, vm)?;
        if values.iter().all(|x| x.is_finite()) {
            let sum = exact_sum(values.into_iter());
            return if sum.is_finite() { Ok(sum) } else { Err(vm.new_overflow_error("intermediate overflow in fsum")) };
        }
        let (plus, minus) = (values.contains(&f64::INFINITY), values.contains(&f64::NEG_INFINITY));
        if plus && minus {
            return Err(vm.new_value_error("-inf + inf in fsum"));
        }
        Ok(if values.iter().any(|x| x.is_nan()) {
            f64::NAN
        } else if plus {
            f64::INFINITY
        } else {
            f64::NEG_INFINITY
        })
    }

    #[derive(rustpython_vm::FromArgs)]
    struct ProdArgs {
        #[pyarg(positional)]
        values: PyObjectRef,
        #[pyarg(named, optional)]
        start: OptionalArg<PyObjectRef>,
    }

    #[pyfunction]
    fn prod(args: ProdArgs, vm: &VirtualMachine) -> PyResult {
        let mut product = args.start.into_option().unwrap_or_else(|| vm.ctx.new_int(1).into());
        let values: Vec<PyObjectRef> = args.values.try_to_value(vm)?;
        for value in values {
            stop::check(vm)?;
            product = vm._mul(&product, &value)?;
        }
        Ok(product)
    }

    #[pyfunction]
    fn sumprod(p: PyObjectRef, q: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let (p, q): (Vec<PyObjectRef>, Vec<PyObjectRef>) = (p.try_to_value(vm)?, q.try_to_value(vm)?);
        if p.len() != q.len() {
            return Err(vm.new_value_error("Inputs are not the same length"));
        }
        let mut sum: PyObjectRef = vm.ctx.new_int(0).into();
        for (p, q) in p.iter().zip(&q) {
            stop::check(vm)?;
            sum = vm._add(&sum, &*vm._mul(p, q)?)?;
        }
        Ok(sum)
    }

    fn integer(value: &PyObject, vm: &VirtualMachine) -> PyResult<BigInt> {
        Ok(value.try_index(vm)?.as_bigint().clone())
    }

    #[pyfunction]
    fn gcd(values: PosArgs<PyObjectRef>, vm: &VirtualMachine) -> PyResult<BigInt> {
        values.into_iter().try_fold(BigInt::zero(), |gcd, value| Ok(gcd.gcd(&integer(&value, vm)?)))
    }

    #[pyfunction]
    fn lcm(values: PosArgs<PyObjectRef>, vm: &VirtualMachine) -> PyResult<BigInt> {
        values.into_iter().try_fold(BigInt::one(), |lcm, value| {
            let value = integer(&value, vm)?;
            Ok(if value.is_zero() || lcm.is_zero() { BigInt::zero() } else { lcm.lcm(&value).abs() })
        })
    }

    #[pyfunction]
    fn isqrt(n: PyObjectRef, vm: &VirtualMachine) -> PyResult<BigInt> {
        let n = integer(&n, vm)?;
        if n.sign() == Sign::Minus {
            return Err(vm.new_value_error("isqrt() argument must be nonnegative"));
        }
        Ok(n.sqrt())
    }

    /// Digits in base two that a result may have: the last multiplication of a longer one takes more than a learner waits,
    /// and nothing can end it.
    const BITS_MAX: f64 = if cfg!(target_pointer_width = "32") { (1_u64 << 25) as f64 } else { (1_u64 << 31) as f64 };

    /// An error if a result of about `e ** logarithm` would be too long to be computed.
    fn check_length(logarithm: f64, vm: &VirtualMachine) -> PyResult<()> {
        if logarithm / std::f64::consts::LN_2 <= BITS_MAX {
            return Ok(());
        }
        let digits = logarithm / std::f64::consts::LN_10;
        Err(vm.new_memory_error(format!(
            "the result would have {digits:.0} digits, too many to compute here; math.lgamma gives logarithms of factorials"
        )))
    }

    /// The product of `from..=to`, by halves, so that the factors stay of like size.
    fn product(from: u64, to: u64, vm: &VirtualMachine) -> PyResult<BigInt> {
        Ok(match to.saturating_sub(from) {
            0 if from > to => BigInt::one(),
            0..8 => (from..=to).fold(BigInt::one(), |product, factor| product * factor),
            _ => {
                let middle = from + (to - from) / 2;
                let factors = (product(from, middle, vm)?, product(middle + 1, to, vm)?);
                stop::check(vm)?;
                factors.0 * factors.1
            }
        })
    }

    #[pyfunction]
    fn factorial(n: PyObjectRef, vm: &VirtualMachine) -> PyResult<BigInt> {
        let n = integer(&n, vm)?;
        if n.is_negative() {
            return Err(vm.new_value_error("factorial() not defined for negative values"));
        }
        match n.to_u64() {
            Some(n) if n <= u64::from(u32::MAX) => {
                check_length(libm::lgamma(n as f64 + 1.0), vm)?;
                product(1, n, vm)
            }
            _ => Err(vm.new_overflow_error("factorial() argument should not exceed 4294967295")),
        }
    }

    /// `n` and `k` as they must be for `comb` and `perm`.
    fn choice(n: &PyObject, k: &PyObject, vm: &VirtualMachine) -> PyResult<(BigInt, BigInt)> {
        let (n, k) = (integer(n, vm)?, integer(k, vm)?);
        for (name, value) in [("n", &n), ("k", &k)] {
            if value.is_negative() {
                return Err(vm.new_value_error(format!("{name} must be a non-negative integer")));
            }
        }
        Ok((n, k))
    }

    /// `n * (n - 1) * …`, `k` factors.
    fn falling(n: &BigInt, k: u64, vm: &VirtualMachine) -> PyResult<BigInt> {
        let bits = n.bits() as f64;
        // Between k factors of the size of n, and of the size of n - k.
        if k > 1 && *n <= BigInt::from(u64::MAX) {
            let n = n.to_f64().unwrap_or(f64::INFINITY);
            check_length(libm::lgamma(n + 1.0) - libm::lgamma(n - k as f64 + 1.0), vm)?;
        } else {
            check_length((bits - 1.0) * k as f64 * std::f64::consts::LN_2, vm)?;
        }
        (0..k).try_fold(BigInt::one(), |product, step| {
            stop::check(vm)?;
            Ok(product * (n - step))
        })
    }

    fn small(k: &BigInt, vm: &VirtualMachine) -> PyResult<u64> {
        k.to_u64().ok_or_else(|| vm.new_overflow_error("k must not exceed 18446744073709551615"))
    }

    #[pyfunction]
    fn perm(n: PyObjectRef, k: OptionalArg<PyObjectRef>, vm: &VirtualMachine) -> PyResult<BigInt> {
        let k = match k.into_option() {
            Some(k) if !vm.is_none(&k) => k,
            _ => return factorial(n, vm),
        };
        let (n, k) = choice(&n, &k, vm)?;
        if k > n { Ok(BigInt::zero()) } else { falling(&n, small(&k, vm)?, vm) }
    }

    #[pyfunction]
    fn comb(n: PyObjectRef, k: PyObjectRef, vm: &VirtualMachine) -> PyResult<BigInt> {
        let (n, k) = choice(&n, &k, vm)?;
        if k > n {
            return Ok(BigInt::zero());
        }
        let other = &n - &k;
        let k = small(if other < k { &other } else { &k }, vm)?;
        // At least (n / k) ** k.
        let ratio = (n.bits() as f64 - 1.0) * std::f64::consts::LN_2 - (k.max(1) as f64).ln();
        check_length(ratio.max(std::f64::consts::LN_2) * k as f64, vm)?;
        (1..=k).try_fold(BigInt::one(), |product, step| {
            stop::check(vm)?;
            Ok(product * (&n - (step - 1)) / step)
        })
    }
}
