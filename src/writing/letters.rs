//! How wide letters are, in thousandths of the font size.

/// A face whose letters are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// Matplotlib's own
    DejaVuSans,
    /// A narrow one
    Helvetica,
}

impl Face {
    /// The width of a letter.
    pub fn letter_width(self, letter: char) -> u16 {
        let (widths, space, sign, other) = match self {
            Face::DejaVuSans => (&DEJAVU_SANS, 318, 838, 640),
            Face::Helvetica => (&HELVETICA, 278, 600, 600),
        };
        match letter {
            ' '..='~' => widths[letter as usize - ' ' as usize],
            '−' | '×' | '±' | '≈' | '≤' | '≥' => sign,
            '°' if self == Face::DejaVuSans => 500,
            '\u{a0}' => space,
            '…' => 1000,
            // Scripts whose letters fill a square.
            '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'.. => 1000,
            _ => other,
        }
    }
}

/// From space to tilde.
const DEJAVU_SANS: [u16; 95] = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636, 636,
    636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863,
    748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635,
    615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636,
    337, 636, 838,
];

/// From space to tilde: Helvetica's metrics.
const HELVETICA: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
];
