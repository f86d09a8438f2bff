//! Files with cells: Python scripts, MyST Markdown lessons and Jupyter notebooks.

use std::path::Path;

use serde::Deserialize;

/// One code cell of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// Its Python text
    pub code: String,
    /// Its tags: `raises-exception`, `skip-execution`, `hide-input`, …
    pub tags: Vec<String>,
}

/// Why a file cannot be read as cells.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file's name does not say what it is.
    #[error("{0}: cells are read from .py, .md and .ipynb files")]
    Kind(String),
    /// The notebook's JSON is broken.
    #[error("not a notebook: {0}")]
    Notebook(#[from] serde_json::Error),
    /// A `{code-cell}` without an end.
    #[error("the code cell that begins in line {line} has no end")]
    Unclosed {
        /// From 1
        line: usize,
    },
    /// No text at all.
    #[error("there are no code cells")]
    Empty,
}

/// The code cells of a file's text; its kind is told by the file name.
pub fn cells_of(path: &Path, text: &str) -> Result<Vec<Cell>, Error> {
    let cells = match path.extension().and_then(|extension| extension.to_str()) {
        Some("py") => cells_of_script(text),
        Some("md" | "myst") => cells_of_markdown(text)?,
        Some("ipynb") => cells_of_notebook(text)?,
        _ => return Err(Error::Kind(path.display().to_string())),
    };
    if cells.is_empty() { Err(Error::Empty) } else { Ok(cells) }
}

/// A script is one cell, unless `# %%` lines divide it; `# %% [markdown]` cells are text.
fn cells_of_script(text: &str) -> Vec<Cell> {
    let mut cells = vec![(String::new(), Cell::default())];
    for line in text.lines() {
        match line.strip_prefix("# %%").or_else(|| line.strip_prefix("#%%")) {
            Some(head) => cells.push((head.to_owned(), Cell { tags: tags_in(head), ..Cell::default() })),
            None => {
                if let Some((_, cell)) = cells.last_mut() {
                    cell.code.push_str(line);
                    cell.code.push('\n');
                }
            }
        }
    }
    let is_code = |head: &str| !["[markdown]", "[md]", "[raw]"].iter().any(|kind| head.contains(kind));
    cells
        .into_iter()
        .filter(|(head, cell)| is_code(head) && !cell.code.trim().is_empty())
        .map(|(_, cell)| cell)
        .collect()
}

/// The `{code-cell}` directives of MyST Markdown, with options in `:key: value` lines or a `---` block.
fn cells_of_markdown(text: &str) -> Result<Vec<Cell>, Error> {
    let mut cells = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((idx, line)) = lines.next() {
        let indent = line.len() - line.trim_start().len();
        let Some((fence, info)) = fence_of(line) else { continue };
        let is_code = info.starts_with("{code-cell}");
        let mut body = Vec::new();
        let mut closed = false;
        for (_, line) in lines.by_ref() {
            let is_end = line.trim_start().starts_with(fence) && line.trim().chars().all(|c| fence.starts_with(c));
            if is_end {
                closed = true;
                break;
            }
            let blank = line.len() - line.trim_start().len();
            body.push(line.get(indent.min(blank)..).unwrap_or(line));
        }
        if is_code && !closed {
            return Err(Error::Unclosed { line: idx + 1 });
        }
        if is_code {
            cells.push(cell_of_directive(&body));
        }
    }
    Ok(cells)
}

/// The fence that a line opens (three or more backticks, tildes or colons) and what follows it.
fn fence_of(line: &str) -> Option<(&str, &str)> {
    let line = line.trim();
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~' | ':'))?;
    let length = line.len() - line.trim_start_matches(mark).len();
    (length >= 3).then(|| (&line[..length], line[length..].trim()))
}

fn cell_of_directive(body: &[&str]) -> Cell {
    let mut rest = body;
    let mut options = String::new();
    if rest.first().is_some_and(|line| line.trim() == "---") {
        let end = rest.iter().skip(1).position(|line| line.trim() == "---").map_or(rest.len(), |idx| idx + 2);
        options = rest[..end].join("\n");
        rest = &rest[end..];
    }
    while let Some(line) = rest.first()
        && line.starts_with(':')
        && line[1..].contains(':')
    {
        options.push_str(line);
        options.push('\n');
        rest = &rest[1..];
    }
    Cell { code: rest.join("\n"), tags: tags_in(&options) }
}

