//! Runs of climate models (CMIP6) as the Pangeo catalogue keeps them: the table that finds them, and each run's hierarchy.

use std::f32::consts::TAU;
use std::fmt::Write;

use super::climate::{Site, wave, year_mode};
use super::hierarchy::{Recipe, Variable, members, put};
use super::modes::{Field, Finish, Weather, Window};
use super::noise::{hash_of, smooth};

/// Where the catalogue is.
pub const CATALOGUE: &str = "https://storage.googleapis.com/cmip6/pangeo-cmip6.json";
/// The stores' address without what the table says of them.
const STORES: [&str; 3] = ["gs://cmip6/CMIP6", "https://storage.googleapis.com/cmip6/CMIP6", "cmip6/CMIP6"];
/// Steps of time in a chunk.
const CHUNK: usize = 600;

/// A model: its institution, its name there, its grid's label, rows and columns, days of its year, what its members are called,
/// the version of its data, and how many degrees it is too warm.
struct Model {
    institution_id: &'static str,
    institution: &'static str,
    source_id: &'static str,
    grid_label: &'static str,
    nominal_resolution: &'static str,
    shape: (usize, usize),
    year_days: usize,
    members: &'static [&'static str],
    version: &'static str,
    bias: f32,
}

/// A run of a model, one variable at one frequency.
pub struct Run {
    model: &'static Model,
    experiment_id: &'static str,
    table_id: &'static str,
    variable_id: &'static str,
    member_id: &'static str,
    address: String,
}

/// All runs, in the catalogue's order.
pub fn runs() -> Vec<Run> {
    let mut runs = Vec::new();
    for model in MODELS {
        for experiment_id in ["historical", "ssp585"] {
            for (idx, member_id) in model.members.iter().enumerate() {
                for (table_id, variable_id) in
                    [("3hr", "tas"), ("Amon", "pr"), ("Amon", "tas"), ("day", "pr"), ("day", "tas")]
                {
                    // Further members for months only; every three hours in one run only.
                    let only_first = table_id != "Amon" || variable_id != "tas";
                    let sub_daily =
                        table_id == "3hr" && (model.institution_id != "NIMS-KMA" || experiment_id != "historical");
                    if idx > 0 && only_first || sub_daily {
                        continue;
                    }
                    let run = Run { model, experiment_id, table_id, variable_id, member_id, address: String::new() };
                    runs.push(Run { address: format!("{}/{}", STORES[0], run.path()), ..run });
                }
            }
        }
    }
    runs
}

/// The run at an address.
pub fn run_at(address: &str) -> Option<Run> {
    let path = STORES.iter().find_map(|stores| address.strip_prefix(stores))?.strip_prefix('/')?;
    let run = runs().into_iter().find(|run| run.path() == path)?;
    Some(Run { address: address.to_owned(), ..run })
}

/// The catalogue's description, as `intake-esm` reads it.
pub fn catalogue_json() -> String {
    let columns: Vec<String> = COLUMNS[..8].iter().map(|name| format!("{{\"column_name\": \"{name}\"}}")).collect();
    format!(
        "{{\"esmcat_version\": \"0.1.0\", \"id\": \"pangeo-cmip6\", \
         \"description\": \"A part of Pangeo's catalogue of CMIP6; the data are computed by recipes when they are read\", \
         \"catalog_file\": \"{}\", \"attributes\": [{}], \"assets\": {{\"column_name\": \"zstore\", \"format\": \"zarr\"}}, \
         \"aggregation_control\": {{\"variable_column_name\": \"variable_id\", \"groupby_attrs\": [\"activity_id\", \
         \"institution_id\", \"source_id\", \"experiment_id\", \"table_id\", \"grid_label\"], \"aggregations\": [\
         {{\"type\": \"union\", \"attribute_name\": \"variable_id\"}}, \
         {{\"type\": \"join_new\", \"attribute_name\": \"member_id\", \"options\": {{\"coords\": \"minimal\", \"compat\": \"override\"}}}}, \
         {{\"type\": \"join_new\", \"attribute_name\": \"dcpp_init_year\", \"options\": {{\"coords\": \"minimal\", \"compat\": \"override\"}}}}]}}}}",
        CATALOGUE.replace(".json", ".csv"),
        columns.join(", ")
    )
}

/// The catalogue's table, as comma-separated values.
pub fn catalogue_csv() -> String {
    let mut text = COLUMNS.join(",") + "\n";
    for run in runs() {
        let Run { model, experiment_id, table_id, variable_id, member_id, address } = &run;
        let _ = writeln!(
            text,
            "{},{},{},{experiment_id},{member_id},{table_id},{variable_id},{},{address}/,,{}",
            run.activity_id(),
            model.institution_id,
            model.source_id,
            model.grid_label,
            model.version
        );
    }
    text
}

