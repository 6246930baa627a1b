//! Lays rows that were read out of a damaged store into a new one.

use std::collections::BTreeMap;

use rusqlite::types::{Type, Value};
use rusqlite::{Connection, params_from_iter};

use super::super::fault::Fault;
use super::super::packed::Unpacker;
use super::MADE_ANEW;
use super::record::Record;
use super::tree::{Place, Tree};
use super::witness::Witness;

/// Where in a row of the trash the story stands.
const PACKED_OF_DELETED: usize = 10;

/// Rows on their way into a new store.
pub(super) struct Carrier<'a> {
    pub(super) new: &'a Connection,
    pub(super) witness: &'a Witness,
    tables: BTreeMap<String, Table>,
    pub(super) unpacker: Unpacker,
    /// Where rows stand that are to be taken last, by their tables.
    pub(super) doubtful: BTreeMap<String, Vec<Place>>,
    trouble: Option<rusqlite::Error>,
}

/// A table of the new store.
struct Table(Vec<Column>);

struct Column {
    name: String,
    /// What it holds; anything, where that is not said.
    kind: Option<Type>,
    may_be_null: bool,
    /// It is the row's number, and not written in the row.
    is_number: bool,
}

impl<'a> Carrier<'a> {
    /// Into the tables of a new store that are carried over.
    pub(super) fn into(new: &'a Connection, witness: &'a Witness) -> Result<Self, Fault> {
        let mut names = new.prepare("SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")?;
        let names = names.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<Vec<(String, bool)>>>()?;
        let mut tables = BTreeMap::new();
        for (name, keyed) in names {
            if !MADE_ANEW.contains(&name.as_str()) && !name.starts_with("sqlite_") {
                tables.insert(name.clone(), Table::of(new, &name, !keyed)?);
            }
        }
        Ok(Self { new, witness, tables, unpacker: Unpacker::default(), doubtful: BTreeMap::new(), trouble: None })
    }

    /// Whether a table is carried over.
    pub(super) fn takes(&self, table: &str) -> bool {
        self.tables.contains_key(table)
    }

    /// Whether a record can be a row of a table.
    pub(super) fn fits(&self, table: &str, record: &Record) -> bool {
        let Some(Table(columns)) = self.tables.get(table) else { return false };
        // A column that was added later is not written in older rows.
        let whole = !record.columns.is_empty() && record.columns.len() <= columns.len();
        whole && record.columns.iter().zip(columns).all(|(value, column)| column.holds(value)) && self.reads(table, record)
    }

    /// Whether what it holds is what it should be, where that can be told.
    fn reads(&self, table: &str, record: &Record) -> bool {
        match (table, record.columns.as_slice()) {
            ("body", [_, Value::Blob(packed)]) => self.unpacker.unpack(self.new, packed).is_ok(),
            ("dictionary", [Value::Integer(id), Value::Blob(bytes)]) => {
                zstd::zstd_safe::get_dict_id_from_dict(bytes).is_some_and(|said| i64::from(said.get()) == id.abs())
            }
            ("position", [_, Value::Text(place), ..]) => serde_json::from_str::<crate::news::Place>(place).is_ok(),
            ("deleted", columns) => match columns.get(PACKED_OF_DELETED) {
                Some(Value::Blob(packed)) => self.unpacker.unpack(self.new, packed).is_ok(),
                _ => true,
            },
            ("body" | "dictionary" | "position", _) => false,
            _ => true,
        }
    }

    /// Takes a row of a table, if it is one and no other has its place; one that is doubtful, later. Gives whether it is one.
    pub(super) fn row(&mut self, table: &str, record: Record, place: Place) -> bool {
        if self.trouble.is_some() || !self.fits(table, &record) {
            return false;
        }
        if !place.in_order || (table == "story" && self.witness.contradicts(&record)) {
            self.doubtful.entry(table.to_owned()).or_default().push(place);
        } else {
            self.trouble = self.insert(table, record).err();
        }
        true
    }

    pub(super) fn insert(&self, name: &str, mut record: Record) -> rusqlite::Result<()> {
        let Some(Table(all)) = self.tables.get(name) else { return Ok(()) };
        if name == "story" {
            self.witness.mark(&mut record);
        }
        let columns: Vec<&str> = all.iter().map(|column| column.name.as_str()).take(record.columns.len()).collect();
        let places = vec!["?"; columns.len()].join(", ");
        let values = record.columns.into_iter().zip(all).map(|(value, column)| match value {
            Value::Null if column.is_number => Value::Integer(record.rowid),
            value => value,
        });
        let mut insert = self.new.prepare_cached(&format!("INSERT OR IGNORE INTO {name} ({}) VALUES ({places})", columns.join(", ")))?;
        insert.execute(params_from_iter(values))?;
        Ok(())
    }

    /// What went wrong with the new store since this was last asked.
    pub(super) fn trouble(&mut self) -> Result<(), Fault> {
        self.trouble.take().map_or(Ok(()), |error| Err(error.into()))
    }

    /// How many dictionaries there are.
    pub(super) fn dictionaries(&self) -> Result<i64, Fault> {
        Ok(self.new.query_row("SELECT count(*) FROM dictionary", [], |row| row.get(0))?)
    }

    /// How many stories are named by anything that was found.
    pub(super) fn named(&self) -> Result<u64, Fault> {
        // The first schema has no young tables.
        let tables = ["body", "likeness", "young_likeness"].into_iter().filter(|table| self.takes(table));
        let more: String = tables.map(|table| format!(" UNION SELECT story FROM {table}")).collect();
        let but = if self.takes("deleted") { " EXCEPT SELECT story FROM deleted" } else { "" };
        let named = format!("SELECT count(*) FROM (SELECT id FROM story{more}{but})");
        Ok(self.new.query_row(&named, [], |row| row.get::<_, i64>(0))?.unsigned_abs())
    }
}

impl Table {
    fn of(new: &Connection, name: &str, numbered: bool) -> rusqlite::Result<Self> {
        let mut columns = new.prepare(r#"SELECT name, type, pk, "notnull" FROM pragma_table_info(?1)"#)?;
        let columns = columns.query_map([name], |row| {
            let kind = match row.get::<_, String>(1)?.as_str() {
                "INTEGER" | "INT" => Some(Type::Integer),
                "TEXT" => Some(Type::Text),
                "REAL" => Some(Type::Real),
                "BLOB" => Some(Type::Blob),
                _ => None,
            };
            let is_number = numbered && kind == Some(Type::Integer) && row.get::<_, i64>(2)? == 1;
            Ok(Column { name: row.get(0)?, kind, may_be_null: !row.get::<_, bool>(3)?, is_number })
        })?;
        Ok(Self(columns.collect::<rusqlite::Result<_>>()?))
    }
}

impl Column {
    fn holds(&self, value: &Value) -> bool {
        match (value, self.kind) {
            (Value::Null, _) => self.is_number || self.may_be_null,
            (_, Some(kind)) => !self.is_number && value.data_type() == kind,
            (_, None) => true,
        }
    }
}

/// The trees of a new store.
pub(super) fn trees(new: &Connection) -> Result<Vec<Tree>, Fault> {
    let mut trees = new.prepare("SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0")?;
    let trees = trees.query_map([], |row| Ok(Tree { name: row.get(0)?, root: row.get(1)? }))?;
    Ok(trees.collect::<rusqlite::Result<_>>()?)
}
