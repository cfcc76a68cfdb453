//! HDF5, and what MATLAB 7.3 makes of it: axes reversed, cells and the elements of struct arrays as references to objects that
//! lie elsewhere in the file, text as codes, empty arrays as their dimensions.

use std::path::Path;

use hdf5_pure::{AttrValue, DType, Dataset, File, Group, Object};
use ndarray::{ArrayD, IxDyn};

use super::{Found, Way, lines, missing, numbered};

/// An opened file.
#[derive(Debug)]
pub(super) struct Source {
    file: File,
    is_of_matlab: bool,
}

/// Where a path has led so far.
enum Node {
    Group(Group),
    /// An element of a struct array, whose fields are arrays of references.
    Element(Group, usize),
    Dataset(Box<Dataset>),
}

impl Source {
    pub(super) fn open(path: &Path) -> Way<Self> {
        let file = File::open_streaming(path).map_err(said)?;
        let mut header = [0; 10];
        let read = std::fs::File::open(path).and_then(|mut file| std::io::Read::read(&mut file, &mut header));
        let is_of_matlab = read.is_ok() && header == *b"MATLAB 7.3";
        Ok(Source { file, is_of_matlab })
    }

    /// What names lead to.
    pub(super) fn find(&self, names: &[&str]) -> Way<Found> {
        let mut node = Node::Group(self.file.root());
        for name in names {
            node = self.step(node, name)?;
        }
        match node {
            Node::Group(group) if is_sparse(&group)? => Ok(Found::Other("a sparse matrix".into())),
            Node::Group(group) => Ok(match self.elements(&group)? {
                Some(number) => Found::Parts(numbered(number), true),
                None => Found::Parts(children(&group)?, false),
            }),
            Node::Element(group, _) => Ok(Found::Parts(children(&group)?, false)),
            Node::Dataset(data) => self.content(&data),
        }
    }

    fn step(&self, node: Node, name: &str) -> Way<Node> {
        let number = name.parse::<usize>().ok();
        match node {
            Node::Group(group) => match (self.elements(&group)?, number) {
                (Some(elements), Some(number)) if number < elements => Ok(Node::Element(group, number)),
                (Some(elements), _) => Err(missing(name, &numbered(elements))),
                (None, _) => child(&group, name),
            },
            Node::Element(group, number) => match child(&group, name)? {
                Node::Dataset(field) => referred(&field, number, name),
                _ => Err(format!("`{name}` is no field of a struct array")),
            },
            Node::Dataset(data) => match (data.dtype().map_err(said)?, number) {
                (DType::ObjectReference, Some(number)) => referred(&data, number, name),
                (DType::ObjectReference, None) => Err(missing(name, &numbered(length(&data)?))),
                _ => Err(format!("there is nothing within to be called `{name}`")),
            },
        }
    }

    /// How many elements a group has as a struct array of MATLAB's: all its fields are arrays of references that are no cells.
    fn elements(&self, group: &Group) -> Way<Option<usize>> {
        if !self.is_of_matlab || !group.groups().map_err(said)?.is_empty() {
            return Ok(None);
        }
        let mut elements = None;
        for name in group.datasets().map_err(said)? {
            let field = group.dataset(&name).map_err(said)?;
            let is_field =
                matches!(field.dtype().map_err(said)?, DType::ObjectReference) && class(&field)?.is_none();
            if !is_field {
                return Ok(None);
            }
            elements = Some(length(&field)?);
        }
        Ok(elements)
    }