const COLUMNS: [&str; 11] = [
    "activity_id",
    "institution_id",
    "source_id",
    "experiment_id",
    "member_id",
    "table_id",
    "variable_id",
    "grid_label",
    "zstore",
    "dcpp_init_year",
    "version",
];

impl Run {
    fn activity_id(&self) -> &'static str {
        if self.experiment_id == "historical" { "CMIP" } else { "ScenarioMIP" }
    }

    fn path(&self) -> String {
        let Run { model, experiment_id, table_id, variable_id, member_id, .. } = self;
        let (activity, version) = (self.activity_id(), model.version);
        format!(
            "{activity}/{}/{}/{experiment_id}/{member_id}/{table_id}/{variable_id}/{}/v{version}",
            model.institution_id, model.source_id, model.grid_label
        )
    }

    /// The first year, and how many there are.
    fn years(&self) -> (usize, usize) {
        if self.experiment_id == "historical" { (1850, 165) } else { (2015, 86) }
    }

    fn steps_per_year(&self) -> usize {
        match self.table_id {
            "Amon" => 12,
            "day" => self.model.year_days,
            _ => 8 * self.model.year_days,
        }
    }

    /// Begin, moment and end of a step in days since its first year.
    fn step(&self, step: usize) -> [f64; 3] {
        let year_days = self.model.year_days;
        match self.table_id {
            "Amon" => {
                let begin = |month: usize| match year_days {
                    360 => 30 * month,
                    _ => month / 12 * 365 + MONTHS[month % 12],
                };
                let (begin, end) = (begin(step) as f64, begin(step + 1) as f64);
                [begin, (begin + end) / 2.0, end]
            }
            "day" => [step as f64, step as f64 + 0.5, step as f64 + 1.0],
            _ => [step as f64 / 8.0, (step + 1) as f64 / 8.0, (step + 1) as f64 / 8.0],
        }
    }

    fn latitude(&self, row: usize) -> f64 {
        let rows = self.model.shape.0;
        // A grid with an even number of rows has none on the equator, and, except for NCAR's, none on the poles.
        if rows == 192 { -90.0 + 180.0 / 191.0 * row as f64 } else { -90.0 + 180.0 / rows as f64 * (row as f64 + 0.5) }
    }

    fn longitude(&self, column: usize) -> f64 {
        let columns = self.model.shape.1;
        let first = if self.model.shape.0 == 192 { 0.0 } else { 0.5 };
        360.0 / columns as f64 * (column as f64 + first)
    }

    /// Edges around the middles of rows or columns.
    fn bounds(&self, middles: impl Fn(usize) -> f64, count: usize, limits: (f64, f64)) -> Vec<f64> {
        let half = (middles(1) - middles(0)) / 2.0;
        (0..count)
            .flat_map(|idx| [middles(idx) - half, middles(idx) + half].map(|edge| edge.clamp(limits.0, limits.1)))
            .collect()
    }

    fn field(&self, window: &Window) -> Field {
        let seed =
            hash_of(&[self.model.version.len() as i32, self.model.shape.1 as i32, self.model.bias.to_bits() as i32])
                ^ self.member_id.bytes().fold(7u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)));
        let pace = match self.table_id {
            "Amon" => 1.2,
            "day" => 4.5,
            _ => 36.0,
        };
        let pitch = self.model.shape.1 / 12;
        let weather = Weather { seed, pace, pitches: [pitch, pitch / 2], around: self.model.shape.1, grain: 0.05 };
        let sub_daily = self.table_id == "3hr";
        let calm = if self.table_id == "Amon" { 0.45 } else { 1.0 };
        let (mut mean, mut spread) = (Vec::with_capacity(window.places()), Vec::with_capacity(window.places()));
        let mut strengths: [Vec<f32>; 5] = Default::default();
        for row in window.rows.clone() {
            for column in window.columns.clone() {
                let longitude = self.longitude(column) as f32;
                let site = Site::at(self.latitude(row) as f32, (longitude + 180.0) % 360.0 - 180.0);
                let far = site.latitude.abs() / 90.0;
                let mut put =
                    |average: f32, [cos, sin]: [f32; 2], warming: f32, [day_cos, day_sin]: [f32; 2], wide: f32| {
                        mean.push(average);
                        spread.push(wide);
                        for (strengths, strength) in strengths.iter_mut().zip([cos, sin, warming, day_cos, day_sin]) {
                            strengths.push(strength);
                        }
                    };
                if self.variable_id == "pr" {
                    // Square roots of kg m-2 s-1, which is mm in a second
                    let root = (site.rain() / (365.0 * 86_400.0)).sqrt();
                    let season = year_mode(0.6 * root * site.rainy, site.wettest);
                    put(0.8 * root, season, 0.004 * root, [0.0; 2], (0.35 + 0.5 * far) * calm * root);
                } else {
                    let wide = calm * (0.8 + 6.0 * far * (0.45 + 0.55 * site.land * (0.4 + site.inland)));
                    let warming = 0.8 + 0.4 * site.land + 1.3 * smooth((site.latitude - 45.0) / 35.0);
                    // Warmest at three in the afternoon by the sun.
                    let (sin, cos) = (TAU * (15.0 - longitude / 15.0) / 24.0).sin_cos();
                    let range = 0.3 + 5.0 * site.land * (1.15 - site.wet) * (1.0 - 0.5 * far);
                    let season = year_mode(site.swing, site.warmest);
                    put(site.mean + self.model.bias, season, warming, [range * cos, range * sin], wide);
                }
            }
        }
        let day = |time: usize| self.step(time)[1] as f32;
        let year_day = |time: usize| {
            (self.step(time)[1] % self.model.year_days as f64) as f32 * 365.0 / self.model.year_days as f32
        };
        let first_year = self.years().0 as f32;
        let hour = |time: usize| TAU * (time as f32 + 1.0) / 8.0;
        let courses: [&dyn Fn(usize) -> f32; 5] = [
            &|time| wave(year_day(time)),
            &|time| wave(year_day(time) - 91.25),
            &|time| warming(first_year + day(time) / self.model.year_days as f32),
            &|time| if sub_daily { hour(time).cos() } else { 0.0 },
            &|time| if sub_daily { hour(time).sin() } else { 0.0 },
        ];
        let modes = strengths.into_iter().zip(courses).take(if sub_daily { 5 } else { 3 });
        let modes = modes.map(|(strength, course)| (strength, window.times.clone().map(course).collect())).collect();
        let finish = if self.variable_id == "pr" { Finish::Squared(0.01) } else { Finish::Between(180.0, 330.0) };
        Field { mean, modes, spread, weather, finish }
    }
}

