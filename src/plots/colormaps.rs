//! Colour maps by name: control points, between which colours run straight.
//!
//! The points were chosen so that no channel is off by more than two of 255 from Matplotlib's map of that name.

/// A table of colours.
#[derive(Clone, Debug, PartialEq)]
pub struct Colormap {
    /// From least to greatest
    pub colors: Vec<[u8; 3]>,
    /// Whether neighbours are kinds of things, not more and less
    pub is_listed: bool,
}

/// The map of a name; `_r` at its end reverses it.
pub fn colormap(name: &str) -> Option<Colormap> {
    let (base, reversed) = match name.strip_suffix("_r") {
        Some(base) => (base, true),
        None => (name, false),
    };
    let base = match base {
        "grey" => "gray",
        "Grays" => "Greys",
        base => base,
    };
    let mut map = if let Some((_, points)) = GRADIENTS.iter().find(|(known, _)| *known == base) {
        Colormap { colors: gradient(points), is_listed: false }
    } else {
        let (_, colors) = LISTED.iter().find(|(known, _)| *known == base)?;
        Colormap {
            colors: bytes(colors).chunks(3).map(|color| [color[0], color[1], color[2]]).collect(),
            is_listed: true,
        }
    };
    if reversed {
        map.colors.reverse();
    }
    Some(map)
}

/// The names, without those that end in `_r`.
pub fn colormap_names() -> impl Iterator<Item = &'static str> {
    GRADIENTS.iter().chain(LISTED).map(|(name, _)| *name)
}

/// 256 colours from points of four bytes: place, red, green, blue.
fn gradient(points: &str) -> Vec<[u8; 3]> {
    let bytes = bytes(points);
    let points: Vec<&[u8]> = bytes.chunks(4).collect();
    let mut colors = Vec::with_capacity(256);
    for pair in points.windows(2) {
        let [from, to] = [pair[0], pair[1]];
        for place in from[0] + u8::from(!colors.is_empty())..=to[0] {
            let share = f64::from(place - from[0]) / f64::from(to[0] - from[0]);
            let channel = |of: usize| f64::from(from[of]) + (f64::from(to[of]) - f64::from(from[of])) * share;
            colors.push([1, 2, 3].map(|of| channel(of).round() as u8));
        }
    }
    colors
}

fn bytes(hex: &str) -> Vec<u8> {
    let digits: Vec<u8> = hex.chars().filter_map(|digit| digit.to_digit(16)).map(|digit| digit as u8).collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}

