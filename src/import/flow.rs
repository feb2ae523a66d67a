//! The text in the making: paragraphs one below the other, with a blank line between, and rows of tables.
//!
//! Comes in: paragraphs and cells in the order of the file. Goes out: the text, and where in it each paragraph begins.
//! Paragraphs are counted as a reader counts them: empty ones and those in cells too, those in text boxes not.

use super::refusal::Refusal;

/// The most bytes of text; the longest treaties have some four million.
pub(super) const MOST_TEXT: usize = 8 << 20;
/// The most paragraphs, rows and cells together.
pub(super) const MOST_PIECES: usize = 250_000;
/// The most bytes of a line, which is a paragraph but for its breaks; the time to read a sentence grows with its square.
pub(super) const MOST_LINE: usize = 64 << 10;
/// A cell with so many paragraphs is no entry of a table: the table only arranges the page.
const PAGE_LIKE: usize = 3;

/// A paragraph or a row, with the paragraphs that begin in it and where.
#[derive(Debug, Default)]
struct Block {
    text: String,
    begins: Vec<(usize, usize)>,
}

#[derive(Debug)]
struct Row {
    /// The number of the first paragraph in it.
    first: usize,
    cells: Vec<Vec<Block>>,
}

/// What paragraphs go into, unless it is the text itself.
#[derive(Debug)]
enum Holder {
    Table(Vec<Row>),
    TextBox(Vec<Block>),
}

/// Paragraphs that stand in a text box, to be put behind the one to which it is fixed.
#[derive(Debug, Default)]
pub(super) struct Boxed(Vec<Block>);

impl Boxed {
    /// Adds those of another box.
    pub fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    /// True if no words are in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The text in the making.
#[derive(Debug, Default)]
pub(super) struct Flow {
    text: String,
    /// Where each paragraph begins, as far as that is known.
    begins: Vec<Option<usize>>,
    count: usize,
    holders: Vec<Holder>,
    boxes: usize,
    spent: usize,
    pieces: usize,
    /// A line is longer than any in a treaty.
    long_line: bool,
}

impl Flow {
    /// Counts words before they are kept.
    pub fn spend(&mut self, bytes: usize) -> Result<(), Refusal> {
        self.spent += bytes;
        if self.spent > MOST_TEXT { Err(Refusal::Long) } else { Ok(()) }
    }

    /// Counts a paragraph, row or cell before it is kept.
    pub fn piece(&mut self) -> Result<(), Refusal> {
        self.pieces += 1;
        if self.pieces > MOST_PIECES { Err(Refusal::Pieces) } else { Ok(()) }
    }

    /// A paragraph has ended, with the text boxes that are fixed to it.
    pub fn paragraph(&mut self, text: String, boxed: Boxed) {
        let number = self.count + 1;
        if self.boxes == 0 {
            self.count = number;
        }
        let blocks = std::iter::once(Block { text, begins: vec![(number, 0)] }).chain(boxed.0);
        for block in blocks.filter(|block| !block.text.trim().is_empty()) {
            self.put(block);
        }
    }

    /// A table begins.
    pub fn open_table(&mut self) {
        self.holders.push(Holder::Table(Vec::new()));
    }

    /// A row begins.
    pub fn open_row(&mut self) {
        let first = self.count + 1;
        if let Some(Holder::Table(rows)) = self.holders.last_mut() {
            rows.push(Row { first, cells: Vec::new() });
        }
    }

    /// A cell begins.
    pub fn open_cell(&mut self) {
        if let Some(Holder::Table(rows)) = self.holders.last_mut()
            && let Some(row) = rows.last_mut()
        {
            row.cells.push(Vec::new());
        }
    }

    /// The row that began last is deleted.
    pub fn drop_row(&mut self) {
        if let Some(Holder::Table(rows)) = self.holders.last_mut() {
            rows.pop();
        }
    }

    /// The cell that began last is deleted.
    pub fn drop_cell(&mut self) {
        if let Some(Holder::Table(rows)) = self.holders.last_mut()
            && let Some(row) = rows.last_mut()
        {
            row.cells.pop();
        }
    }

    /// A table ends. One that arranges the page is told paragraph by paragraph, any other row by row.
    pub fn close_table(&mut self) {
        let Some(Holder::Table(rows)) = self.holders.pop() else {
            return;
        };
        let one_column = rows.iter().all(|row| row.cells.len() < 2);
        let page_like = rows.iter().flat_map(|row| &row.cells).any(|cell| cell.len() >= PAGE_LIKE);
        for row in rows {
            if one_column || page_like {
                row.cells.into_iter().flatten().for_each(|block| self.put(block));
            } else if let Some(block) = told(row) {
                self.put(block);
            }
        }
    }

