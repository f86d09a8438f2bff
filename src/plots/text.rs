//! Texts of pictures: how large they are, and the little mathematics that labels have (`$10^{-3}$`, `$\mu$g m$^{-2}$`).
//!
//! Widths are those of DejaVu Sans, Matplotlib's face. Verdana has the same, so that they hold on most machines.

use crate::writing::Face;

/// A part of a line in one style.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Run {
    pub(super) text: String,
    /// Size relative to the line's
    pub(super) scale: f64,
    /// Above the base line, in the line's size
    pub(super) rise: f64,
    pub(super) italic: bool,
}

/// Width and height of a text of one or more lines.
pub fn size(text: &str, font_px: f64) -> (f64, f64) {
    let lines: Vec<f64> = text.split('\n').map(|line| line_width(line, font_px)).collect();
    let widest = lines.iter().copied().fold(0.0, f64::max);
    (widest, (ASCENT + DESCENT) * font_px + LINE_STEP * font_px * (lines.len() - 1) as f64)
}

/// What stands above and below the base line, and from one base line to the next, in font sizes.
pub(super) const ASCENT: f64 = 0.76;
pub(super) const DESCENT: f64 = 0.24;
pub(super) const LINE_STEP: f64 = 1.2;

pub(super) fn line_width(line: &str, font_px: f64) -> f64 {
    runs(line)
        .iter()
        .map(|run| {
            run.text.chars().map(|letter| f64::from(Face::DejaVuSans.letter_width(letter))).sum::<f64>() * run.scale
        })
        .sum::<f64>()
        * font_px
        / 1000.0
}

/// The parts of a line; what stands between two dollar signs is mathematics.
pub(super) fn runs(line: &str) -> Vec<Run> {
    let plain = |text: &str| Run { text: text.replace("\\$", "$"), scale: 1.0, rise: 0.0, italic: false };
    let parts: Vec<&str> = line.split('$').collect();
    // A lone dollar sign is one.
    if parts.len() < 3 || parts.len().is_multiple_of(2) || line.contains("\\$") {
        return vec![plain(line)];
    }
    let mut runs = Vec::new();
    for (idx, part) in parts.iter().enumerate() {
        if idx % 2 == 0 {
            runs.extend((!part.is_empty()).then(|| plain(part)));
        } else {
            Math { letters: part.chars().collect(), at: 0, runs: &mut runs }.read(1.0, 0.0, true);
        }
    }
    runs
}

/// Reads a formula.
struct Math<'a> {
    letters: Vec<char>,
    at: usize,
    runs: &'a mut Vec<Run>,
}

impl Math<'_> {
    fn next(&mut self) -> Option<char> {
        let letter = self.letters.get(self.at).copied();
        self.at += 1;
        letter
    }

    /// Up to the end of the group.
    fn read(&mut self, scale: f64, rise: f64, italic: bool) {
        while let Some(letter) = self.next() {
            if letter == '}' {
                return;
            }
            self.item(letter, scale, rise, italic);
        }
    }

    /// One letter, command or group.
    fn item(&mut self, letter: char, scale: f64, rise: f64, italic: bool) {
        match letter {
            '{' => self.read(scale, rise, italic),
            '^' | '_' => {
                let Some(next) = self.next() else { return };
                let shift = if letter == '^' { 0.38 } else { -0.2 };
                self.item(next, scale * 0.7, rise + shift * scale, italic);
            }
            '\\' => self.command(scale, rise, italic),
            ' ' => {}
            '-' => self.push("−", scale, rise, false),
            letter => self.push(letter.encode_utf8(&mut [0; 4]), scale, rise, italic && letter.is_alphabetic()),
        }
    }

    fn command(&mut self, scale: f64, rise: f64, italic: bool) {
        let start = self.at;
        while self.letters.get(self.at).is_some_and(char::is_ascii_alphabetic) {
            self.at += 1;
        }
        let name: String = self.letters[start..self.at.min(self.letters.len())].iter().collect();
        match name.as_str() {
            // A sign behind the stroke: itself, or a space.
            "" => {
                let sign = self.next().map_or("", |sign| if "%$&#_{}".contains(sign) { "sign" } else { " " });
                let sign = if sign == "sign" { self.letters[self.at - 1].to_string() } else { sign.to_owned() };
                self.push(&sign, scale, rise, false);
            }
            "mathdefault" | "mathrm" | "rm" | "text" | "mathregular" | "mathsf" | "mathbf" | "operatorname" => {
                if let Some(next) = self.next() {
                    self.item(next, scale, rise, false);
                }
            }
            "mathit" | "left" | "right" => {}
            name => match SIGNS.iter().find(|(known, _)| *known == name) {
                Some((_, sign)) => self.push(sign, scale, rise, italic && sign.chars().all(char::is_lowercase)),
                None => self.push(name, scale, rise, false),
            },
        }
    }

    fn push(&mut self, text: &str, scale: f64, rise: f64, italic: bool) {
        match self.runs.last_mut() {
            Some(last) if (last.scale, last.rise, last.italic) == (scale, rise, italic) => last.text.push_str(text),
            _ => self.runs.push(Run { text: text.to_owned(), scale, rise, italic }),
        }
    }
}

#[rustfmt::skip]
const SIGNS: &[(&str, &str)] = &[
    ("alpha", "α"), ("beta", "β"), ("gamma", "γ"), ("delta", "δ"), ("epsilon", "ε"), ("zeta", "ζ"), ("eta", "η"), ("theta", "θ"),
    ("kappa", "κ"), ("lambda", "λ"), ("mu", "μ"), ("nu", "ν"), ("xi", "ξ"), ("pi", "π"), ("rho", "ρ"), ("sigma", "σ"),
    ("tau", "τ"), ("phi", "φ"), ("chi", "χ"), ("psi", "ψ"), ("omega", "ω"), ("Gamma", "Γ"), ("Delta", "Δ"), ("Theta", "Θ"),
    ("Lambda", "Λ"), ("Pi", "Π"), ("Sigma", "Σ"), ("Phi", "Φ"), ("Psi", "Ψ"), ("Omega", "Ω"), ("times", "×"), ("cdot", "·"),
    ("pm", "±"), ("degree", "°"), ("circ", "°"), ("leq", "≤"), ("geq", "≥"), ("le", "≤"), ("ge", "≥"), ("neq", "≠"),
    ("approx", "≈"), ("sim", "∼"), ("infty", "∞"), ("partial", "∂"), ("nabla", "∇"), ("sum", "∑"), ("int", "∫"),
    ("rightarrow", "→"), ("to", "→"), ("quad", "\u{2003}"),
];
