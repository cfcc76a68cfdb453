//! Drawing by the crate kuva. All that knows it is here.

use kuva::backend::svg::SvgBackend;
use kuva::plot::scatter::ScatterPlot;
use kuva::plot::{LegendPosition, LinePlot};
use kuva::render::figure::Figure as Grid;
use kuva::render::layout::Layout;
use kuva::render::plots::Plot;

use super::{Figure, Series, Shape};
use crate::initial::fnv1a;

/// Okabe and Ito's colours, which colour-blind readers can tell apart, after a dark grey for the first series: what
/// was measured, most often.
const PALETTE: [&str; 8] = [
    "#4d4d4d", "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#999999",
];

/// The place in the palette of lines that show no data.
pub(super) const GREY: usize = PALETTE.len() - 1;

/// Figures that have been checked, one below the other.
pub(super) fn draw(figures: &[Figure]) -> String {
    let mut grid = Grid::new(figures.len(), 1).with_padding(12.0).with_spacing(18.0);
    let widest = figures.iter().map(|figure| figure.width).fold(0.0, f64::max);
    grid = grid.with_cell_size(widest, figures[0].height);
    for (row, figure) in figures.iter().enumerate() {
        grid = grid.with_row_height(row, figure.height);
    }
    let (plots, layouts): (Vec<_>, Vec<_>) = figures.iter().map(panel).unzip();
    // Legends of one width, so that the axes of all panels end in one line.
    let legend = layouts
        .iter()
        .map(|layout| layout.legend_width)
        .fold(0.0, f64::max);
    let layouts = layouts
        .into_iter()
        .map(|layout| layout.with_legend_width(legend))
        .collect();
    let scene = grid.with_plots(plots).with_layouts(layouts).render();
    rename_clips(&SvgBackend::new().render_scene(&scene))
}

/// kuva numbers clip paths through the whole life of a program, so that the same figure would never be the same file.
/// Here they are numbered within the figure, and named for its content: two figures in one page do not clash.
fn rename_clips(svg: &str) -> String {
    const PREFIX: &str = "kuva-clip-";
    let mut numbers: Vec<&str> = Vec::new();
    let mut pieces = svg.split(PREFIX);
    let mut renamed = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (number, rest) = piece.split_at(piece.find(|c: char| !c.is_ascii_digit()).unwrap_or(piece.len()));
        let place = numbers
            .iter()
            .position(|&known| known == number)
            .unwrap_or_else(|| {
                numbers.push(number);
                numbers.len() - 1
            });
        renamed.push_str(&format!("{PREFIX}{place}{rest}"));
    }
    let figure = fnv1a(&renamed);
    renamed.replace(PREFIX, &format!("clip-{figure:016x}-"))
}

fn panel(figure: &Figure) -> (Vec<Plot>, Layout) {
    let extent = Extent::of(figure);
    let plots: Vec<Plot> = figure.series.iter().map(|series| plot(series, &extent)).collect();
    let mut layout = Layout::auto_from_plots(&plots)
        .with_title(literal(&figure.title))
        .with_x_label(literal(&figure.x_label))
        .with_y_label(literal(&figure.y_label))
        .with_title_size(14)
        .with_label_size(12)
        .with_tick_size(10)
        .with_body_size(11)
        .with_legend_position(LegendPosition::OutsideRightTop)
        .with_legend_box(false)
        .with_grid_line_width(0.6);
    // Lines run from edge to edge; points alone keep a margin.
    if figure
        .series
        .iter()
        .any(|series| matches!(series.shape, Shape::Line(..)))
        && extent.low < extent.high
    {
        layout = layout.with_x_axis_min(extent.low).with_x_axis_max(extent.high);
    }
    if let Some((low, high)) = figure.y_range {
        layout = layout.with_y_axis_min(low).with_y_axis_max(high);
    }
    if figure.log_y {
        layout = layout.with_log_y();
    }
    (plots, layout)
}

fn plot(series: &Series, extent: &Extent) -> Plot {
    let name = literal(&series.name);
    let colour = PALETTE[series.colour % PALETTE.len()];
    let line = |points: Vec<(f64, f64)>| {
        LinePlot::new()
            .with_data(points)
            .with_color(colour)
            .with_stroke_width(1.3)
            .with_legend(name.clone())
    };
    let zip = |x: &[f64], y: &[f64]| x.iter().copied().zip(y.iter().copied()).collect::<Vec<_>>();
    match &series.shape {
        Shape::Line(x, y) => line(zip(x, y)).into(),
        Shape::Level(y) => line(vec![(extent.low, *y), (extent.high, *y)])
            .with_dashed()
            .into(),
        Shape::Identity => line(vec![(extent.low, extent.low), (extent.high, extent.high)])
            .with_dashed()
            .into(),
        Shape::Points(x, y) => ScatterPlot::new()
            .with_data(zip(x, y))
            .with_color(colour)
            .with_size(2.0)
            .with_marker_opacity(0.6)
            .with_legend(name)
            .into(),
    }
}

/// The smallest and largest x of a figure's data.
struct Extent {
    low: f64,
    high: f64,
}

impl Extent {
    fn of(figure: &Figure) -> Self {
        let all = figure.series.iter().flat_map(|series| match &series.shape {
            Shape::Line(x, _) | Shape::Points(x, _) => &x[..],
            Shape::Level(_) | Shape::Identity => &[],
        });
        let ends = (f64::INFINITY, f64::NEG_INFINITY);
        let (low, high) = all.fold(ends, |(low, high), &x| (low.min(x), high.max(x)));
        Extent { low, high }
    }
}

/// Text as it stands: kuva would read `$..$` as mathematics.
fn literal(text: &str) -> String {
    text.replace('$', "\\$")
}