/// Place (0 to 255) and colour of each control point, in hexadecimal digits.
#[rustfmt::skip]
const GRADIENTS: &[(&str, &str)] = &[
    ("viridis", "004401540d4814671e472a7a2a4439833a3e4c8a5132648e7d218e8d8d1e9d899922a884a22ab07fae3bbb75c160ca60d795d840e9c5e021f0d8e219f6e7e419fffde725"),
    ("plasma", "000d08870720068f1f4b03a1377100a8418004a85ba31e9a6eba33888ad5536fadef7c51cafca338e0fdc527e9fbd324fbf2f227fff0f921"),
    ("inferno", "0000000409040314130e092b1a180c3c282f0a5b33420a684057106e53751b6e699827667ab3325a92d44842acef6c23c2fa9207c9fc9f07d1fcae12e1f8cd37e9f4dd4ff4f1f179fffcffa4"),
    ("magma", "00000004040201090c06051a1b160f3b252412533036106b36400f743e4e117b4f681c8169912b817db2357b95d8456ca0e75263acf2645cb6f8765cc0fc8961d8feb67cebfed89afffcfdbf"),
    ("cividis", "0000224e11002e6c160031711c12357023203a6f3538476c56585e6d7d7a7a7898938e78afaaa073cbc7b767eae9d34ef6f7de3efbfde334fffee838"),
    ("turbo", "0030123b0a3b2f80104040a2164451bf1d4664da244776ee2a4685fa304294ff343d9efe3c2fb2f44a1ad2d2551ae4b65a22ebaa6238f491706dfe627a92ff4781a7fc3a89bcf53492d2e9359eebd339abfbb838bafe9029c3f9751dceed5510dadc3b07e2cc2b04edb21a01f8920b01ff7a0403"),
    ("Greys", "00ffffff26ececec3fdadada5fbebebe80959595c1505050df252525ff000000"),
    ("gray", "00000000ffffffff"),
    ("Blues", "00f7fbff40c6dbef609dcae18366abd49f4292c6be2272b6df08519cff08306b"),
    ("Greens", "00f7fcf520e5f5e041c6e8bf5fa2d99c8073c476a040aa5dc61c8540df006d2cff00441b"),
    ("Oranges", "00fff5eb20fee6ce3ffdd1a360fdae6a80fd8c3b9ff16913c0d84801dfa63603ff7f2704"),
    ("Reds", "00fff5f020fee0d23bfcc1a85efc94747cfb6e4e9ef03d2dbfcb181ddda81016ff67000d"),
    ("Purples", "00fcfbfd22eeecf440dadaeb5fbdbedc7f9e9bc8a17f7bb9de552890ff3f007d"),
    ("YlOrRd", "00ffffcc40fed97661feb04b7ffd8e3ca0fc4d2abfe31a1cd6c80723dfbd0026ff800026"),
    ("YlGn", "00ffffe51ff7fcba40d9f0a361abdc8d7c7ec97ba040aa5cbf238443df006837ff004529"),
    ("YlGnBu", "00ffffd920edf8b13fc8e9b45f80cebb8040b5c49f1d91c0bf225ea8df253494ff081d58"),
    ("YlOrBr", "00ffffe520fff7bc40fee39061fec24d80fe982999f07818c0cb4b02df993404ff662506"),
    ("BuGn", "00f7fcfd20e5f5f940ccece66098d8c98065c2a39e43af78bf238b45df006d2cff00441b"),
    ("PuBu", "00fff7fb1fede7f23ed2d2e74dbfc9e1659ebad97f75a9cf8962a2cba0358fc0bf0570b0e004598cff023858"),
    ("GnBu", "00f7fcf040ccebc55fa9ddb5807accc4a04db2d3bd2d8fbfdf0868acff084081"),
    ("OrRd", "00fff7ec21fee7c73efdd5a05bfdbf8862fdb88181fb8b58a0ef6447bdd93422dfb30000ff7f0000"),
    ("RdPu", "00fff7f31ffde1de41fcc4c05ffaa0b580f767a1a1db3196bfae017ee0790177ff49006a"),
    ("coolwarm", "003b4cc0104e68d825688aef31799cf83f8caffe4fa2c1ff62bbd1f872cedaeb7fdcdddd8dead5c9a0f5c4acbef59c7dd3e9785defcb3e38f7c0282fffb40426"),
    ("RdBu", "0067001f1ab3192c33d6604d47ee96774ef5a88666fddbc780f6f7f799d1e5f0b293c6decc4393c3e62065abff053061"),
    ("RdYlGn", "00a5002619d62f2733f46d434cfdad6066fee08b80feffbe99d9ef8bb0abdb6db5a0d669cb69be63e51b9950ff006837"),
    ("RdYlBu", "00a5002619d62f2733f46d434cfdad6066fee09080feffc099e0f3f8b2acdae9cb76afd2e54676b5ff313695"),
    ("Spectral", "009e014219d43d4f33f46d434cfdad6066fee08b80ffffbe99e6f598b2acdda4cc66c2a5e53389bdff5e4fa2"),
    ("PiYG", "008e015219c41a7c34df79b04df1b7da65fddeee7ff7f7f799e6f5d0b4b5df82cc7fbc41e64c9121ff276419"),
    ("BrBG", "00543005198b500a33bf812d4ddfc37e66f6e8c380f4f5f599c7eae5b281cec2cc35978fe502675fff003c30"),
    ("PuOr", "007f3b081ab4590633e082144dfdb96567fee1b97ff7f7f699d8daebb4afa8d0cc8073ace5552889ff2d004b"),
    ("bwr", "000000ff7ffefeffffff0000"),
    ("seismic", "0000004c400101ff7ffdfdff80fffdfdbfff0101ff800000"),
    ("terrain", "00333399260098fe29009eef4001cc667ffdff9980fefe98bf805c54ffffffff"),
    ("jet", "000000801c0000ff200000ff5600d8ff5a02e8f46016ffe1a3eeff09a6f8f500a9ffea00e3ff1300e8e80000ff800000"),
    ("hot", "000b00005dff0000befffe00ffffffff"),
    ("cool", "0000ffffffff00ff"),
    ("bone", "000000005a4f4f6ebca4c4c4ffffffff"),
    ("copper", "00000000cafa9e64cfffa267ffffc77f"),
    ("rainbow", "008000ff23396bf92f218cf44000b5eb5020d5e15e3dead56c58f8c97b76ffb98890feab9bb6f193acd9da7dbffeb562d0ff8c49dcff6b37ffff0000"),
    ("ocean", "0000800055000055aa0080aaffffffff"),
    ("gist_earth", "000000000101002b0201003906040064080502741f1537783020597b483080804930817e75459a49774a9b468e7ca753b2b7b75ec8c0a465d4cdaa82ddd7b298e5e0bdadf5f2deddfffdfbfb"),
    ("twilight", "00e2d9e20adcd9df16d0d4d923beccd2438fb1c6607196c17d6278bb925f60b4a55e49a9bd5a2d92cb541e7ed54d176dea3c114bff2f1436"),
    ("hsv", "00ff000028ffec002df4ff005508ff005900ff105b00ff1b8100fffc8200fcff8600e5ffaa0010ffae0800ffd7f800fddbff00edffff0018"),
];

/// The colours themselves.
#[rustfmt::skip]
const LISTED: &[(&str, &str)] = &[
    ("tab10", "1f77b4ff7f0e2ca02cd627289467bd8c564be377c27f7f7fbcbd2217becf"),
    ("tab20", "1f77b4aec7e8ff7f0effbb782ca02c98df8ad62728ff98969467bdc5b0d58c564bc49c94e377c2f7b6d27f7f7fc7c7c7bcbd22dbdb8d17becf9edae5"),
    ("Set1", "e41a1c377eb84daf4a984ea3ff7f00ffff33a65628f781bf999999"),
    ("Set2", "66c2a5fc8d628da0cbe78ac3a6d854ffd92fe5c494b3b3b3"),
    ("Set3", "8dd3c7ffffb3bebadafb807280b1d3fdb462b3de69fccde5d9d9d9bc80bdccebc5ffed6f"),
    ("Paired", "a6cee31f78b4b2df8a33a02cfb9a99e31a1cfdbf6fff7f00cab2d66a3d9affff99b15928"),
];