/// Degrees above the 19th century.
fn warming(year: f32) -> f32 {
    let past =
        0.95 * ((year.min(2015.0) - 1900.0).max(0.0) / 115.0).powi(3) + 0.1 * ((year - 1900.0) / 115.0).clamp(0.0, 1.0);
    past + 0.03 * (year - 2015.0).max(0.0) + 0.00021 * (year - 2015.0).max(0.0).powi(2)
}

impl Recipe for Run {
    fn address(&self) -> &str {
        &self.address
    }

    fn attributes(&self) -> String {
        let Run { model, experiment_id, table_id, variable_id, member_id, .. } = self;
        let calendar = if self.table_id == "Amon" { "mon" } else { self.table_id };
        let parent = if *experiment_id == "historical" { "piControl" } else { "historical" };
        members(&format!(
            "Conventions: CF-1.7 CMIP-6.2
            activity_id: {}
            data_specs_version: 01.00.31
            experiment: {}
            experiment_id: {experiment_id}
            frequency: {}
            grid_label: {}
            institution: {}
            institution_id: {}
            mip_era: CMIP6
            nominal_resolution: {}
            parent_experiment_id: {parent}
            product: model-output
            realm: atmos
            source_id: {}
            source_type: AOGCM
            sub_experiment_id: none
            table_id: {table_id}
            variable_id: {variable_id}
            variant_label: {member_id}
            version_id: v{}
            history: computed by Dasklet's recipe when it is read; not the output of the model",
            self.activity_id(),
            if *experiment_id == "historical" {
                "all-forcing simulation of the recent past"
            } else {
                "update of RCP8.5 based on SSP5"
            },
            if calendar == "3hr" { "3hrPt" } else { calendar },
            model.grid_label,
            model.institution,
            model.institution_id,
            model.nominal_resolution,
            model.source_id,
            model.version
        ))
    }

