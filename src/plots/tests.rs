//! The room's border: ticks as Matplotlib has them, colours, and pictures that may be read.

use super::*;

/// Ticks within the limits and their labels, seen in Matplotlib 3.11.
#[rustfmt::skip]
#[test]
fn ticks_and_labels_are_those_of_matplotlib() {
    for (lo, hi, n_max, expected, beside) in [
        (0.0, 1.0, 9, "0.0 0.2 0.4 0.6 0.8 1.0", ""),
        (-0.5, 10.5, 8, "0 2 4 6 8 10", ""),
        (0.0, 1000000.0, 9, "0.0 0.2 0.4 0.6 0.8 1.0", "1e6"),
        (-1.1, 1.1, 8, "−1.0 −0.5 0.0 0.5 1.0", ""),
        (250.0, 310.0, 6, "250 260 270 280 290 300 310", ""),
        (1e-07, 9e-07, 9, "1 2 3 4 5 6 7 8 9", "1e−7"),
        (100000.0, 100010.0, 6, "0 2 4 6 8 10", "+1e5"),
        (300000000.0, 310000000.0, 6, "3.00 3.02 3.04 3.06 3.08 3.10", "1e8"),
        (2450000.2, 2450000.9, 8, "0.2 0.3 0.4 0.5 0.6 0.7 0.8", "+2.45e6"),
        (0.0, 0.003, 9, "0.0000 0.0005 0.0010 0.0015 0.0020 0.0025 0.0030", ""),
        (-5000000000.0, 7000000000.0, 5, "−5.0 −2.5 0.0 2.5 5.0", "1e9"),
        (273.15, 273.16, 5, "0.0500 0.0525 0.0550 0.0575 0.0600", "+2.731e2"),
        (0.0, 255.0, 9, "0 50 100 150 200 250", ""),
        (12345.0, 12399.0, 9, "12350 12360 12370 12380 12390", ""),
        (0.0, 37.0, 3, "0 20", ""),
        (1e-12, 1.0, 4, "0.00 0.25 0.50 0.75 1.00", ""),
        (-0.001, 0.001, 9, "−0.00100 −0.00075 −0.00050 −0.00025 0.00000 0.00025 0.00050 0.00075 0.00100", ""),
        (999999.0, 1000001.0, 4, "−1.0 −0.5 0.0 0.5 1.0", "+1e6"),
        (0.0, 5e-05, 5, "0 1 2 3 4 5", "1e−5"),
        (-90.0, 90.0, 7, "−50 0 50", ""),
    ] {
        let room = 1e-10 * (hi - lo);
        let seen: Vec<f64> =
            ticks(lo, hi, n_max, 2, Steps::Few).into_iter().filter(|tick| *tick >= lo - room && *tick <= hi + room).collect();
        let (found, offset) = labels(&seen, lo, hi);
        assert_eq!((found.join(" ").as_str(), offset.as_str()), (expected, beside), "{lo} to {hi}");
    }
}

#[test]
fn limits_that_are_no_range_do_no_harm() {
    assert_eq!(ticks(2.0, 2.0, 9, 2, Steps::Few), [2.0]);
    for (lo, hi) in [(f64::NAN, 1.0), (f64::NEG_INFINITY, f64::INFINITY), (-1.7e308, 1.7e308)] {
        assert!(ticks(lo, hi, 9, 2, Steps::Few).len() <= 1, "{lo} to {hi}");
    }
    assert_eq!(log_ticks(-1.0, 10.0, 9), (Vec::new(), Vec::new()));
    assert!(date_ticks(-1e300, 1e300).locs.is_empty());
    assert!(ticks(1.0, 1.0 + 1e-15, 9, 2, Steps::Few).len() < 100);
    assert!(ticks(1e17, 1e17 + 64.0, 9, 2, Steps::Few).len() < 100);
}

#[test]
fn whole_numbers_and_many_steps() {
    assert_eq!(ticks(0.0, 4.0, 9, 2, Steps::Integer), [0.0, 1.0, 2.0, 3.0, 4.0]);
    assert_eq!(
        ticks(250.0, 310.0, 10, 1, Steps::Many),
        [246.0, 252.0, 258.0, 264.0, 270.0, 276.0, 282.0, 288.0, 294.0, 300.0, 306.0, 312.0]
    );
    let (major, minor) = log_ticks(1.0, 1e3, 9);
    assert_eq!(major, [1.0, 10.0, 100.0, 1000.0]);
    assert!(minor.contains(&20.0) && !minor.contains(&10.0));
}