    /// A text box begins.
    pub fn open_box(&mut self) {
        self.boxes += 1;
        self.holders.push(Holder::TextBox(Vec::new()));
    }

    /// A text box ends.
    pub fn close_box(&mut self) -> Boxed {
        self.boxes = self.boxes.saturating_sub(1);
        match self.holders.pop() {
            Some(Holder::TextBox(blocks)) => Boxed(blocks),
            _ => Boxed::default(),
        }
    }

    fn put(&mut self, block: Block) {
        match self.holders.last_mut() {
            Some(Holder::TextBox(blocks)) => blocks.push(block),
            Some(Holder::Table(rows)) => {
                // A paragraph outside of any row is no Word's doing; it is kept all the same.
                if rows.is_empty() {
                    let first = block.begins.first().map_or(1, |(number, _)| *number);
                    rows.push(Row { first, cells: Vec::new() });
                }
                let Some(row) = rows.last_mut() else { return };
                match row.cells.last_mut() {
                    Some(cell) => cell.push(block),
                    None => row.cells.push(vec![block]),
                }
            }
            None => self.write(&block),
        }
    }

    fn write(&mut self, block: &Block) {
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        for &(number, at) in &block.begins {
            self.begins.resize(self.begins.len().max(number), None);
            self.begins[number - 1].get_or_insert(self.text.len() + at);
        }
        self.long_line |= block.text.split('\n').any(|line| line.len() > MOST_LINE);
        self.text.push_str(&block.text);
    }

    /// The text, and where each paragraph begins in it; an empty one does where the next one does.
    pub fn finish(mut self) -> Result<(String, Vec<usize>), Refusal> {
        while !self.holders.is_empty() {
            match self.holders.last() {
                Some(Holder::Table(_)) => self.close_table(),
                _ => {
                    let boxed = self.close_box();
                    boxed.0.into_iter().for_each(|block| self.put(block));
                }
            }
        }
        if self.long_line {
            return Err(Refusal::Line);
        }
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.begins.resize(self.begins.len().max(self.count), None);
        let mut next = self.text.len();
        let mut begins: Vec<usize> = self
            .begins
            .iter()
            .rev()
            .map(|begin| {
                next = begin.unwrap_or(next).min(next);
                next
            })
            .collect();
        begins.reverse();
        Ok((self.text, begins))
    }
}

/// A row on one line, its cells parted by strokes; nothing if all of them are empty.
fn told(row: Row) -> Option<Block> {
    if row.cells.iter().all(Vec::is_empty) {
        return None;
    }
    let mut out = Block { text: "|".to_owned(), begins: vec![(row.first, 0)] };
    for cell in row.cells {
        for block in &cell {
            out.text.push(' ');
            let at = out.text.len();
            out.begins.extend(block.begins.iter().map(|(number, within)| (*number, at + within)));
            out.text.push_str(&block.text.replace(['\n', '\t'], " "));
        }
        out.text.push_str(" |");
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(flow: &mut Flow, text: &str) {
        flow.paragraph(text.to_owned(), Boxed::default());
    }

    #[test]
    fn each_paragraph_knows_where_it_begins_and_empty_ones_count() {
        let mut flow = Flow::default();
        ["", "Article 1", "", "", "Ports are open.", ""].iter().for_each(|text| put(&mut flow, text));
        let (text, begins) = flow.finish().unwrap();
        assert_eq!(text, "Article 1\n\nPorts are open.\n");
        assert_eq!(begins, [0, 0, 11, 11, 11, 27]);
    }

    #[test]
    fn a_row_is_a_line_and_a_table_that_arranges_the_page_is_none() {
        let mut flow = Flow::default();
        put(&mut flow, "Ports");
        flow.open_table();
        for row in [["Quell", "9 m"], ["Marn", "4 m"]] {
            flow.open_row();
            for cell in row {
                flow.open_cell();
                put(&mut flow, cell);
            }
        }
        flow.close_table();
        flow.open_table();
        flow.open_row();
        flow.open_cell();
        put(&mut flow, "For Tarnia:");
        flow.close_table();
        let (text, begins) = flow.finish().unwrap();
        assert_eq!(text, "Ports\n\n| Quell | 9 m |\n\n| Marn | 4 m |\n\nFor Tarnia:\n");
        assert_eq!(begins, [0, 7, 17, 24, 33, 40]);
    }
}
