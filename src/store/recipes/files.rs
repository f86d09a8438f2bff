//! Small files of the lessons, by the path or the address under which lessons open them.

/// The text of a file of the lessons.
pub fn text(path: &str) -> Option<String> {
    match path.trim_start_matches("./") {
        "assets/catchment_outline.geojson" => Some(CATCHMENT.to_owned()),
        _ => None,
    }
}

/// An outline in the manner of a catchment above the Passeier valley in South Tyrol, drawn for the lesson; longitude and latitude.
const CATCHMENT: &str = include_str!("files/catchment_outline.geojson");