    fn variables(&self) -> Vec<Variable> {
        let (rows, columns) = self.model.shape;
        let n_time = self.years().1 * self.steps_per_year();
        let calendar = if self.model.year_days == 360 { "360_day" } else { "noleap" };
        let units = format!("units: days since {}-01-01\ncalendar: {calendar}", self.years().0);
        let plain =
            |name, dims, shape: &[usize], dtype, attrs: &str| Variable::whole(name, dims, shape, dtype, members(attrs));
        let is_point = self.table_id == "3hr";
        let bounds = if is_point { "" } else { "bounds: time_bnds\n" };
        let mut variables = vec![
            plain(
                "lat",
                &["lat"],
                &[rows],
                "<f8",
                "axis: Y\nbounds: lat_bnds\nlong_name: Latitude\nstandard_name: latitude\nunits: degrees_north",
            ),
            plain("lat_bnds", &["lat", "bnds"], &[rows, 2], "<f8", ""),
            plain(
                "lon",
                &["lon"],
                &[columns],
                "<f8",
                "axis: X\nbounds: lon_bnds\nlong_name: Longitude\nstandard_name: longitude\nunits: degrees_east",
            ),
            plain("lon_bnds", &["lon", "bnds"], &[columns, 2], "<f8", ""),
            plain(
                "time",
                &["time"],
                &[n_time],
                "<f8",
                &format!("axis: T\n{bounds}long_name: time\nstandard_name: time\n{units}"),
            ),
        ];
        if !is_point {
            variables.push(plain("time_bnds", &["time", "bnds"], &[n_time, 2], "<f8", ""));
        }
        let method = if is_point { "area: mean time: point" } else { "area: time: mean" };
        let attrs = if self.variable_id == "pr" {
            format!(
                "cell_measures: area: areacella\ncell_methods: {method}\nlong_name: Precipitation\nstandard_name: precipitation_flux\nunits: kg m-2 s-1"
            )
        } else {
            variables.push(plain(
                "height",
                &[],
                &[],
                "<f8",
                "axis: Z\nlong_name: height\npositive: up\nstandard_name: height\nunits: m",
            ));
            format!(
                "cell_measures: area: areacella\ncell_methods: {method}\ncoordinates: height\nlong_name: Near-Surface Air Temperature\n\
                 standard_name: air_temperature\nunits: K"
            )
        };
        variables.push(
            plain(self.variable_id, &["time", "lat", "lon"], &[n_time, rows, columns], "<f4", &attrs)
                .chunked(&[CHUNK, rows, columns]),
        );
        variables
    }

    fn fill(&self, variable: &Variable, chunk: &[usize], target: &mut [u8]) {
        let (rows, columns) = self.model.shape;
        let times = 0..variable.shape.first().copied().unwrap_or(0);
        match variable.name {
            "lat" => put(target, (0..rows).map(|row| self.latitude(row)), f64::to_le_bytes),
            "lon" => put(target, (0..columns).map(|column| self.longitude(column)), f64::to_le_bytes),
            "lat_bnds" => put(target, self.bounds(|row| self.latitude(row), rows, (-90.0, 90.0)), f64::to_le_bytes),
            "lon_bnds" => {
                put(target, self.bounds(|column| self.longitude(column), columns, (-360.0, 360.0)), f64::to_le_bytes)
            }
            "time" => put(target, times.map(|step| self.step(step)[1]), f64::to_le_bytes),
            "time_bnds" => {
                put(target, times.flat_map(|step| [self.step(step)[0], self.step(step)[2]]), f64::to_le_bytes)
            }
            "height" => put(target, [2.0], f64::to_le_bytes),
            _ => {
                let window =
                    Window { times: chunk[0] * CHUNK..(chunk[0] + 1) * CHUNK, rows: 0..rows, columns: 0..columns };
                self.field(&window).fill_f32(&window, target);
            }
        }
    }
}

/// Days before the months of a year without leap day.
const MONTHS: [usize; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

const MODELS: &[Model] = &[
    Model {
        institution_id: "MOHC",
        institution: "Met Office Hadley Centre, Fitzroy Road, Exeter, Devon, EX1 3PB, UK",
        source_id: "UKESM1-0-LL",
        grid_label: "gn",
        nominal_resolution: "250 km",
        shape: (144, 192),
        year_days: 360,
        members: &["r1i1p1f2", "r2i1p1f2"],
        version: "20190406",
        bias: -0.4,
    },
    Model {
        institution_id: "NCAR",
        institution: "National Center for Atmospheric Research, Climate and Global Dynamics Laboratory, Boulder, CO 80305, USA",
        source_id: "CESM2",
        grid_label: "gn",
        nominal_resolution: "100 km",
        shape: (192, 288),
        year_days: 365,
        members: &["r1i1p1f1", "r2i1p1f1"],
        version: "20190308",
        bias: 0.2,
    },
    Model {
        institution_id: "NIMS-KMA",
        institution: "National Institute of Meteorological Sciences/Korea Meteorological Administration, Climate Research Division, Seogwipo, Korea",
        source_id: "KACE-1-0-G",
        grid_label: "gr",
        nominal_resolution: "250 km",
        shape: (144, 192),
        year_days: 360,
        members: &["r1i1p1f1", "r2i1p1f1", "r3i1p1f1"],
        version: "20190913",
        bias: 0.3,
    },
    Model {
        institution_id: "NOAA-GFDL",
        institution: "National Oceanic and Atmospheric Administration, Geophysical Fluid Dynamics Laboratory, Princeton, NJ 08540, USA",
        source_id: "GFDL-ESM4",
        grid_label: "gr1",
        nominal_resolution: "100 km",
        shape: (180, 288),
        year_days: 365,
        members: &["r1i1p1f1"],
        version: "20190726",
        bias: -0.1,
    },
];
