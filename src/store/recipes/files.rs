//! Small files of the lessons, by the path or the address under which lessons open them.

use super::cmip6;

/// The text of a file of the lessons.
pub fn text(path: &str) -> Option<String> {
    match path.trim_start_matches("./") {
        "assets/catchment_outline.geojson" => Some(CATCHMENT.to_owned()),
        cmip6::CATALOGUE => Some(cmip6::catalogue_json()),
        csv if csv.strip_suffix(".csv") == cmip6::CATALOGUE.strip_suffix(".json") => Some(cmip6::catalogue_csv()),
        _ => None,
    }
}

/// An outline in the manner of a catchment above the Passeier valley in South Tyrol, drawn for the lesson; longitude and latitude.
const CATCHMENT: &str = include_str!("files/catchment_outline.geojson");