/// Days since 1970-01-01 of `2020-05-05T03:10:05.1`.
fn date(text: &str) -> f64 {
    let (day, clock) = text.split_once('T').unwrap_or((text, "0:0:0"));
    let numbers =
        |text: &str, sign: char| -> Vec<f64> { text.split(sign).map(|part| part.parse().expect("a number")).collect() };
    let day = numbers(day, '-');
    let days_of = |target: &[f64]| {
        let close = (target[0] - 1970.0) * 365.2425 + (target[1] - 1.0) * 30.44 + target[2] - 1.0;
        let text = format!("{:04}-{:02}-{:02}", target[0], target[1], target[2]);
        (-5..=5)
            .map(|off| close.round() + f64::from(off))
            .find(|date| date_text(*date, "%Y-%m-%d") == text)
            .expect("a day")
    };
    let mut parts = numbers(clock, ':');
    parts.resize(3, 0.0);
    days_of(&day) + (parts[0] * 3600.0 + parts[1] * 60.0 + parts[2]) / 86_400.0
}

/// Ticks of dates in full and concisely, seen in Matplotlib 3.11.
#[rustfmt::skip]
#[test]
fn dates_are_those_of_matplotlib() {
    for (from, until, full, concise, shared) in [
        ("2015-01-01", "2018-01-01", "2015-01 2015-05 2015-09 2016-01 2016-05 2016-09 2017-01 2017-05 2017-09 2018-01", "2015 May Sep 2016 May Sep 2017 May Sep 2018", ""),
        ("2018-12-01", "2020-02-05", "2019-01 2019-03 2019-05 2019-07 2019-09 2019-11 2020-01", "2019 Mar May Jul Sep Nov 2020", ""),
        ("1980-01-01", "2021-12-31", "1980 1985 1990 1995 2000 2005 2010 2015 2020", "1980 1985 1990 1995 2000 2005 2010 2015 2020", ""),
        ("2020-01-01", "2020-01-20", "2020-01-01 2020-01-03 2020-01-05 2020-01-07 2020-01-09 2020-01-11 2020-01-13 2020-01-15 2020-01-17 2020-01-19", "Jan 03 05 07 09 11 13 15 17 19", "2020-Jan"),
        ("2020-01-01", "2020-03-20", "2020-01-01 2020-01-15 2020-02-01 2020-02-15 2020-03-01 2020-03-15", "Jan 15 Feb 15 Mar 15", "2020-Mar"),
        ("2020-05-05T03", "2020-05-06T14", "05-05 04 05-05 08 05-05 12 05-05 16 05-05 20 05-06 00 05-06 04 05-06 08 05-06 12", "04:00 08:00 12:00 16:00 20:00 May-06 04:00 08:00 12:00", "2020-May-06"),
        ("2020-05-05T03:10", "2020-05-05T03:55", "05 03:10 05 03:15 05 03:20 05 03:25 05 03:30 05 03:35 05 03:40 05 03:45 05 03:50 05 03:55", "03:10 03:15 03:20 03:25 03:30 03:35 03:40 03:45 03:50 03:55", "2020-May-05"),
        ("2020-05-05T03:10:05", "2020-05-05T03:10:50", "03:10:05 03:10:10 03:10:15 03:10:20 03:10:25 03:10:30 03:10:35 03:10:40 03:10:45 03:10:50", "05 10 15 20 25 30 35 40 45 50", "2020-May-05 03:10"),
        ("1700-01-01", "2020-01-01", "1720 1760 1800 1840 1880 1920 1960 2000", "1720 1760 1800 1840 1880 1920 1960 2000", ""),
        ("2020-01-01", "2020-06-20", "2020-01 2020-02 2020-03 2020-04 2020-05 2020-06", "2020 Feb Mar Apr May Jun", ""),
        ("2020-01-25", "2020-02-09", "2020-01-25 2020-01-27 2020-01-29 2020-01-31 2020-02-01 2020-02-03 2020-02-05 2020-02-07 2020-02-09", "25 27 29 31 Feb 03 05 07 09", "2020-Feb"),
        ("2020-05-05T00", "2020-05-08T00", "05-05 00 05-05 12 05-06 00 05-06 12 05-07 00 05-07 12 05-08 00", "May-05 12:00 May-06 12:00 May-07 12:00 May-08", "2020-May-08"),
        ("2020-05-05T03:10:05.1", "2020-05-05T03:10:05.9", "10:05.200000 10:05.400000 10:05.600000 10:05.800000", "05.2 05.4 05.6 05.8", "2020-May-05 03:10"),
        ("2020-12-20", "2021-01-15", "2020-12-21 2020-12-25 2020-12-29 2021-01-01 2021-01-05 2021-01-09 2021-01-13", "21 25 29 Jan 05 09 13", "2021-Jan"),
    ] {
        let found = date_ticks(date(from), date(until));
        assert_eq!(date_labels(&found).join(" "), full, "{from} to {until}");
        let (labels, beside) = concise_labels(&found.locs);
        assert_eq!((labels.join(" ").as_str(), beside.as_str()), (concise, shared), "{from} to {until}");
    }
    assert_eq!(date_text(18_262.5, "%a %d %B %Y, %j, %I %p %% %q"), "Wed 01 January 2020, 001, 12 PM % %q");
    assert_eq!(date_text(-719_162.0, "%F"), "0001-01-01");
}