    fn content(&self, data: &Dataset) -> Way<Found> {
        let (class, stored) = (class(data)?, data.dtype().map_err(said)?);
        let mut shape = shape(data)?;
        let is_text = class.as_deref() == Some("char");
        if self.is_of_matlab && is_marked(data, "MATLAB_empty")? {
            // Instead of numbers it holds the dimensions.
            let shape: Vec<usize> = data
                .read_u64()
                .map_err(said)?
                .into_iter()
                .map(|length| length as usize)
                .collect();
            let has_none = shape.contains(&0);
            return match is_text {
                true => Ok(Found::Text(String::new())),
                false if class.as_deref() == Some("cell") => Ok(Found::Parts(Vec::new(), true)),
                false if has_none => {
                    let empty = ArrayD::from_shape_vec(IxDyn(&shape), Vec::new());
                    empty.map(Found::Numbers).map_err(|error| error.to_string())
                }
                false => Err("it is said to be empty, but has dimensions without a zero".into()),
            };
        }
        match stored {
            DType::ObjectReference => Ok(Found::Parts(numbered(length(data)?), true)),
            DType::String | DType::VariableLengthString => {
                Ok(Found::Text(data.read_string().map_err(said)?.join("\n")))
            }
            DType::U16 if is_text => {
                // The first of MATLAB's axes is the last here.
                let rows = shape.last().copied().unwrap_or(1);
                Ok(Found::Text(lines(&data.read_u16().map_err(said)?, rows)))
            }
            DType::Compound(_) => Ok(Found::Other("an array of complex numbers or of records".into())),
            DType::Other(_) | DType::Array(..) => Ok(Found::Other(format!("an array of {stored}"))),
            _ => {
                let numbers = data.read_f64().map_err(said)?;
                let reversed = self.is_of_matlab;
                if shape.is_empty() {
                    shape = vec![1];
                }
                let array =
                    ArrayD::from_shape_vec(IxDyn(&shape), numbers).map_err(|error| error.to_string())?;
                Ok(Found::Numbers(match reversed {
                    true => array.reversed_axes().as_standard_layout().into_owned(),
                    false => array,
                }))
            }
        }
    }
}

/// Names in a group, but for those that MATLAB hides.
fn children(group: &Group) -> Way<Vec<String>> {
    let mut names = group.groups().map_err(said)?;
    names.extend(group.datasets().map_err(said)?);
    names.retain(|name| !name.starts_with('#'));
    names.sort();
    Ok(names)
}

fn child(group: &Group, name: &str) -> Way<Node> {
    if group.datasets().map_err(said)?.iter().any(|own| own == name) {
        return Ok(Node::Dataset(Box::new(group.dataset(name).map_err(said)?)));
    }
    if group.groups().map_err(said)?.iter().any(|own| own == name) {
        return Ok(Node::Group(group.group(name).map_err(said)?));
    }
    Err(missing(name, &children(group)?))
}

/// The object that reference `number` of an array stands for.
fn referred(data: &Dataset, number: usize, name: &str) -> Way<Node> {
    let mut objects = data.dereference().map_err(said)?;
    if number >= objects.len() {
        return Err(missing(name, &numbered(objects.len())));
    }
    match objects.swap_remove(number) {
        Object::Group(group) => Ok(Node::Group(group)),
        Object::Dataset(data) => Ok(Node::Dataset(data)),
        _ => Err(format!("`{name}` refers to neither a group nor an array")),
    }
}

fn shape(data: &Dataset) -> Way<Vec<usize>> {
    Ok(data
        .shape()
        .map_err(said)?
        .into_iter()
        .map(|length| length as usize)
        .collect())
}

/// How many references there are in the file: its dimensions alone may be damaged.
fn length(data: &Dataset) -> Way<usize> {
    Ok(data.dereference().map_err(said)?.len())
}

/// What MATLAB says it is.
fn class(data: &Dataset) -> Way<Option<String>> {
    let mut attributes = data.attrs().map_err(said)?;
    Ok(match attributes.remove("MATLAB_class") {
        Some(AttrValue::String(class) | AttrValue::AsciiString(class)) => Some(class),
        Some(_) => Some("unknown".into()),
        None => None,
    })
}

fn is_marked(data: &Dataset, mark: &str) -> Way<bool> {
    Ok(data.attrs().map_err(said)?.contains_key(mark))
}

fn is_sparse(group: &Group) -> Way<bool> {
    Ok(group.attrs().map_err(said)?.contains_key("MATLAB_sparse"))
}

fn said(error: hdf5_pure::Error) -> String {
    error.to_string()
}
