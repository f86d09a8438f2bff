//! Pictures in cells: when they are shown, what they say of themselves, and what becomes of data that cannot be drawn.

use crate::session::{notebook, run_text};

/// Cells, what they give as a result, and how many figures they show.
const CELLS: &[(&str, Option<&str>, &[&str])] = &[
    (
        "%matplotlib inline\nimport matplotlib.pyplot as plt\nimport numpy as np\nimport io\n\
         def svg():\n    file = io.StringIO()\n    plt.gcf().savefig(file)\n    plt.close()\n    return file.getvalue()",
        None,
        &[],
    ),
    // A figure is shown once, at the end of its cell, or when it is asked for.
    ("plt.plot([1, 2]);", None, &["<Figure size 640x480 with 1 Axes>"]),
    ("plt.title('t')", Some("Text(0.5, 1.0, 't')"), &["<Figure size 640x480 with 1 Axes>"]),
    (
        "plt.plot([1, 2])\nplt.show()\nplt.figure(figsize=(3, 2))\nprint()",
        None,
        &["<Figure size 640x480 with 1 Axes>", "<Figure size 300x200 with 0 Axes>"],
    ),
    ("fig, ax = plt.subplots(1, 2)\nplt.close(fig)", None, &[]),
    ("fig", Some("<Figure size 640x480 with 2 Axes>"), &[]),
    (
        "import dask.array as da\nplt.plot(da.arange(10, chunks=5) ** 2)\nplt.imshow(da.ones((4, 4), chunks=2));",
        None,
        &["<Figure size 640x480 with 1 Axes>"],
    ),
    // Who cannot see the picture reads it.
    (
        "plt.plot([1, 2, 4], label='a')\nplt.title('T & t')\nplt.ylabel('m')\ntext = svg()\n\
         [part in text for part in ('role=\"img\"', '<title>Plot: T &amp; t</title>', \"line 'a' of 3 points from 1 to 4\", 'y axis: m')]",
        Some("[True, True, True, True]"),
        &[],
    ),
    (
        "plt.pcolormesh([[1.0, np.nan], [3, 4]])\n'map of 2 by 2 cells from 1 to 4, 1 missing' in svg()",
        Some("True"),
        &[],
    ),
    // What holds no numbers draws nothing, and says so.
    ("plt.plot([], [])\nplt.scatter([], [])\nplt.hist([])\nplt.bar([], [])\n'<svg' in svg()", Some("True"), &[]),
    (
        "plt.plot([np.nan, np.inf, -np.inf])\nplt.imshow(np.full((3, 3), np.nan))\nplt.colorbar()\n'NaN' in svg()",
        Some("False"),
        &[],
    ),
    ("plt.plot([1e300, -1e300, 1e-300])\nplt.semilogy([0, -1, 5])\n'inf' in svg()", Some("False"), &[]),
    (
        "plt.contourf(np.ones((3, 3)))\nplt.contour(np.full((3, 3), np.nan))\nplt.pcolormesh(np.zeros((2, 0)))\n'<svg' in svg()",
        Some("True"),
        &[],
    ),
    ("plt.plot(np.random.random(1_000_000))\nlen(svg()) < 200_000", Some("True"), &[]),
    (
        "plt.title('<script>alert(1)</script>')\nplt.text(0, 0, 'a\\x00b', color='red')\ntext = svg()\n('<script' in text, '\\x00' in text)",
        Some("(False, False)"),
        &[],
    ),
];

#[test]
fn cells_show_their_figures() {
    let outcomes = run_text("pictures", &notebook(CELLS.iter().map(|(code, ..)| (*code).to_owned())));
    assert_eq!(outcomes.len(), CELLS.len());
    for ((code, result, figures), outcome) in CELLS.iter().zip(&outcomes) {
        assert!(outcome.error.is_none(), "{code}: {:?}", outcome.error);
        let shown: Vec<&str> = outcome.displays.iter().map(String::as_str).collect();
        assert_eq!((outcome.result.as_deref(), shown.as_slice()), (*result, *figures), "{code}");
    }
}

/// Cells and what their errors say.
const WRONG: &[(&str, &str)] = &[
    ("import matplotlib.pyplot as plt\nplt.plott([1])", "near it there is plot"),
    ("plt.gca().set_xlable('x')", "near it there is set_xlabel"),
    ("plt.plot([1], linewdith=2)", "near it there is linewidth"),
    ("plt.imshow([[1]], cmap='virdis')", "near it there is viridis"),
    ("plt.quiver([1], [1])", "quiver is not supported here"),
    ("plt.subplots(subplot_kw=dict(projection='polar'))", "there are plain axes and cartopy.crs"),
    ("plt.rcParams['figure.figzise'] = (1, 2)", "near it there is figure.figsize"),
    ("plt.savefig('x.png')", "write 'NAME.svg'"),
    ("import cartopy.crs as ccrs\nccrs.LambertConformal()", "there are the projections PlateCarree"),
    ("import xarray as xr\nxr.DataArray([1]).plot.surfce()", "there are line, step, hist"),
    ("from matplotlib import animation", "animation"),
];

#[test]
fn mistakes_name_what_works() {
    let outcomes = run_text("pictures-wrong", &notebook(WRONG.iter().map(|(code, _)| (*code).to_owned())));
    assert_eq!(outcomes.len(), WRONG.len());
    for ((code, says), outcome) in WRONG.iter().zip(&outcomes) {
        let message = outcome.error.as_ref().map_or("no error", |error| error.message.as_str());
        assert!(message.contains(says), "{code}: {message}");
    }
}