/// First, middle and last colour, seen in Matplotlib 3.11; maps of control points may be off by 2 of 255.
#[test]
fn colors_are_those_of_matplotlib() {
    for (name, first, middle, last) in [
        ("viridis", 0x440154, 0x21918c, 0xfde725),
        ("RdBu_r", 0x053061, 0xf6f7f7, 0x67001f),
        ("coolwarm", 0x3b4cc0, 0xdddcdc, 0xb40426),
        ("jet", 0x000080, 0x7dff7a, 0x800000),
        ("terrain", 0x333399, 0xfefe98, 0xffffff),
        ("Greys", 0xffffff, 0x959595, 0x000000),
    ] {
        let map = colormap(name).expect(name);
        assert_eq!((map.colors.len(), map.is_listed), (256, false), "{name}");
        for (at, expected) in [(0, first), (128, middle), (255, last)] {
            let channels = [16, 8, 0].map(|shift| (expected >> shift) & 255);
            let off = (0..3).map(|of| (i32::from(map.colors[at][of]) - channels[of]).abs()).max();
            assert!(off <= Some(2), "{name} at {at}: {:?} is not {channels:?}", map.colors[at]);
        }
    }
    assert_eq!(colormap("tab10").expect("tab10").colors[0], [0x1f, 0x77, 0xb4]);
    assert!(colormap("virids").is_none());
    assert!(colormap_names().all(|name| colormap(&format!("{name}_r")).is_some()));
}

const BLACK: &str = "#000000";

fn stroke() -> Stroke {
    Stroke { color: "#1f77b4".to_owned(), width: 2.0, dashes: Vec::new(), opacity: 1.0 }
}

/// A canvas of 200 by 100 pixels, framed from 0 to 10 and 0 to 1.
fn canvas() -> Canvas {
    let mut canvas = Canvas::new(200.0, 100.0);
    let x = Scale { from: 0.0, to: 10.0, is_log: false };
    let y = Scale { from: 0.0, to: 1.0, is_log: false };
    canvas.set_frame(Frame { rect: [0.0, 0.0, 200.0, 100.0], x, y });
    canvas
}

fn shown(canvas: &Canvas) -> String {
    let svg = canvas.finish("T", "D", None, None);
    svg.lines().skip(3).filter(|line| *line != "</svg>").collect::<Vec<_>>().join("\n")
}

#[test]
fn a_picture_can_be_read() {
    let mut canvas = canvas();
    canvas.begin_clip();
    canvas.line(&[0.0, 5.0, 10.0], &[0.0, 0.5, 1.0], &stroke());
    canvas.end_clip();
    let fill = Fill { color: "#ff0000".to_owned(), opacity: 0.5 };
    canvas.rects(&[1.0], &[0.0], &[2.0], &[0.5], Some(&fill), None);
    canvas.markers(&[5.0], &[0.5], &Marker::Disc, &[6.0], &[[31, 119, 180, 255]], None, None);
    let style = TextStyle {
        font_px: 10.0,
        color: BLACK.to_owned(),
        rotation: 90.0,
        align: Align::Center,
        vertical: VerticalAlign::Center,
        is_bold: false,
    };
    canvas.text(5.0, 0.5, "a < b $x^{2}$", &style);
    assert_eq!(canvas.finish("Plot: a & b", "Two lines.", Some("#ffffff"), None), PICTURE);
}