/// The tags named in options: `:tags: [a, b]`, `tags: ["a"]`, or a list of `- a` lines.
fn tags_in(options: &str) -> Vec<String> {
    let Some((_, rest)) = options.split_once("tags") else { return Vec::new() };
    let rest = rest.trim_start_matches([':', '=', ' ']);
    let list = match rest.strip_prefix('[') {
        Some(list) => list.split(']').next().unwrap_or(list).to_owned(),
        None => {
            let items = rest.lines().map(str::trim);
            let items: Vec<_> = items
                .skip_while(|line| line.is_empty())
                .map_while(|line| line.strip_prefix("- ").or_else(|| (!line.starts_with([':', '-'])).then_some(line)))
                .collect();
            items.join(",")
        }
    };
    let tags = list.split([',', '\n']).map(|tag| tag.trim().trim_matches(['"', '\'']).to_owned());
    tags.filter(|tag| !tag.is_empty()).collect()
}

#[derive(Deserialize)]
struct Notebook {
    cells: Vec<NotebookCell>,
}

#[derive(Deserialize)]
struct NotebookCell {
    cell_type: String,
    source: Text,
    #[serde(default)]
    metadata: Metadata,
}

#[derive(Default, Deserialize)]
struct Metadata {
    #[serde(default)]
    tags: Vec<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Text {
    Whole(String),
    Lines(Vec<String>),
}

fn cells_of_notebook(text: &str) -> Result<Vec<Cell>, Error> {
    let notebook: Notebook = serde_json::from_str(text)?;
    let code = notebook.cells.into_iter().filter(|cell| cell.cell_type == "code");
    let cells = code.map(|cell| Cell {
        code: match cell.source {
            Text::Whole(text) => text,
            Text::Lines(lines) => lines.concat(),
        },
        tags: cell.metadata.tags,
    });
    Ok(cells.filter(|cell| !cell.code.trim().is_empty()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, text: &str, expected: &[(&str, &[&str])]) {
        let cells = cells_of(Path::new(name), text).expect("cells");
        let cells: Vec<_> = cells.iter().map(|cell| (cell.code.trim_end(), cell.tags.clone())).collect();
        let expected: Vec<_> =
            expected.iter().map(|(code, tags)| (*code, tags.iter().map(|tag| (*tag).to_owned()).collect())).collect();
        assert_eq!(cells, expected, "{name}: {text}");
    }

    #[test]
    fn each_kind_of_file_gives_its_cells() {
        check("a.py", "x = 1\ny = 2\n", &[("x = 1\ny = 2", &[])]);
        check(
            "a.py",
            "# %% [markdown]\n# Text\n# %%\nx\n# %% tags=[\"raises-exception\"]\ny",
            &[("x", &[]), ("y", &["raises-exception"])],
        );
        let lesson = "---\nkernelspec: x\n---\n# Title\n\n```{code-cell} python\n:tags: [hide-input, a]\n\nx = 1\n```\n\n\
                      ```python\nnot run\n```\n\n```{code-cell}\n---\ntags: [\"b\"]\n---\ny\n```\n";
        check("a.md", lesson, &[("\nx = 1", &["hide-input", "a"]), ("y", &["b"])]);
        let notebook = r##"{"cells": [{"cell_type": "markdown", "source": "# T"},
            {"cell_type": "code", "source": ["x = 1\n", "y"], "metadata": {"tags": ["t"]}}]}"##;
        check("a.ipynb", notebook, &[("x = 1\ny", &["t"])]);
    }

    #[test]
    fn broken_files_say_what_is_wrong() {
        for (name, text, error) in [
            ("a.txt", "x", "a.txt: cells are read from .py, .md and .ipynb files"),
            ("a.py", "\n", "there are no code cells"),
            ("a.md", "a\n```{code-cell}\nx", "the code cell that begins in line 2 has no end"),
        ] {
            assert_eq!(cells_of(Path::new(name), text).expect_err(name).to_string(), error);
        }
        assert!(cells_of(Path::new("a.ipynb"), "{").is_err());
    }
}
