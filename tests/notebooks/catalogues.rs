//! Catalogues, and what their addresses are used for: searching scenes, stacking and clipping them, finding model output.

use std::process::Command;

/// What is run before each case.
const SET_UP: &str = "
import geopandas as gpd
import intake
import planetary_computer
import pystac_client
import rioxarray
import stackstac
from shapely.geometry import mapping

EARTH_SEARCH = 'https://earth-search.aws.element84.com/v1'
PLANETARY_COMPUTER = 'https://planetarycomputer.microsoft.com/api/stac/v1'
CMIP6 = 'https://storage.googleapis.com/cmip6/pangeo-cmip6.json'
aoi = gpd.read_file('./assets/catchment_outline.geojson', crs='EPGS:4326')
search = dict(collections=['sentinel-2-l2a'], datetime='2019-02-01/2019-03-28', query={'proj:epsg': dict(eq=32632)})
items = pystac_client.Client.open(EARTH_SEARCH).search(intersects=mapping(aoi.iloc[0].geometry), **search).item_collection()
cube = lambda **options: stackstac.stack(items, **{'assets': ['red', 'nir'], 'chunksize': (1, 2, 1024, 1024), **options})
";

/// An expression and the text of its value, or of the error that it raises.
const CASES: &[(&str, &str)] = &[
    ("len(items)", "55"),
    ("aoi.crs.to_epsg(), len(aoi), aoi.geometry[0].geom_type", "(4326, 1, 'Polygon')"),
    ("cube().shape, cube().data.chunksize", "((55, 2, 20982, 10980), (1, 2, 1024, 1024))"),
    ("round(cube().nbytes / 2**30, 1)", "188.8"),
    (
        "[name.rpartition('-')[0] for name in cube().data.dask.layers]",
        "['asset-table', 'asset_table_to_reader_and_window', 'fetch_raster_window']",
    ),
    (
        "cube().dims, cube().attrs['resolution'], cube().attrs['crs']",
        "(('time', 'band', 'y', 'x'), 10.0, 'epsg:32632')",
    ),
    ("cube()[0, 0, 9000:9003, 4000:4003].compute().shape", "(3, 3)"),
    // The same pixel through another grid.
    (
        "float(cube()[:, 0, 5999, 5005].max()) == float(cube(bounds=(650000, 5240000, 651000, 5240100)).sel(band='red', x=650050, y=5240050).max())",
        "True",
    ),
    ("cube(resolution=100, chunksize=2048)[0, 0].shape", "(2099, 1098)"),
    ("cube(assets=['infrared'])", "ValueError: no item has an asset of ['infrared']"),
    (
        "cube(epsg=32633)",
        "NotImplementedError: putting a raster in EPSG:32632 onto a grid in EPSG:32633 is not supported here",
    ),
    (
        "cube().sel(band='red').rio.write_crs('EPSG:32632').rio.clip([aoi.to_crs(epsg=32632).iloc[0]['geometry']]).sizes['time']",
        "55",
    ),
    (
        "pystac_client.Client.open('https://example.org/stac')",
        "NotImplementedError: the catalogue https://example.org/stac is not supported here",
    ),
    (
        "pystac_client.Client.open(PLANETARY_COMPUTER, modifier=planetary_computer.sign_inplace).get_collection('daymet-daily-hi').assets['zarr-abfs'].href",
        "'abfs://daymet-zarr/daily/hi.zarr'",
    ),
    (
        "pystac_client.Client.open(EARTH_SEARCH).search(filter='eo:cloud_cover<101', max_items=2, **search).matched()",
        "55",
    ),
    (
        "intake.open_esm_datastore(CMIP6).search(institution_id=['NIMS-KMA'], table_id=['3hr'], variable_id=['tas'], member_id=['r1i1p1f1'], experiment_id=['historical']).keys()",
        "['CMIP.NIMS-KMA.KACE-1-0-G.historical.3hr.gr']",
    ),
    ("intake.open_esm_datastore(CMIP6).search(variable=['tas'])", "ValueError: Column variable not in columns"),
    ("len(intake.open_esm_datastore(CMIP6).search(source_id='^KACE').df) > 0", "True"),
    ("intake.open_catalog('x.yaml')", "NotImplementedError: intake.open_catalog is not supported here"),
];

#[test]
fn catalogues_are_searched_stacked_and_clipped() {
    let mut script = format!("{SET_UP}\n");
    for (expression, _) in CASES {
        script += &format!(
            "try:\n    print('>>>', repr(({expression})))\nexcept Exception as error:\n    print('>>>', type(error).__name__ + ': ' + str(error))\n"
        );
    }
    let path = std::env::temp_dir().join(format!("dasklet-catalogues-{}.py", std::process::id()));
    std::fs::write(&path, script).expect("a temporary file");
    let output = Command::new(env!("CARGO_BIN_EXE_dasklet")).arg("run").arg(&path).output().expect("dasklet runs");
    std::fs::remove_file(&path).expect("the temporary file is there");

    let text = String::from_utf8(output.stdout).expect("text");
    let found: Vec<&str> = text.split(">>> ").skip(1).map(str::trim_end).collect();
    assert_eq!(found.len(), CASES.len(), "{text}\n{}", String::from_utf8_lossy(&output.stderr));
    for ((expression, expected), found) in CASES.iter().zip(found) {
        // Errors say more after what is expected.
        assert!(
            found == *expected || expected.contains("Error: ") && found.starts_with(expected),
            "{expression}\nexpected {expected}\nfound {found}"
        );
    }
}