const PICTURE: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100" viewBox="0 0 200 100" role="img" aria-label="Plot: a &amp; b" style="max-width:100%;height:auto" font-family="DejaVu Sans,Verdana,Arial,sans-serif">
<title>Plot: a &amp; b</title>
<desc>Two lines.</desc>
<rect x="0" y="0" width="200" height="100" fill="#ffffff"/>
<svg x="0" y="0" width="200" height="100" viewBox="0 0 200 100"><path d="M0 100L100 50 200 0" fill="none" stroke="#1f77b4" stroke-width="2" stroke-linejoin="round" stroke-linecap="square"/>
</svg>
<path d="M20 100H40V50H20Z" fill="#ff0000" fill-opacity="0.5" shape-rendering="crispEdges"/>
<g><g fill="#1f77b4"><circle cx="100" cy="50" r="3"/></g></g>
<text transform="translate(102.6 50)rotate(-90)" font-size="10" text-anchor="middle">a &lt; b <tspan font-style="italic">x</tspan><tspan dy="-3.8" font-size="7">2</tspan></text>
</svg>
"##;

#[test]
fn lines_break_where_numbers_are_missing_and_at_the_frame() {
    let mut canvas = canvas();
    canvas.line(&[0.0, 1.0, 2.0, 3.0, 4.0], &[0.0, 0.1, f64::NAN, 0.3, 0.4], &stroke());
    assert_eq!(shown(&canvas).matches('M').count(), 2);
    for (xs, ys) in [
        (vec![], vec![]),
        (vec![f64::NAN; 3], vec![1.0; 3]),
        (vec![1.0], vec![0.5]),
        (vec![f64::INFINITY, 0.0], vec![0.0, f64::NEG_INFINITY]),
        (vec![1e300, 1e308], vec![1e300, -1e308]),
    ] {
        let mut canvas = self::canvas();
        canvas.line(&xs, &ys, &stroke());
        canvas.polygon(&xs, &ys, None, Some(&stroke()));
        canvas.rects(&xs, &ys, &ys, &xs, None, Some(&stroke()));
        canvas.segments(&xs, &ys, &ys, &xs, &stroke());
        canvas.markers(&xs, &ys, &Marker::Disc, &[5.0], &[[0; 4]], None, None);
        canvas.mesh(&xs, &ys, &[], &[[0; 4]], 1.0);
        let drawn = shown(&canvas);
        assert!(!drawn.contains("NaN") && !drawn.contains("inf"), "{xs:?} {ys:?}: {drawn}");
    }
    let mut canvas = self::canvas();
    canvas.line(&[-1e9, 1e9], &[0.5, 0.5], &stroke());
    assert_eq!(
        shown(&canvas),
        "<path d=\"M-200 50L400 50\" fill=\"none\" stroke=\"#1f77b4\" stroke-width=\"2\" stroke-linejoin=\"round\" stroke-linecap=\"square\"/>"
    );
}

#[test]
fn a_million_points_stay_small() {
    let n = 1_000_000;
    let xs: Vec<f64> = (0..n).map(|at| 10.0 * f64::from(at) / f64::from(n)).collect();
    let noise: Vec<f64> =
        (0..n).map(|at: i32| f64::from(at.wrapping_mul(1_103_515_245).rotate_left(7) & 1023) / 1023.0).collect();
    let mut canvas = canvas();
    canvas.line(&xs, &noise, &stroke());
    assert!(shown(&canvas).len() < 30_000, "thinned: {}", shown(&canvas).len());
    // Back and forth, so that no column can be thinned, and as many markers.
    let mut canvas = self::canvas();
    let places: Vec<f64> = noise.iter().rev().map(|share| share * 10.0).collect();
    canvas.line(&places, &noise, &stroke());
    canvas.markers(&places, &noise, &Marker::Disc, &[4.0], &[[0, 0, 0, 255], [255; 4]], Some(&noise), None);
    let drawn = shown(&canvas);
    assert_eq!(drawn.matches("data:image/png").count(), 2);
    assert!(drawn.len() < 500_000, "{}", drawn.len());
}

#[test]
fn maps_show_each_cell_and_not_what_is_missing() {
    let colors: Vec<[u8; 4]> = (0..=255).map(|at| [at, 0, 0, 255]).collect();
    let mut canvas = canvas();
    canvas.mesh(&[0.0, 5.0, 10.0], &[0.0, 0.5, 1.0], &[0.0, 1.0, f64::NAN, 0.5], &colors, 1.0);
    let drawn = shown(&canvas);
    assert!(drawn.starts_with("<image x=\"0\" y=\"0\" width=\"200\" height=\"100\""), "{drawn}");
    // Cells of different widths, four-cornered ones and areas become pixels.
    for draw in [
        |canvas: &mut Canvas, colors: &[[u8; 4]]| canvas.mesh(&[0.0, 1.0, 10.0], &[0.0, 1.0], &[0.1, 0.9], colors, 1.0),
        |canvas: &mut Canvas, colors: &[[u8; 4]]| {
            canvas.quads(&[0.0, 9.0, 1.0, 10.0], &[0.0, 0.0, 1.0, 1.0], 1, &[0.5], colors, 1.0)
        },
        |canvas: &mut Canvas, colors: &[[u8; 4]]| {
            canvas.areas(
                &[0.0, 10.0, 0.0, 10.0],
                &[0.0, 0.0, 1.0, 1.0],
                2,
                &[0.0, 1.0, 1.0, 2.0],
                &[0.0, 1.0, 2.0],
                false,
                colors,
                1.0,
            );
        },
    ] {
        let mut canvas = self::canvas();
        draw(&mut canvas, &colors);
        assert_eq!(shown(&canvas).matches("<image").count(), 1);
    }
}

#[test]
fn noise_on_a_large_figure_fits_a_cell() {
    let noise = |n: usize| {
        (0..n).map(|at| ((at as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) as f64 / (1u64 << 24) as f64)
    };
    let colors: Vec<[u8; 4]> = (0..=255).map(|at| [at, at, 0, 255]).collect();
    let mut canvas = Canvas::new(2400.0, 1600.0);
    let edges = |n: usize| (0..=n).map(|at| 2400.0 * at as f64 / n as f64).collect::<Vec<f64>>();
    canvas.mesh(&edges(3000), &edges(1000), &noise(3_000_000).collect::<Vec<f64>>(), &colors, 1.0);
    let bytes: Vec<u8> = noise(4 * 1_000_000).map(|share| (share * 255.0) as u8).collect();
    let map = shown(&canvas).len();
    canvas.pixels([0.0, 2400.0, 0.0, 1600.0], 1000, &bytes, 1.0);
    assert!(map < 2_000_000 && shown(&canvas).len() - map < 2_000_000, "{map}, {}", shown(&canvas).len());
}

#[test]
fn contours_are_joined_lines() {
    let mut canvas = canvas();
    let (mut xs, mut ys, mut values) = (Vec::new(), Vec::new(), Vec::new());
    for row in 0..11 {
        for column in 0..11 {
            let (x, y) = (f64::from(column), f64::from(row) / 10.0);
            xs.push(x);
            ys.push(y);
            values.push((x - 5.0).hypot(y * 10.0 - 5.0));
        }
    }
    canvas.contour(&xs, &ys, 11, &values, 3.0, &stroke());
    let drawn = shown(&canvas);
    assert_eq!(drawn.matches('M').count(), 1, "one ring: {drawn}");
    values.fill(f64::NAN);
    let mut canvas = self::canvas();
    canvas.contour(&xs, &ys, 11, &values, 3.0, &stroke());
    assert_eq!(shown(&canvas), "");
}

#[test]
fn texts_are_measured_with_their_mathematics() {
    let (plain, height) = text_size("10", 10.0);
    assert_eq!((plain, height), (12.72, 10.0));
    let (power, _) = text_size("$\\mathdefault{10^{-3}}$", 10.0);
    assert!(power > plain + 5.0 && power < plain + 12.0, "{power}");
    assert_eq!(text_size("a\nb", 10.0).1, 22.0);
    // A dollar sign alone is money.
    assert_eq!(text_size("$5", 10.0).0, 2.0 * 6.36);
}
